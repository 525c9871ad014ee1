"""A redacted paste holds nothing personal any more and is read like the original."""
# ruff: noqa: E501  a text and what becomes of it stand on one line

import base64
import datetime
import json
import quopri
import re
from collections import Counter
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.pipeline.intake import Reading, read
from bot.pipeline.intake.boat import has_boat_words
from bot.pipeline.intake.evidence import status_of
from bot.pipeline.intake.invented import everyday
from bot.pipeline.intake.meanings import is_label
from bot.pipeline.intake.reading import FIELDS
from bot.pipeline.intake.redact import Redaction, redact

TODAY = datetime.date(2026, 5, 1)
SAMPLES = sorted((Path(__file__).parents[1] / "bookings").glob("[0-9]*.txt"))
REPLACED = ("booking_id", "guest_name", "guest_email", "guest_phone", "notes")


def pasted(path: Path) -> tuple[str, datetime.date]:
    with path.open(encoding="utf-8", newline="") as file:
        return file.read(), datetime.date.fromisoformat(
            json.loads(path.with_suffix(".json").read_text("utf-8"))["today"]
        )


def words(text: str) -> set[str]:
    return {word.casefold() for word in re.findall(r"[^\W\d_]+", text)}


def skeleton(text: str) -> str:
    """Everything that is neither letter nor figure."""
    return re.sub(r"[^\W_]+", "", text)


def parts(reading: Reading) -> tuple[Reading, ...]:
    return (reading, *reading.bookings)


def assert_nobody_is_left(before: Reading, redaction: Redaction) -> None:
    quoted = "quoted-printable" in redaction.text
    text = (quopri.decodestring(redaction.text.encode()).decode() if quoted else redaction.text).casefold()
    for part in parts(before):
        for word in words(part.guest_name or "") - {word.casefold() for word in redaction.left} - {"van", "der"}:
            assert len(word) < 3 or word not in words(text)
        assert (part.guest_email or " @") not in text
        assert part.guest_phone is None or part.guest_phone[-10:] not in re.sub(r"\D", "", text)
        assert part.booking_id is None or part.booking_id.casefold() not in text


def assert_read_alike(before: Reading, after: Reading) -> None:
    assert len(before.bookings) == len(after.bookings)
    for old, new in zip(parts(before), parts(after), strict=True):
        assert [(p.code, p.fields) for p in old.problems] == [(p.code, p.fields) for p in new.problems]
        assert old.expect == new.expect
        for field in FIELDS:
            was, now = getattr(old, field), getattr(new, field)
            assert ((was is None) == (now is None)) if field in REPLACED else was == now, field


def assert_people_stay_apart(redaction: Redaction) -> None:
    assert len({item.now for item in redaction.replaced}) == len(redaction.replaced)


@pytest.mark.parametrize("path", SAMPLES, ids=lambda path: path.stem)
def test_sample(path: Path) -> None:
    text, today = pasted(path)
    redaction = redact(text, today=today)
    before, after = read(text, today=today), read(redaction.text, today=today)
    assert_nobody_is_left(before, redaction)
    assert_read_alike(before, after)
    assert_people_stay_apart(redaction)
    assert (redaction.changed, redaction.left) == ((), ())
    assert skeleton(redaction.text) == skeleton(text)
    assert bool(redaction.replaced) == (redaction.text != text)


@pytest.mark.parametrize("path", SAMPLES, ids=lambda path: path.stem)
def test_a_redacted_sample_can_be_redacted_again(path: Path) -> None:
    text, today = pasted(path)
    once = redact(text, today=today)
    twice = redact(once.text, today=today)
    assert redact(text, today=today) == once
    assert Counter(item.kind for item in twice.replaced) == Counter(item.kind for item in once.replaced)
    assert skeleton(twice.text) == skeleton(text)
    assert twice.changed == ()


