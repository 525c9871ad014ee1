"""What holds for every text."""
# ruff: noqa: E501  the pieces of text are kept short by putting many on a line

import argparse
import datetime
import json
import re
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.pipeline.intake import Reading, read
from bot.pipeline.intake.reading import FIELDS
from cli import parse

TODAY = datetime.date(2026, 5, 1)
FOLDER = Path(__file__).parents[1] / "bookings"

CARD = {
    "booking_id": "Booking ID: rtkwzbn",
    "boat": "Boat: Schooner Ilse",
    "guest_name": "Renter: Odalys Bramwell",
    "guest_email": "Email: odalys@example.com",
    "guest_phone": "Phone: (760) 555-0134",
    "start_local": "Start: Sep 12, 2026 • 2:00 PM",
    "end_local": "End: Sep 12, 2026 • 6:30 PM",
    "party_size": "Passengers: 11",
    "captain_included": "Captain: Captained",
    "total_usd": "Renter paid: $2,310.00",
    "payout_usd": "You earn: $1,717.40",
    "pickup_location": "Pickup: 14 Quay Street, Slip 9",
    "status": "Status: Approved",
    "notes": "Special requests: a quiet corner for grandma",
}
NOISE = [
    "Call 619-555-0100 before Jul 3, 2026 at 5 PM.",
    "We had 12 people last week and paid $450.00.",
    "my brother booked 10 people on another boat at 2:00 PM lol",
    "reach me at ops@example.com or (619) 555-0177",
    "See you Jul 9, 2026",
    "PS: invoice 88213 is due Jun 1, $1,186.00",
    "Sunset is 7:24 PM",
    "Rowan Ashby",
    "New boat cover: $350",
]
PIECES = st.sampled_from(
    [
        *CARD.values(), *NOISE, "\n", "\r\n", "\t", " ", "> ", "<td>", "&nbsp;", "=C3=A9", "=\n", "BEGIN:VEVENT", "DTSTART:20260231T990000Z",
        "Start", "End", ":", "•", "Feb 29, 2027", "13/13/2026", "25:99", "12 AM", "0", "½", "\u200b", "\ufeff", "\ud800", "-- ", "From: a@b.c",
        "has canceled their booking", "You have a new booking for", "6-9p", "this sat", "$", "1.142,50", "٣", "², 6 ppl, x, y", "Nov 1, 2026 1:30 AM",
    ]
)  # fmt: skip


def card(**changes: str) -> str:
    return "\n".join({**CARD, **changes}.values())


def values(reading: Reading) -> dict[str, object]:
    return {field: getattr(reading, field) for field in FIELDS}


def assert_sound(text: str, reading: Reading) -> None:
    for part in (reading, *reading.bookings):
        for found in part.found.values():
            assert text[found.start : found.end] == found.words
        assert (part.expect == "accept") == (not part.problems)
        part.to_json()


@given(st.text(max_size=400))
@settings(deadline=None, max_examples=150)
def test_any_text_is_read_without_an_error(text: str) -> None:
    assert_sound(text, read(text, today=TODAY))


@given(st.lists(PIECES, max_size=40).map("".join))
@settings(deadline=None, max_examples=300)
def test_any_mixture_of_booking_words_is_read_without_an_error(text: str) -> None:
    assert_sound(text, read(text, today=TODAY))


@given(st.permutations(list(CARD.values())))
@settings(deadline=None, max_examples=60)
def test_the_order_of_labelled_lines_does_not_matter(lines: list[str]) -> None:
    assert values(read("\n".join(lines), today=TODAY)) == values(read(card(), today=TODAY))


def test_the_card_is_read_in_full() -> None:
    reading = read(card(), today=TODAY)
    assert reading.expect == "accept"
    assert [field for field in FIELDS if getattr(reading, field) is None] == []


@pytest.mark.parametrize("field", CARD)
def test_a_value_goes_with_its_line(field: str) -> None:
    lines = [line for name, line in CARD.items() if name != field]
    assert getattr(read("\n".join(lines), today=TODAY), field) is None


@pytest.mark.parametrize("noise", NOISE)
@pytest.mark.parametrize("place", ["before", "after"])
def test_noise_does_not_change_labelled_values(noise: str, place: str) -> None:
    text = f"{noise}\n\n{card()}" if place == "before" else f"{card()}\n\n{noise}"
    assert values(read(text, today=TODAY)) == values(read(card(), today=TODAY))


@given(
    before=st.lists(st.sampled_from(NOISE), max_size=3, unique=True), after=st.lists(st.sampled_from(NOISE), max_size=4)
)
@settings(deadline=None, max_examples=60)
def test_much_noise_does_not_change_labelled_values(before: list[str], after: list[str]) -> None:
    text = "\n\n".join([*before, card(), *after])
    assert values(read(text, today=TODAY)) == values(read(card(), today=TODAY))


@pytest.mark.parametrize("name", ["01-instant-booking-email", "03-dashboard-tabs", "07-mobile-app-emoji"])
def test_what_is_printed_is_read_as_the_same_charter(name: str, capsys: pytest.CaptureFixture[str]) -> None:
    path = FOLDER / f"{name}.txt"
    parser = argparse.ArgumentParser()
    parse.add_parser(parser.add_subparsers())
    given = parser.parse_args(["parse", str(path), "--today", "2026-05-01"])
    given.run(given)
    printed = read(capsys.readouterr().out, today=TODAY)
    whole = read(pasted(path), today=TODAY)
    assert (printed.expect, values(printed)) == ("accept", {**values(whole), "notes": printed.notes})


def one_booking_each() -> list[Path]:
    """The samples that hold one booking, in a format that a missing line does not break."""
    expected = {
        path: json.loads(path.with_suffix(".json").read_text(encoding="utf-8")) for path in FOLDER.glob("[0-9]*.txt")
    }
    return sorted(
        path
        for path, reading in expected.items()
        if not reading.get("bookings") and reading["expect"] != "refuse" and "BEGIN:VEVENT" not in pasted(path)
    )


def pasted(path: Path) -> str:
    with path.open(encoding="utf-8", newline="") as file:
        return file.read()


@pytest.mark.parametrize("path", one_booking_each(), ids=lambda path: path.stem)
def test_without_any_one_line_nothing_else_is_read_in_its_place(path: Path) -> None:
    text = pasted(path)
    whole = read(text, today=TODAY)
    lines = text.splitlines(keepends=True)
    for number in range(len(lines)):
        rest = read("".join(lines[:number] + lines[number + 1 :]), today=TODAY)
        named = {field for problem in rest.problems for field in problem.fields}
        for field, value in values(rest).items():
            assert value in (None, getattr(whole, field)) or field in named, (lines[number], field)


def test_a_long_text_is_read_at_its_head() -> None:
    text = card() + "\n\n" + "The fuel dock is closed. " * 4000
    assert values(read(text, today=TODAY)) == values(read(card(), today=TODAY))


@pytest.mark.parametrize(
    "style", [lambda s: s.replace("\n", "\r\n"), lambda s: re.sub("^", "> ", s, flags=re.MULTILINE)]
)
@pytest.mark.parametrize("space", [" ", "\u00a0", "\u202f"])
def test_line_ends_quotes_and_spaces_do_not_matter(style: object, space: str) -> None:
    assert callable(style)
    assert values(read(style(card().replace(" ", space)), today=TODAY)) == values(read(card(), today=TODAY))
