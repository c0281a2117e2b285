//! The customers of the register whom the leaks hold, given out to those who may see them: why stands in the journal before the
//! first of them leaves.

use desk::{CaseRef, DeskError, LookedAt};
use maud::{Markup, html};
use messages::Message;
use plan::Right;

use super::Room;
use crate::ask::Ask;
use crate::house::House;
use crate::leaks::sheet;
use crate::look::button::{Rank, submit};
use crate::look::field::{Choice, Field, Kind, field};
use crate::look::runs;
use crate::pages::refusal::on_pages;
use crate::reply::{Refusal, Reply};

/// Id of the form.
const OUT: &str = "customers-out";
/// What the list is given out as, with the key of its name.
const FORMATS: [(&str, &str); 2] = [("xlsx", "server-customers-xlsx"), ("csv", "server-customers-csv")];

/// The form, for those who may look, and who has looked.
pub(super) fn part(room: &Room<'_>) -> Markup {
    if !room.may(Right::ReadPersonal) {
        return html! {};
    }
    let names = &room.names;
    let chosen = room.typed(OUT, "format");
    let choice = |(place, (value, key)): (usize, &(&str, &'static str))| Choice {
        value: (*value).to_owned(),
        label: names.say(key),
        chosen: *value == chosen || chosen.is_empty() && place == 0,
    };
    let format = Field {
        id: format!("{OUT}-format"),
        name: "format".to_owned(),
        label: names.say("server-customers-format"),
        required: true,
        kind: Kind::One(FORMATS.iter().enumerate().map(choice).collect()),
        ..Field::default()
    };
    let taken = room.looks.iter().filter(|look| matches!(look.what, LookedAt::Customers { .. }));
    html! {
        details.more open[room.refused(OUT).is_some()] {
            summary { (names.say("server-customers-out")) }
            // A file comes back, not a page: the script leaves this form to the browser.
            form.form id=(OUT) method="post" action={ "/cases/" (room.view.case.number) "/customers/out" } {
                (room.hidden_in(OUT))
                p.help { (names.say("server-customers-out-help")) }
                (room.reason(OUT))
                (field(&format, names.language))
                p.actions { (submit(&names.say("server-customers-out"), Rank::Quiet)) }
            }
        }
        @for look in taken {
            p.help {
                (names.words(&Message::new("server-customers-looked").with("role", names.role(&look.who.role)).with("moment", names.moment(look.at, room.now))))
                " " (runs(&look.reason, names.language))
            }
        }
    }
}

/// `POST /cases/{case}/customers/out`: `reason`, `format`; answers with the list, after the look is on record.
pub(in crate::pages) fn out(house: &House, ask: &Ask) -> Result<Reply, Refusal> {
    let Ok(case) = ask.part("case").parse::<CaseRef>();
    let id = house.desk.find(&case)?;
    let file = house.desk.case(&id)?;
    let who = ask.visitor.signed_in()?.acting(Right::ReadPersonal, &file.plan)?;
    // Known before anybody looks: a look that gives nothing is none.
    let format = FORMATS.iter().map(|(word, _)| *word).find(|word| ask.form.get("format") == Some(*word));
    let Some(format) = format else {
        return super::super::act::again(house, ask, &Message::new("server-customers-which-format"));
    };
    let given = match house.desk.take_customers_out(&id, ask.form.typed("reason"), &who, ask.now) {
        Err(error @ (DeskError::LookNeedsReason | DeskError::NoCustomers)) => {
            return super::super::act::again(house, ask, &on_pages(error.message()));
        }
        given => given?,
    };
    house.hub.tell(id.as_str());
    let rows = given.customers.collect::<Result<Vec<_>, DeskError>>()?;
    let list = sheet(&rows, ask.language(), &file.plan.zone, ask.now);
    let name = format!("case-{}-customers.{format}", file.number);
    Ok(match format {
        "csv" => Reply::File { name, kind: "text/csv; charset=utf-8", bytes: documents::csv(&list) },
        _ => {
            let bytes =
                documents::xlsx(&list).map_err(|fault| Refusal::Broken(fault.message().to_string()))?;
            let kind = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";
            Reply::File { name, kind, bytes }
        }
    })
}
