"""Made-up customer tables of five locales with what must be found in them.

Made by Faker; what a phone number means is said by phonenumbers (libphonenumber), what an identity number is by
python-stdnum: none of it by us. Lines: T locale header|none, H cells, R cells, E expectations (kind=canonical, or
- for nothing, or ? where the oracle itself calls the value invalid), all separated by tabs.
"""
import hashlib
import random
import sys

import phonenumbers
from faker import Faker
from stdnum.iso7064 import mod_11_2

ROWS = int(sys.argv[1]) if len(sys.argv) > 1 else 200
REGIONS = {"zh_CN": "CN", "zh_TW": "TW", "ru_RU": "RU", "vi_VN": "VN", "en_US": "US"}
HEADERS = {
    "zh_CN": ["编号", "客户姓名", "身份证号码", "手机", "电子邮箱", "银行卡号", "住址", "订单号", "创建时间", "密码"],
    "zh_TW": ["序號", "姓名", "證件號碼", "手機號碼", "電子郵件", "信用卡號", "通訊地址", "訂單編號", "創建時間", "pwd_md5"],
    "ru_RU": ["id", "ФИО", "doc_no", "Телефон", "Эл. почта", "Номер карты", "Адрес", "Номер заказа", "Дата создания", "Пароль"],
    "vi_VN": ["STT", "Họ và tên", "doc_no", "Số điện thoại", "Email", "Số thẻ", "Địa chỉ", "Mã đơn hàng", "Ngày tạo", "Mật khẩu"],
    "en_US": ["uid", "full_name", "doc_no", "mobile", "mail", "card_no", "addr", "order_no", "created", "pwd_md5"],
}


def phone(text, region):
    try:
        number = phonenumbers.parse(text, region)
    except phonenumbers.NumberParseException:
        return "?"
    if not phonenumbers.is_valid_number(number):
        return "?"
    return "phone=" + phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.E164)


def identity(fake, locale, dice):
    """A number of the mainland in zh_CN, one time in twenty with a wrong check character."""
    if locale != "zh_CN":
        return "", "-"
    text = fake.ssn()
    if dice.random() < 0.05:
        text = text[:-1] + dice.choice([c for c in "0123456789X" if c != text[-1]])
    # Faker knows divisions that cn.ric does not list, so only the check is asked of python-stdnum here.
    return text, "cn_id=" + text if mod_11_2.is_valid(text) else "-"


def card(fake, dice):
    text = fake.credit_card_number()
    if dice.random() < 0.05:
        text = text[:-1] + str((int(text[-1]) + dice.randint(1, 9)) % 10)
        return text, "-"
    written = dice.choice([text, text, "-".join(text[i:i + 4] for i in range(0, len(text), 4))])
    return written, "card=" + text


def row(fake, locale, dice, number):
    told = fake.phone_number()
    mail = fake.email()
    document, document_is = identity(fake, locale, dice)
    paid, paid_is = card(fake, dice)
    order = "%d%010d" % (dice.choice([2023, 2024]) * 10000 + dice.randint(101, 1231), dice.randrange(10**10))
    cells = [str(number), fake.name(), document, told, mail, paid, fake.address().replace("\n", " "), order,
             fake.date_time_this_decade().isoformat(" "), hashlib.md5(mail.encode()).hexdigest()]
    expected = ["-", "name", document_is, phone(told, REGIONS[locale]), "email=" + mail.lower(), paid_is, "address",
                "-", "-", "-"]
    return cells, expected


def mixed():
    """One table of all locales, nothing but names and addresses telling which."""
    makers = {locale: Faker(locale) for locale in REGIONS}
    for headed in (True, False):
        Faker.seed(11)
        dice = random.Random(11)
        print("T", "mixed", "header" if headed else "none", sep="\t")
        if headed:
            print("H", *HEADERS["en_US"], sep="\t")
        for number in range(1, ROWS + 1):
            locale = dice.choices(list(REGIONS), weights=(50, 15, 15, 12, 8))[0]
            show(*row(makers[locale], locale, dice, number))


def show(cells, expected):
    print("R", *(cell.replace("\t", " ") for cell in cells), sep="\t")
    print("E", *expected, sep="\t")


def main():
    for locale in REGIONS:
        for headed in (True, False):
            Faker.seed(7)
            fake, dice = Faker(locale), random.Random(7)
            print("T", locale, "header" if headed else "none", sep="\t")
            if headed:
                print("H", *HEADERS[locale], sep="\t")
            for number in range(1, ROWS + 1):
                show(*row(fake, locale, dice, number))
    mixed()


main()