PEOPLE = [
    "Marisol", "Devin Okafor", "José Ángel Núñez", "Siobhán O’Brien", "Guinevere D'Angelo", "Anne-Marie van der Berg", "MARISOL VEGA", "odalys bramwell",
    "Li Wu", "Scott R.", "Scott Reyes", "Diego Marina", "Åsa Öberg", "山田 花子", "Иван Петров", "Bartholomew Featherstonehaugh-Cholmondeley", "Jean Luc Du Pré",
    "McKenzie DeShawn", "May Chen", "Hunter Grant", "Tomasz Wiśniewski", "Ng", "Nguyễn Thị Lan", "Priya Raghunathan", "Zoë",
]  # fmt: skip
IDS = ["rtkwzbn", "LNFCQTX", "2481937", "48213", "GMB-48291", "kwbzpgd", "AB12CDE"]
PHONES = [
    "(760) 555-0134", "+1 858.555.0117", "619-867-5309", "+52 664 555 0147", "+44 (0)20 7946 0018", "2125550199", "1 (212) 555-0164 x12",
]  # fmt: skip
MAILBOXES = ["{first}.{last}", "{first}{last}77", "sunny_days", "{last}", "{first}-2", "x", "1984"]
PLACES = ["14 Quay Street, Slip 9", "Marina Harbor Island, San Diego, CA 92101", "Harbor Island, dock C"]


def ascii_of(name: str) -> list[str]:
    return [word.lower() for word in re.findall(r"[A-Za-z]{2,}", name)] or ["guest"]


@st.composite
def cards(draw: st.DrawFn) -> str:
    """A booking's card with a mail address, chat and signature in people's names, in one of the forms it comes in."""
    name, other = draw(st.lists(st.sampled_from(PEOPLE), min_size=2, max_size=2, unique=True))
    booking, phone = draw(st.sampled_from(IDS)), draw(st.sampled_from(PHONES))
    latin = ascii_of(name)
    mail = draw(st.sampled_from(MAILBOXES)).format(first=latin[0], last=latin[-1]) + "@gmail.com"
    lines = [
        f"Booking ID: {booking}",
        "Boat: Schooner Ilse",
        f"Renter: {name}",
        f"Email: {mail}",
        f"Phone: {phone}",
        "Start: Sep 12, 2026 • 2:00 PM",
        "End: Sep 12, 2026 • 6:30 PM",
        "Passengers: 11",
        "Captain: Captained",
        "Renter paid: $2,310.00",
        f"Pickup: {draw(st.sampled_from(PLACES))}",
        f"Owner: {other}",
        f"Notes: {name.split()[0]}'s birthday, call {phone} or {mail}, code {booking}",
    ]
    chat = f"\n\nApr 30, 8:12 AM\n{name}: is 1:30 PM ok?\nApr 30, 8:15 AM\nYou: no, 2 PM"
    tail = draw(st.sampled_from(["", chat, f"\n\n-- \n{other}\n(619) 555-0199"]))
    text = "\n".join(draw(st.permutations(lines[:11])) + lines[11:]) + tail
    return draw(st.sampled_from(FORMS))(text)


def quoted_printable(text: str) -> str:
    return "Content-Transfer-Encoding: quoted-printable\n\n" + quopri.encodestring(text.encode()).decode()


def web_page(text: str) -> str:
    rows = "".join(f"<tr><td>{line.replace(': ', ':</td><td>', 1)}</td></tr>\n" for line in text.split("\n"))
    return f"<html><body><table>{rows}</table></body></html>"


FORMS: list[Callable[[str], str]] = [
    str,
    quoted_printable,
    web_page,
    lambda text: "\ufeff" + text.replace("\n", "\r\n").replace(" ", "\u00a0"),
    lambda text: re.sub("^", "> ", text, flags=re.MULTILINE),
    lambda text: text + "\n\n" + text,
]


@given(cards())
@settings(deadline=None, max_examples=60)
def test_any_card_is_read_alike_and_names_nobody(text: str) -> None:
    before, redaction = read(text, today=TODAY), redact(text, today=TODAY)
    assert_nobody_is_left(before, redaction)
    assert_read_alike(before, read(redaction.text, today=TODAY))
    assert_people_stay_apart(redaction)
    assert redaction.changed == ()
    again = redact(redaction.text, today=TODAY)
    assert Counter(item.kind for item in again.replaced) == Counter(item.kind for item in redaction.replaced)


PIECES = st.sampled_from(
    [
        *PEOPLE, *PHONES, *IDS, "Renter: ", "Booking ID: ", "From: ", "To: ", "<", ">", "@gmail.com", "@", "%40", "\n", "\r\n", "\t", " ", ", ", "=C3=A9", "=\n", "=?utf-8?Q?Jos=C3=A9?=",
        "=?utf-8?B?" + base64.b64encode("José Ángel Núñez".encode()).decode() + "?=", base64.b64encode(b"Renter: Devin Okafor, devin@gmail.com, (760) 555-0134").decode(),
        "&nbsp;", "&eacute;", "&#36;", "<b>", "</td><td>", "BEGIN:VEVENT\n", "Apr 30, 8:12 AM\n", "You: ", "-- \n", "May 30, 2026", "$", "\u0301", "\u200b", "\ud800", "\ue000", "٣", "²", "1200.00 300.00",
    ]
)  # fmt: skip


