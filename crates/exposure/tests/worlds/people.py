"""The people of a world: what is true of each, before anything is leaked.

Checks of numbers are computed here from the published rules (GB 11643, ISO 7064, ISO 7812, Rosstat's and the tax
service's weights, the household registration of Taiwan), never with the code under test.
"""
import datetime
import string
from dataclasses import dataclass, field

from faker import Faker

LOCALES = {"CN": "zh_CN", "TW": "zh_TW", "HK": "zh_TW", "RU": "ru_RU", "VN": "vi_VN", "US": "en_US"}
CALLING = {"CN": "86", "TW": "886", "HK": "852", "RU": "7", "VN": "84", "US": "1"}
MOBILES = {
    "CN": ("135 136 137 138 139 150 151 158 159 176 177 181 186 187 188 189 199".split(), 8),
    "TW": ("910 911 912 919 921 928 932 933 937 953 958 963 972 988".split(), 6),
    "HK": ("94 96 97 61 63 64 65".split(), 6),
    "RU": ("903 905 906 909 910 915 916 917 925 926 963 964 977 985".split(), 7),
    "VN": ("32 35 38 70 79 83 90 91 94 97 98".split(), 7),
    "US": ("212 312 415 617 702 818 713 206 404 303".split(), 7),
}
# Han beyond the two-byte part of GB18030: common enough in names of older people.
RARE = "㛃㳘𠮷䶮㐱"
# Faker writes Vietnamese names with titles before them.
VIETNAMESE = (
    "Nguyễn Trần Lê Phạm Hoàng Huỳnh Phan Vũ Võ Đặng Bùi Đỗ Hồ Ngô Dương Lý".split(),
    "Văn Thị Hữu Đức Ngọc Thanh Minh Quang Xuân Thu Kim Bảo Gia".split(),
    "Anh Bình Châu Dũng Giang Hà Hạnh Hương Khánh Lan Linh Long Mai Nam Nga Phúc Quân Sơn Thảo Trang Tuấn Uyên Việt Yến".split(),
)


@dataclass
class Person:
    pid: int
    country: str
    name: str
    family: str
    given: str
    born: datetime.date
    numbers: dict = field(default_factory=dict)
    phones: list = field(default_factory=list)
    emails: list = field(default_factory=list)
    cards: list = field(default_factory=list)
    address: str = ""
    shares: bool = False
    customer: bool = False


def luhn(digits):
    total = sum(int(d) if i % 2 else sum(divmod(int(d) * 2, 10)) for i, d in enumerate(reversed(digits)))
    return str(-total % 10)


def cn_id(dice, born):
    place = dice.choice(["110101", "310104", "440305", "330106", "510107", "420111", "320102", "610113"])
    body = f"{place}{born:%Y%m%d}{dice.randrange(1, 1000):03d}"
    total = sum(int(d) * (2 ** (17 - i) % 11) for i, d in enumerate(body))
    return body + "10X98765432"[total % 11]


def tw_id(dice):
    letter = dice.choice(string.ascii_uppercase)
    area = "ABCDEFGHJKLMNPQRSTUVXYWZIO".index(letter) + 10
    body = f"{dice.choice('12')}{dice.randrange(10**7):07d}"
    total = area // 10 + area % 10 * 9 + sum(int(d) * w for d, w in zip(body, (8, 7, 6, 5, 4, 3, 2, 1)))
    return letter + body + str(-total % 10)


def hk_id(dice):
    letter, body = dice.choice("ABCDEGKPRVYZ"), f"{dice.randrange(10**6):06d}"
    total = 36 * 9 + (ord(letter) - 55) * 8 + sum(int(d) * w for d, w in zip(body, (7, 6, 5, 4, 3, 2)))
    return f"{letter}{body}({'0123456789A'[-total % 11]})"


def inn(dice):
    body = f"{dice.choice(['77', '78', '50', '66', '16'])}{dice.randrange(10**8):08d}"
    for weights in ((7, 2, 4, 10, 3, 5, 9, 4, 6, 8), (3, 7, 2, 4, 10, 3, 5, 9, 4, 6, 8)):
        body += str(sum(int(d) * w for d, w in zip(body, weights)) % 11 % 10)
    return body


def snils(dice):
    body = f"{dice.randrange(2_000_000, 10**9):09d}"
    check = sum(int(d) * w for d, w in zip(body, range(9, 0, -1))) % 101 % 100
    return f"{body[:3]}-{body[3:6]}-{body[6:]} {check:02d}"


