"""Where a text says two things, only what is sure to hold is taken."""

import datetime
from typing import Any

import pytest

from bot.pipeline.intake import Reading, read

TODAY = datetime.date(2026, 5, 1)
ID = "Booking ID: rtkwzbn\nRenter: Odalys Bramwell\n"
WHEN = "Start: Sep 12, 2026 2:00 PM\nEnd: Sep 12, 2026 5:00 PM\n"


def values(text: str, *fields: str) -> tuple[Any, ...]:
    result = read(text, today=TODAY).to_json()
    return tuple(result[field] for field in fields)


def codes(result: Reading) -> set[str]:
    return {problem.code.value for problem in result.problems}


@pytest.mark.parametrize(
    ("place", "start"),
    [
        ("Dinner Key Marina, Miami, FL", "2026-09-12T14:00"),
        ("Belmont Harbor, Chicago, IL 60657", "2026-09-12T13:00"),
        ("Shelter Island Marina, San Diego, CA", "2026-09-12T11:00"),
        ("Dock 5", "2026-09-12T11:00"),
    ],
)
@pytest.mark.parametrize("printed", ["Sep 12, 2026 2:00 PM EDT", "2026-09-12T18:00Z"])
def test_a_boat_keeps_the_time_of_the_state_she_lies_in(place: str, start: str, printed: str) -> None:
    assert values(f"{ID}Start: {printed}\nLocation: {place}", "start_local") == (start,)


@pytest.mark.parametrize("other", ["(5:00 PM EDT)", "/ 5 PM EDT", ", 21:00 UTC"])
def test_the_same_time_in_another_zone_is_no_second_time(other: str) -> None:
    text = f"{ID}Starts: Sep 12, 2026 2:00 PM PDT {other}\nEnds: Sep 12, 2026 5:00 PM PDT (8:00 PM EDT)"
    assert values(text, "start_local", "end_local") == ("2026-09-12T14:00", "2026-09-12T17:00")


def mail(sent: str, subject: str, body: str) -> str:
    return f"From: Boatsetter <noreply@boatsetter.com>\nSent: {sent}\nSubject: {subject}\n\n{body}\n"


UPDATED = mail(
    "Monday, June 15, 2026 9:02 AM", "Your booking rtkwzbn has been updated", f"Updated booking details\n{ID}{WHEN}"
)
ORIGINAL = mail(
    "Saturday, May 30, 2026 4:15 PM",
    "You have a new booking for Sep 5, 2026",
    f"{ID}Start: Sep 5, 2026 1:00 PM\nEnd: Sep 5, 2026 4:00 PM\nPassengers: 5\nPhone: (619) 555-0108",
)


@pytest.mark.parametrize("thread", [f"{UPDATED}\n{ORIGINAL}", f"{ORIGINAL}\n{UPDATED}"])
def test_the_newest_mail_about_a_booking_counts(thread: str) -> None:
    assert values(thread, "start_local", "party_size", "status", "guest_phone") == (
        "2026-09-12T14:00",
        5,
        "changed",
        None,
    )


def test_two_mails_without_their_days_contradict_each_other() -> None:
    one = f"{ID}{WHEN}"
    other = f"{ID}Start: Sep 5, 2026 1:00 PM\nEnd: Sep 5, 2026 4:00 PM\n"
    assert values(f"{one}\n-----Original Message-----\n{other}", "start_local") == (None,)


@pytest.mark.parametrize("headline", ["Sat, Sep 5, 2026 · 1:00 PM – 5:00 PM", "Saturday, September 5, 2026 1-5 PM"])
def test_a_headline_with_another_day_is_asked_about(headline: str) -> None:
    result = read(f"{headline}\n{ID}{WHEN}Guests: 4", today=TODAY)
    assert result.start_local is None
    assert codes(result) == {"conflicting_values"}


@pytest.mark.parametrize("headline", ["Sat, Sep 12, 2026 · 2:00 PM – 5:00 PM", "Printed Sep 5, 2026 1:00 PM - page 2"])
def test_a_headline_that_agrees_or_tells_of_something_else_asks_nothing(headline: str) -> None:
    assert read(f"{headline}\n{ID}{WHEN}Guests: 4", today=TODAY).expect == "accept"


PROSE = "Booking rtkwzbn, Odalys Bramwell, Sep 12, 2026 2-5 PM"


@pytest.mark.parametrize(
    ("counts", "party"),
    [
        ("6 people\nsorry typo, 7 people not 6", 7),
        ("6 people\ncorrection: 7 instead of 6", 7),
        ("it's 8 people... wait, no, she said 9 total", None),
        ("6 guests, actually 8", None),
        ("6 people, make that 7", None),
        ("6 people, no dogs", 6),
        ("son 6 personas, perdón, son 7", None),
    ],
)
def test_a_count_that_is_taken_back_is_not_taken(counts: str, party: int | None) -> None:
    assert values(f"{PROSE}, {counts}", "party_size") == (party,)


HEAD = "---------- Forwarded message ---------\nFrom: Boatsetter <noreply@boatsetter.com>\nSubject: Approved"
FORWARDED = f"\n\n{HEAD}\n\n{ID}{WHEN}"