@given(st.text(max_size=300) | st.lists(PIECES, max_size=30).map("".join))
@settings(deadline=None, max_examples=200)
def test_any_text_is_redacted_without_an_error(text: str) -> None:
    redaction = redact(text, today=TODAY)
    assert redaction.replaced or redaction.text == text
    assert redact(redaction.text, today=TODAY).text.count("\n") == text.count("\n")


def booking(**changes: str) -> str:
    lines = {
        "id": "Booking ID: rtkwzbn",
        "guest": "Renter: Marisol Vega",
        "date": "Date: Sep 12, 2026",
        "time": "Time: 2 PM - 5 PM",
        "party": "Guests: 4",
    }
    return "\n".join({**lines, **changes}.values())


def after(text: str, *names: str) -> str:
    return redact(text, today=TODAY, names=names).text


def swapped(extra: str, **changes: str) -> tuple[str, str, str, str]:
    """What becomes of the text below a card, and the invented first name, last name and id of the card."""
    text = after(booking(**changes) + "\n\n" + extra)
    reading = read(text, today=TODAY)
    first, *rest = (reading.guest_name or "").split()
    return text.split("\n\n", 1)[1], first, "".join(rest[-1:]), reading.booking_id or ""


def test_the_same_name_becomes_the_same_wherever_and_however_it_stands() -> None:
    text, first, last, _ = swapped(
        'Marisol\'s group. MARISOL VEGA, marisol, Vega, Marisol V. <a title="Marisol" href=/u/marisolvega>',
        guest="Renter: Marisol Vega",
    )
    assert text == (
        f"{first}'s group. {first.upper()} {last.upper()}, {first.lower()}, {last}, {first} {last[0]}."
        f' <a title="{first}" href=/u/{first.lower()}{last.lower()}>'
    )


def test_mail_addresses_are_made_of_the_invented_names() -> None:
    text, first, last, _ = swapped(
        "marisol.vega@gmail.com, M.Vega@web.de, team@boatsetter.com, charters@jada.com, mailto%3Amarisol%40gmail.com"
    )
    assert text == (
        f"{first.lower()}.{last.lower()}@example.com, {first[0]}.{last}@example.com, team@boatsetter.com, charters@example.com,"
        f" mailto%3A{first.lower()}%40example.com"
    )


def test_ids_are_the_same_in_links_and_capitals() -> None:
    text, _, _, new = swapped("RTKWZBN https://www.boatsetter.com/a/bookings/rtkwzbn?x=1 _rtkwzbn_\nRenter id: 8821904")
    assert re.fullmatch(r"[bcdfghjklmnpqrstvwxz]{7}", new)
    assert text.startswith(f"{new.upper()} https://www.boatsetter.com/a/bookings/{new}?x=1 _{new}_\nRenter id: ")
    assert re.fullmatch(r"[2-9]{7}", text[-7:])
    assert text[-7:] != "8821904"


def test_a_short_id_of_figures_is_no_year_and_no_house_number() -> None:
    text, _, _, new = swapped("1380 Harbor Island Dr, 2026, #1380", id="Booking ID: 1380")
    assert text == f"1380 Harbor Island Dr, 2026, #{new}"
    assert re.fullmatch(r"[2-9]{4}", new)


PHONE_SHAPES = {
    "(760) 867-5309": r"\(619\) 555-01\d\d",
    "+1 (760) 867-5309": r"\+1 \(619\) 555-01\d\d",
    "760.867.5309 x12": r"619\.555\.01\d\d x[2-9]{2}",
    "7608675309": r"61955501\d\d",
    "867-5309": r"555-01\d\d",
    "+52 664 867 5309": r"\+52 [2-9]{3} 555 01\d\d",
    "0034 612 345 678": r"0034 [2-9]{2}5 550 1\d\d",
    "+44 (0)20 7946 0018": r"\+44 \(0\)[2-9]{2} [2-9]555 01\d\d",
    "٧٦٠-٨٦٧-٥٣٠٩": r"٦١٩-٥٥٥-٠١\d\d",
    "2026-09-12 1400": "2026-09-12 1400",
    "$760 867 5309": r"\$760 867 5309",
    "1200.00 300.00": r"1200\.00 300\.00",
    "San Diego, CA 92101 12 guests": "San Diego, CA 92101 12 guests",
    "invoice 2481937": "invoice 2481937",
}


