"""Times and names in the words people read."""

import datetime as dt
from zoneinfo import ZoneInfo

import pytest

from language import times

PACIFIC = ZoneInfo("America/Los_Angeles")
TODAY = dt.date(2026, 5, 20)


def at(month: int, day: int, hour: int, minute: int = 0, year: int = 2026) -> dt.datetime:
    return dt.datetime(year, month, day, hour, minute, tzinfo=PACIFIC)


@pytest.mark.parametrize(
    ("start", "end", "told"),
    [
        (at(5, 30, 13), at(5, 30, 16), "Sat, May 30 · 1:00–4:00 PM"),
        (at(5, 30, 11), at(5, 30, 14), "Sat, May 30 · 11:00 AM–2:00 PM"),
        (at(5, 30, 0), at(5, 30, 12, 30), "Sat, May 30 · 12:00 AM–12:30 PM"),
        (at(7, 3, 18), at(7, 4, 10), "Fri, Jul 3, 6:00 PM → Sat, Jul 4, 10:00 AM"),
        (at(1, 2, 13, year=2027), at(1, 2, 16, year=2027), "Sat, Jan 2, 2027 · 1:00–4:00 PM"),
        (at(12, 31, 22), at(1, 1, 1, year=2027), "Thu, Dec 31, 10:00 PM → Fri, Jan 1, 2027, 1:00 AM"),
    ],
)
def test_spans(start: dt.datetime, end: dt.datetime, told: str) -> None:
    assert times.span(start, end, TODAY) == told


@pytest.mark.parametrize(("hours", "told"), [(3.0, "3 hours"), (1.0, "1 hour"), (2.5, "2.5 hours")])
def test_durations(hours: float, told: str) -> None:
    assert times.duration(hours) == told


@pytest.mark.parametrize(
    ("text", "line"),
    [("a\r\nb", "a b"), ("a\u2028b\u202ec\x00", "a b c"), ("  Ana   María ", "Ana María"), ("\ud800x", "x")],
)
def test_plain_is_one_line(text: str, line: str) -> None:
    assert times.plain(text) == line


def test_a_name_that_is_none_is_still_a_guest() -> None:
    assert times.first_name("\u200b") == "Guest"