@pytest.mark.parametrize(
    "remark",
    [
        "It says 6 below but I'm pretty sure she told me 8",
        "boatsetter shows 6, I have 8 in my notes",
        "dice 6 pero creo que son 8",
        "6 here but 8 on the phone?",
    ],
)
def test_a_remark_that_sets_another_count_against_it_is_asked_about(remark: str) -> None:
    result = read(f"{remark}{FORWARDED}Passengers: 6", today=TODAY)
    assert result.party_size is None
    assert "conflicting_values" in codes(result)


@pytest.mark.parametrize("remark", ["It says 6 below, call me at 2 PM", "6 but no dock lines", "I have 6 at 2:00"])
def test_a_remark_with_a_time_beside_the_count_asks_nothing(remark: str) -> None:
    assert read(f"{remark}{FORWARDED}Passengers: 6", today=TODAY).party_size == 6


@pytest.mark.parametrize(
    ("lines", "wanted"),
    [
        ("SATURDAY\n12\nSEPTEMBER 2026\n\n2:00 PM\nto\n5:00 PM", {"start_local": "2026-09-12T14:00"}),
        ("SEP\n12\n2026\n2:00 PM - 5:00 PM", {"start_local": "2026-09-12T14:00"}),
        ("4\nguests\n\nAnnapolis City Dock", {"party_size": 4}),
        ("Weekday: Sat\nDate: 12/09/2026\nTime: 14:00 - 17:00", {"start_local": "2026-09-12T14:00"}),
        ("Weekday: Sat\nDate: 09/12/2026\nTime: 14:00 - 17:00", {"start_local": "2026-09-12T14:00"}),
        ("Upcoming · Pending · Past · Cancelled", {"status": None}),
        ("Status / Estado: Approved / Aprobada", {"status": "confirmed"}),
        ("Status / Estado: Approved / Cancelada", {"status": None}),
        ("Captain / Capitán: Yes / Sí", {"captain_included": True}),
        ("Time / Hora: 2:00 PM – 5:00 PM / 14:00 – 17:00\nDate: Sep 12, 2026", {"end_local": "2026-09-12T17:00"}),
        ("Notes: two kids (5 and 8),\nsmall vests?\nCaptain: yes", {"notes": "two kids (5 and 8), small vests?"}),
        ("Meet at Sunroad Marina, San Diego", {"pickup_location": "Sunroad Marina, San Diego"}),
        ("[x] Captained  [ ] Bareboat", {"captain_included": True}),
        ("[ ] Captain  [x] Bareboat", {"captain_included": False}),
        ("☐ Captained ☑ Bareboat", {"captain_included": False}),
        ("Date: Sep 12 & 13, 2026\nTime: 2 PM - 5 PM", {"start_local": None}),
        ("Date: 12 y 13 sep 2026\nHora: 14:00 - 17:00", {"start_local": None}),
        ("Meet at Sunroad Marina, bring ice", {"pickup_location": "Sunroad Marina"}),
    ],
)  # fmt: skip
def test_what_stands_in_several_lines_or_languages(lines: str, wanted: dict[str, Any]) -> None:
    assert values(f"{ID}{lines}", *wanted) == tuple(wanted.values())


@pytest.mark.parametrize(("printed", "name"), [("View profile", None), ("Odalys Bramwell Message", "Odalys Bramwell")])
def test_the_button_beside_a_name_is_no_part_of_it(printed: str, name: str | None) -> None:
    assert values(f"Booking ID: rtkwzbn\nRenter: {printed}\n{WHEN}", "guest_name") == (name,)


@pytest.mark.parametrize(
    "lines",
    [
        "Other bookings this week\nSep 13, 2026 10 AM - 1 PM Ann Smith 6 guests",
        "Your other boats: JADA, Lorelei",
        "More trips\nJADA, Sep 13, 2026 10 AM - 1 PM, 6 guests",
        "Catering: Bistro Verde, 8 people",
        "8 people menu from Bistro Verde",
        "Otras reservas\nJADA, 13 sep 2026, 10:00 - 13:00, 6 personas",
    ],
)
def test_other_bookings_and_boats_are_left_out(lines: str) -> None:
    assert values(f"{ID}{WHEN}\n{lines}", "start_local", "party_size", "boat") == ("2026-09-12T14:00", None, None)


@pytest.mark.parametrize("hours", ["3 hours + 1 hour extra", "3 h plus 1 h", "3 to 4 hours", "3 a 4 horas", "3-4 hrs"])
def test_a_duration_of_parts_is_not_taken(hours: str) -> None:
    assert values(f"{ID}Start: Sep 12, 2026 2:00 PM\nDuration: {hours}", "duration_hours", "end_local") == (None, None)


@pytest.mark.parametrize("mark", ["–", "-", "/"])
def test_the_name_behind_the_boat_in_a_calendar_is_the_guest(mark: str) -> None:
    text = f"JADA {mark} Odalys Bramwell\nSaturday, September 12, 2026⋅2:00 – 5:00pm\nBooking rtkwzbn\nGuests: 4"
    assert values(text, "boat", "guest_name") == ("JADA", "Odalys Bramwell")


def test_columns_of_what_was_and_what_is_tell_of_a_change() -> None:
    table = "         WAS           NOW\nDate     Sep 5, 2026   Sep 12, 2026\nStart    1:00 PM       2:00 PM\n"
    assert values(f"{ID}{table}", "start_local", "status") == ("2026-09-12T14:00", "changed")