@pytest.mark.parametrize("printed", PHONE_SHAPES)
def test_phones_keep_their_print(printed: str) -> None:
    text, *_ = swapped(f"well, {printed}")
    assert re.fullmatch("well, " + PHONE_SHAPES[printed], text)


def test_one_phone_in_two_prints_stays_one() -> None:
    text, *_ = swapped("867-5309, +1 760-867-5309, (760) 867.5309, (760) 867-5310")
    short, one, two, other = (re.sub(r"\D", "", number)[-7:] for number in text.split(", "))
    assert (one, short) == (two, one)
    assert other != one


def test_many_phones_stay_many() -> None:
    text, *_ = swapped("\n".join(f"(760) 867-{number}" for number in range(5300, 5420)))
    assert len(set(text.split("\n"))) == 120


LEFT_ALONE = {
    "a month": ("May Chen", "May 30, 2026 is fine. Chen comes at 2 PM in May.", ("May",)),
    "a boat": ("Hunter Grant", "We had a Hunter 33 before, says Grant.", ("Hunter",)),
    "a dock": ("Dara Quay", "Quay waits.\nPickup: 4 Quay Street", ("Quay",)),
    "a tag": ("Anna Strong", "<strong>Strong</strong>", ("Strong",)),
}


@pytest.mark.parametrize("name", LEFT_ALONE)
def test_what_can_mean_something_else_is_left_and_named(name: str) -> None:
    guest, text, left = LEFT_ALONE[name]
    redaction = redact(booking(guest=f"Renter: {guest}") + "\n\n" + text, today=TODAY)
    assert redaction.left == left
    assert redaction.changed == ()
    assert guest not in redaction.text


SOURCES = {
    "soft line break": ("Content-Transfer-Encoding: quoted-printable\n\nRenter: Mari=\nsol=C3=A9=20=C3=81lvarez\nmarisol@gm=\nail.com", r"(?:[A-Za-z]|=C3=[0-9A-F]{2})+=\n(?:[a-z]|=C3=[0-9A-F]{2})*=20(?:[A-Za-z]|=C3=[0-9A-F]{2})+\n[a-z]+@ex=\nample\.com"),
    "entities": ("Renter: Ren&eacute;e D&rsquo;Angelo", r"(?:[A-Za-z]|&[a-z]+;)+ D&rsquo;[A-Z][a-z]+"),
    "separate accents": ("Renter: Rene\u0301e Vega", "[A-Za-z\u0300-\u0308]+ [A-Z][a-z]+"),
    "no-break spaces": ("Renter:\u00a0Marisol\u00a0\u200bVega\u200e", "[A-Z][a-z]+\u00a0\u200b[A-Z][a-z]+\u200e"),
    "folded calendar": ("BEGIN:VEVENT\r\nDESCRIPTION:Booking ID: rtkwzbn\\nRenter: Mari\r\n sol Vega\\nGuests: 4\r\nEND:VEVENT", r"[A-Z][a-z]*\r\n [a-z]* [A-Z][a-z]+\\nGuests: 4\r\nEND:VEVENT"),
}  # fmt: skip


@pytest.mark.parametrize("name", SOURCES)
def test_encodings_stay(name: str) -> None:
    text, shape = SOURCES[name]
    redacted = after(text)
    assert re.fullmatch(shape, redacted.split("Renter:")[1].lstrip("\u00a0 ")), redacted
    assert not words(redacted) & {"marisol", "vega", "lvarez", "renée", "angelo"}


@pytest.mark.parametrize("encoding", ["utf-8", "cp1252"])
def test_what_base64_says_is_replaced_too(encoding: str) -> None:
    body = base64.encodebytes(
        f"{booking()}\nCall Marisol at (760) 867-5309, marisol@gmail.com, Renée".encode(encoding)
    ).decode()
    sender = base64.b64encode("Renée Vega".encode(encoding)).decode()
    redacted = after(f"From: =?{encoding}?B?{sender}?= <renee@gmail.com>\nContent-Transfer-Encoding: base64\n\n{body}")
    head, rest = redacted.split("\n\n", 1)
    inner = base64.b64decode(rest).decode(encoding)
    new = base64.b64decode(head.split("?B?")[1].split("?=")[0]).decode(encoding)
    assert not words(inner + new + head) & {"marisol", "vega", "renée", "renee", "gmail", "rtkwzbn"}
    assert read(inner, today=TODAY).party_size == 4
    assert max(len(line) for line in rest.split("\n")) == 76


