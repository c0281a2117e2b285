//! Payments as programs of 1C hand them to banks (`1CClientBankExchange`): each document names who pays and who gets it, a firm or
//! a person.

/// The first line of such a text.
pub(super) const FIRST: &str = "1CClientBankExchange";

/// What a line is.
pub(super) enum Line<'t> {
    /// The beginning or the end of a document, or of what stands between them.
    Part,
    /// Of the first party, or of the second.
    Party(usize, Field, &'t str),
    /// What was written for a reader.
    Text(&'t str),
    Other,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Field {
    /// With or without the number of the tax before it.
    Whole,
    Name,
    TaxNumber,
    Account,
}

pub(super) fn line(text: &str) -> Line<'_> {
    let Some((key, value)) = text.split_once('=') else { return Line::Part };
    let (key, value) = (key.trim(), value.trim());
    if key.starts_with("Секция") {
        return Line::Part;
    }
    for (party, word) in ["Плательщик", "Получатель"].into_iter().enumerate() {
        let field = match key.strip_prefix(word) {
            Some("") => Field::Whole,
            Some("1") => Field::Name,
            Some("ИНН") => Field::TaxNumber,
            Some("Счет" | "РасчСчет") => Field::Account,
            _ => continue,
        };
        return Line::Party(party, field, value);
    }
    if key.starts_with("НазначениеПлатежа") { Line::Text(value) } else { Line::Other }
}

/// Who pays, or who gets it.
#[derive(Debug, Default)]
pub(super) struct Party {
    whole: String,
    name: String,
    tax_number: String,
    account: String,
}

impl Party {
    pub(super) fn take(&mut self, field: Field, value: &str) {
        let place = match field {
            Field::Whole => &mut self.whole,
            Field::Name => &mut self.name,
            Field::TaxNumber => &mut self.tax_number,
            Field::Account => &mut self.account,
        };
        if place.is_empty() {
            place.push_str(value);
        }
    }

    /// What it is called, without the number of the tax, and without what says that somebody trades.
    fn called(&self) -> &str {
        let text = if self.name.is_empty() { self.whole.as_str() } else { self.name.as_str() };
        let text = text.strip_prefix("ИНН").map_or(text, |rest| {
            rest.trim_start_matches(|sign: char| sign == ' ' || sign == ':' || sign.is_ascii_digit())
        });
        let traders = ["ИП ", "Индивидуальный предприниматель ", "ИНДИВИДУАЛЬНЫЙ ПРЕДПРИНИМАТЕЛЬ "];
        traders.iter().find_map(|word| text.strip_prefix(word)).unwrap_or(text).trim()
    }

    /// Firms have numbers of ten digits, people of twelve; where there is none the account tells, and then quotes and words of firms.
    fn is_firm(&self) -> bool {
        const FIRMS: [&str; 9] = ["ООО", "ОАО", "ЗАО", "ПАО", "АО", "ФГУП", "МУП", "УФК", "БАНК"];
        match self.tax_number.len() {
            12 => false,
            10 => true,
            _ if self.account.len() == 20 => {
                !["408", "423", "426"].iter().any(|of_people| self.account.starts_with(of_people))
            }
            _ => {
                let word = |word: &str| FIRMS.iter().any(|firm| word.eq_ignore_ascii_case(firm));
                self.called().contains('"') || self.called().split_whitespace().any(word)
            }
        }
    }

    /// Its columns and what stands in them.
    pub(super) fn cells(&self, party: usize) -> Vec<(&'static str, &str)> {
        const PEOPLE: [[&str; 3]; 2] = [
            ["payer name", "payer tax number", "payer bank account"],
            ["recipient name", "recipient tax number", "recipient bank account"],
        ];
        const FIRMS: [&str; 2] = ["payer company", "recipient company"];
        if self.is_firm() {
            return vec![(FIRMS[party], self.called())];
        }
        PEOPLE[party].into_iter().zip([self.called(), &self.tax_number, &self.account]).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn firms_are_told_from_people() {
        let party = |whole: &str, tax_number: &str, account: &str| Party {
            whole: whole.to_owned(),
            name: String::new(),
            tax_number: tax_number.to_owned(),
            account: account.to_owned(),
        };
        assert!(party("ООО \"Ромашка\"", "", "").is_firm());
        assert!(party("x", "7707083893", "").is_firm() && party("x", "", "40702810900000000001").is_firm());
        let trader = party("ИНН 366314023506 ИП Сидорова Анна Павловна", "366314023506", "");
        assert_eq!((trader.is_firm(), trader.called()), (false, "Сидорова Анна Павловна"));
        assert!(!party("Иванов Иван", "", "40817810000000000001").is_firm());
    }
}