def card(dice, country):
    start, length = dice.choice([("4", 16), ("51", 16), ("55", 16)] + [("62", 16), ("622848", 19)] * (country == "CN"))
    body = start + "".join(dice.choice(string.digits) for _ in range(length - 1 - len(start)))
    return body + luhn(body)


def numbers_of(dice, country, born):
    if country == "CN":
        return {"cn_id": cn_id(dice, born)}
    if country in ("TW", "HK"):
        return {"national_id": tw_id(dice) if country == "TW" else hk_id(dice)}
    if country == "RU":
        return {
            "passport": f"{dice.randrange(4000, 4699)} {dice.randrange(100000, 1000000)}",
            "tax_number": inn(dice),
            "national_id": snils(dice),
        }
    if country == "VN":
        return {"national_id": f"0{dice.choice(['01', '79', '48', '31'])}{dice.choice('01')}{born:%y}{dice.randrange(10**6):06d}"}
    return {"national_id": f"{dice.randrange(100, 665)}-{dice.randrange(10, 99)}-{dice.randrange(1000, 9999)}"}


def national(dice, country):
    prefixes, digits = MOBILES[country]
    number = dice.choice(prefixes)
    if country == "US":
        return number + dice.choice("23456789") + str(dice.randrange(20, 99)) + f"{dice.randrange(10**4):04d}"
    return number + "".join(dice.choice(string.digits) for _ in range(digits))


def named(fake, dice, country):
    """Family name, given name, and the name as it is written in that country."""
    if country == "RU":
        male = dice.random() < 0.5
        family = fake.last_name_male() if male else fake.last_name_female()
        given = fake.first_name_male() if male else fake.first_name_female()
        middle = fake.middle_name_male() if male else fake.middle_name_female()
        return family, given, f"{family} {given} {middle}"
    if country == "VN":
        family = dice.choice(VIETNAMESE[0])
        given = f"{dice.choice(VIETNAMESE[1])} {dice.choice(VIETNAMESE[2])}"
        return family, given, f"{family} {given}"
    if country == "US":
        family, given = fake.last_name(), fake.first_name()
        return family, given, f"{given} {family}"
    family, given = fake.last_name(), fake.first_name()
    if country == "CN" and dice.random() < 0.08:
        given = given[0] + dice.choice(RARE)
    return family, given, family + given


class Maker:
    def __init__(self, dice, country):
        self.dice, self.country = dice, country
        self.fake = Faker(LOCALES[country])
        self.fake.seed_instance(dice.randrange(10**9))
        self.latin = Faker("en_US")
        self.latin.seed_instance(dice.randrange(10**9))
        self.serial = dice.randrange(100, 900)
        self.known = set()

    def phone(self):
        while True:
            number = (self.country, national(self.dice, self.country))
            if number not in self.known:
                self.known.add(number)
                return number

    def email(self):
        self.serial += 1
        user = self.dice.choice([self.latin.user_name(), self.latin.first_name() + "." + self.latin.last_name()])
        domain = self.dice.choice(["qq.com", "163.com", "mail.ru", "gmail.com", "yandex.ru", "pchome.com.tw", "outlook.com"])
        return f"{user}{self.serial}@{domain}".lower()

    def person(self, pid):
        dice, country = self.dice, self.country
        family, given, name = named(self.fake, dice, country)
        born = datetime.date(dice.randrange(1950, 2004), dice.randrange(1, 13), dice.randrange(1, 29))
        return Person(
            pid, country, name, family, given, born, numbers_of(dice, country, born),
            [self.phone() for _ in range(1 + (dice.random() < 0.15))],
            [self.email() for _ in range(1 + (dice.random() < 0.15))],
            [card(dice, country)], self.address(),
        )

    def address(self):
        text = self.fake.address().replace("\n", ", " if self.country == "US" else " ")
        return f"{text} {self.dice.randrange(1, 999)}{'室' if self.country in ('CN', 'TW', 'HK') else ''}".strip()

    def people(self, count):
        people = []
        while len(people) < count:
            person = self.person(len(people))
            if people and self.dice.random() < 0.12:
                self.relate(person, self.dice.choice(people), people)
            people.append(person)
        return people

    def relate(self, person, other, others):
        """Who lives together shares a telephone or an address; namesakes share nothing but the name."""
        how = self.dice.choice(["phone", "phone", "address", "email", "namesake"])
        if how == "namesake":
            person.family, person.given, person.name = other.family, other.given, other.name
            return
        if any(p.name == person.name for p in others):
            return
        if how == "phone":
            person.phones[0] = other.phones[0]
        if how == "email":
            person.emails[0] = other.emails[0]
        if how != "address":
            person.shares = other.shares = True
        person.address = other.address