PEOPLE_BESIDE = {
    "sender": 'From: Tobias Engström <te@web.de>\nTo: "Okafor, Devin" <devin@web.de>; Ravi Rao <rr@web.de>\nSubject: boat',
    "outlook": "From: Tobias Engström\nTo: Devin Okafor; Ravi Rao\nSubject: boat",
    "reply": "On Mon, Apr 20, 2026 at 9:14 AM Tobias Engström <te@web.de> wrote:\nDevin Okafor (devin@web.de) and Ravi Rao [mailto:rr@web.de] come",
    "labels": "Owner: Tobias Engström\nHost: Devin Okafor\nCaptain: Ravi Rao",
    "chat": "Apr 30, 8:12 AM\nTobias Engström: hi\nApr 30, 8:13 AM\nDevin Okafor: hi\nApr 30, 8:14 AM\nRavi Rao: hi",
    "signature": "Thanks,\nCaptain Tobias Engström\nDevin Okafor\nRavi Rao",
    "calendar": 'BEGIN:VEVENT\nORGANIZER;CN=Tobias Engström:mailto:te@web.de\nATTENDEE;ROLE=REQ-PARTICIPANT;CN="Devin Okafor";X=0:mailto:devin.ok\n afor@web.de\nATTENDEE;CN=Ravi R\n ao:mailto:sunny.da\n ys@web.de\nEND:VEVENT',
    "Slack": "Tobias Engström  8:12 AM\nhi\nDevin Okafor  Today at 8:13 AM\nhi\nRavi Rao  8:14 AM\nhi",
}


@pytest.mark.parametrize("name", PEOPLE_BESIDE)
def test_people_beside_the_guest(name: str) -> None:
    redaction = redact(booking() + "\n\n" + PEOPLE_BESIDE[name], today=TODAY)
    gone = {"tobias", "engström", "devin", "okafor", "ravi", "rao", "sunny", "marisol", "vega"}
    assert not words(redaction.text) & gone
    assert sum(item.kind == "name" for item in redaction.replaced) == 4
    assert_people_stay_apart(redaction)


NO_PEOPLE = [
    "From: Boatsetter <boatsetter@mail.boatsetter.com>\nSubject: You have a new booking",
    "Captain\nCaptained",
    "Captain: Not included",
    "Guest: Pending",
    "-- \nThe Marina Office\nHarbor Island Charters",
]


@pytest.mark.parametrize("text", NO_PEOPLE)
def test_what_names_nobody_stays_as_it_is(text: str) -> None:
    assert redact(text, today=TODAY).replaced == ()
    assert after(text) == text


def test_two_guests_with_one_first_name_stay_two() -> None:
    second = booking(id="Booking ID: lnfcqtx", guest="Renter: Marisol Reyes", date="Date: Sep 13, 2026")
    one, two = read(after(booking() + "\n\n" + second), today=TODAY).bookings
    assert (one.guest_name or "").split()[0] == (two.guest_name or "").split()[0]
    assert one.guest_name != two.guest_name


def test_a_name_that_is_not_found_can_be_given() -> None:
    text = "booked: Dilnoza Karimova comes at noon, hello Dilnoza"
    assert redact(text, today=TODAY).nameless
    redaction = redact(text, today=TODAY, names=["Dilnoza Karimova"])
    assert not words(redaction.text) & {"dilnoza", "karimova"}
    assert not redaction.nameless


def test_invented_names_mean_nothing_else() -> None:
    names = [
        f"{'abcdefghijklmnopqrst'[n // 20]}u{'bcdfghjklmnpqrstvwxz'[n % 20]}{'o' * (n % 8)} Kowa{'l' * (n % 9)}"
        for n in range(400)
    ]
    text = "\n".join(f"Renter: {name.title()}" for name in names)
    invented = {word for item in redact(text, today=TODAY).replaced for word in item.now.split()}
    assert len(invented) > 200
    for word in invented:
        assert word.casefold() not in everyday()
        assert not any(means(word) for means in (is_label, status_of, has_boat_words))
