"""Lines of logs: gateways of text messages, web servers, applications."""
import datetime
import json

from ledger import Row, Telling
from tables import Dialling, canonical


def moments(dice):
    when = datetime.datetime(2024, 3, 1, 8, 0, 0)
    while True:
        when += datetime.timedelta(seconds=dice.randrange(1, 400))
        yield when


def gateway(dice, people):
    """Text messages: a telephone to a line, with its calling code unless it is a mobile of the mainland."""
    clock = moments(dice)
    for person in people:
        number = dice.choice(person.phones)
        dialling = Dialling(dice, number[0] != "CN")
        dialling.sign, dialling.zeros = "", False
        yield (f"{next(clock):%Y-%m-%d %H:%M:%S} INFO [sms-gw] to={dialling.write(number)} tpl=LOGIN_CODE status=DELIVRD "
               f"msgid={dice.getrandbits(48):012x} cost={dice.randrange(5, 90)}ms\n"), Row([Telling(person.pid, {"phone": [canonical(number)]})])
        if dice.random() < 0.2:
            yield f"{next(clock):%Y-%m-%d %H:%M:%S} WARN [sms-gw] queue length {dice.randrange(1000)}, retry in 30s\n", None


def web(dice, people):
    clock = moments(dice)
    for person in people:
        mail = dice.choice(person.emails)
        written = mail.replace("@", "%40") if dice.random() < 0.5 else mail
        ip = f"{dice.randrange(20, 200)}.{dice.randrange(256)}.{dice.randrange(256)}.{dice.randrange(1, 255)}"
        yield (f'{ip} - - [{next(clock):%d/%b/%Y:%H:%M:%S} +0800] "GET /reset?email={written}&t={dice.getrandbits(40):x} HTTP/1.1" '
               f'{dice.choice([200, 302, 404])} {dice.randrange(200, 9000)} "-" "Mozilla/5.0 (Windows NT 10.0; Win64; x64)"\n'), Row([Telling(person.pid, {"email": [mail]})])
        if dice.random() < 0.3:
            yield f'{ip} - - [{next(clock):%d/%b/%Y:%H:%M:%S} +0800] "GET /static/app.{dice.getrandbits(32):08x}.js HTTP/1.1" 200 {dice.randrange(9000)} "-" "curl/8.5"\n', None


def application(dice, people):
    clock = moments(dice)
    for person in people:
        told = {"userName": person.name, "email": person.emails[0]}
        yield (f"{next(clock):%Y-%m-%dT%H:%M:%S}.{dice.randrange(1000):03d}Z DEBUG UserService - request body: "
               f"{json.dumps(told, ensure_ascii=False)} took {dice.randrange(900)} ms\n"), Row([Telling(person.pid, {"email": [person.emails[0]]})])


def audit(dice, people):
    clock = moments(dice)
    for person in people:
        mail = dice.choice(person.emails)
        yield (f'time="{next(clock):%Y-%m-%dT%H:%M:%SZ}" level=info msg="login ok" user={mail} src={dice.randrange(20, 200)}.{dice.randrange(256)}.0.{dice.randrange(1, 255)} '
               f'session={dice.getrandbits(64):016x} dur={dice.randrange(900)}ms\n'), Row([Telling(person.pid, {"email": [mail]})])


def letters(dice, people):
    """A box of mail: a letter to each; who sends is no customer and has no address."""
    clock = moments(dice)
    for person in people:
        mail = person.emails[0]
        yield (f"To: {mail}\nSubject: order {dice.randrange(10**6)}\nDate: {next(clock):%d %b %Y %H:%M:%S} +0000\n\n"
               f"Your parcel has left our store.\n\n"), Row([Telling(person.pid, {"email": [mail]})])


KINDS = [audit, letters, gateway, web, application]
