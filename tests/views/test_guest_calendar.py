"""The calendar entry that guests take away, read back by a calendar library."""

import datetime as dt
from urllib.parse import parse_qs, urlsplit
from zoneinfo import ZoneInfo

import icalendar
import pytest

from bot.domain.docket import Scene
from bot.views.guest import calendar
from bot.views.guest.speech import speech
from tests.views.guest_scenes import BOAT, DAY, HOUR, SITE, START, charter, every_state, files, moved, scene

SOON = START - 2 * DAY
PAGE = f"{SITE}/g/KWBZPGD"


def read(told: Scene, suffix: str = "") -> tuple[icalendar.Calendar, icalendar.Event]:
    text = files(told)[f"g/KWBZPGD{suffix}.ics"]
    assert "\r\n" in text
    assert all(len(line.encode()) <= 75 for line in text.split("\r\n"))
    read_back = icalendar.Calendar.from_ical(text)
    assert isinstance(read_back, icalendar.Calendar)
    [event] = read_back.walk("VEVENT")
    assert isinstance(event, icalendar.Event)
    return read_back, event


def test_it_says_when_and_where() -> None:
    held, event = read(scene(charter(), SOON))
    assert (held["VERSION"], held["METHOD"]) == ("2.0", "PUBLISH")
    assert event.start == START
    assert event.end == START + 3 * HOUR
    assert event["DTSTART"].params["TZID"] == "America/Los_Angeles"
    assert event["LOCATION"] == BOAT.dock
    assert event["STATUS"] == "CONFIRMED"
    assert event["URL"] == PAGE
    assert event["DTSTAMP"].dt == charter().changes[0].at


def test_it_brings_the_rules_of_its_zone() -> None:
    held, _ = read(scene(charter(), SOON))
    [zone] = held.walk("VTIMEZONE")
    assert zone["TZID"] == "America/Los_Angeles"
    offsets = {part.name: part["TZOFFSETTO"].td for part in zone.subcomponents}
    assert offsets == {"STANDARD": -8 * HOUR, "DAYLIGHT": -7 * HOUR}


def test_a_move_and_a_cancel_replace_what_was_taken_away() -> None:
    _, first = read(scene(charter(), SOON))
    _, second = read(scene(moved(), SOON))
    _, third = read(scene(moved().model_copy(update={"status": "cancelled", "version": 3}), SOON))
    assert first["UID"] == second["UID"] == third["UID"]
    assert [event["SEQUENCE"] for event in (first, second, third)] == [1, 2, 3]
    assert third["STATUS"] == "CANCELLED"


def test_both_languages_are_one_entry() -> None:
    _, english = read(scene(charter(), SOON))
    _, spanish = read(scene(charter(), SOON), ".es")
    assert (english["SUMMARY"], spanish["SUMMARY"]) == ("Sailing on JADA", "Paseo a vela en JADA")
    assert english["UID"] == spanish["UID"]
    assert spanish["URL"] == f"{PAGE}.es"


def test_it_names_nobody_in_any_state() -> None:
    for told in every_state().values():
        for path, text in files(told).items():
            if path.endswith(".ics"):
                assert not any(name in text for name in ("Marisol", "Ana", "Miguel"))


def test_a_dock_cannot_add_a_line() -> None:
    hostile = "Pier 1\r\nATTENDEE:mailto:x@example.com\r\nEND:VEVENT"
    _, event = read(scene(charter(trip={"dock": hostile}), SOON))
    assert "ATTENDEE" not in event
    assert "ATTENDEE:mailto:x@example.com" in event["LOCATION"]


@pytest.mark.parametrize(
    ("link", "start", "end"),
    [
        (calendar.google_link, ("dates", "20260530T200000Z/20260530T230000Z"), ("ctz", "America/Los_Angeles")),
        (calendar.outlook_link, ("startdt", "2026-05-30T20:00:00Z"), ("enddt", "2026-05-30T23:00:00Z")),
    ],
)
def test_the_links_carry_the_trip_and_nobodys_name(link: object, start: tuple[str, str], end: tuple[str, str]) -> None:
    assert callable(link)
    url = urlsplit(str(link(scene(charter(), SOON), speech("en"), PAGE)))
    values = {name: held for name, [held] in parse_qs(url.query).items()}
    assert url.scheme == "https"
    assert (values[start[0]], values[end[0]]) == (start[1], end[1])
    assert values["location"] == BOAT.dock
    assert "Marisol" not in url.query


def test_a_trip_over_a_change_of_the_clocks_keeps_its_instants() -> None:
    start = dt.datetime(2026, 11, 1, 0, 30, tzinfo=ZoneInfo("America/Los_Angeles"))
    end = dt.datetime(2026, 11, 1, 12, 0, tzinfo=dt.UTC)
    _, event = read(scene(charter(trip={"start_at": start, "end_at": end}), start - DAY))
    assert event.end.astimezone(dt.UTC) == end
    assert event.start.astimezone(dt.UTC) == start.astimezone(dt.UTC)
