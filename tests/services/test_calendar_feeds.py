"""The feeds, read back by a calendar library: the right charters for the right person, and nothing private."""

import datetime as dt
import json
import secrets
from typing import Any

import icalendar
import pytest

from contracts.calendar import feed_hash, feed_path
from tests.services.conftest import Answered, World

ANA = {"crew_id": "ana", "name": "Ana Reyes", "role": "captain"}
MIGUEL = {"crew_id": "miguel", "name": "Miguel Santos", "role": "crew"}
ENTRY: dict[str, Any] = {
    "date": "2026-05-30",
    "event_name": "Boatsetter Charter - 3 hours",
    "captain": "ana",
    "crew": ["miguel"],
    "start_at": "2026-05-30T13:00:00-07:00",
    "end_at": "2026-05-30T16:00:00-07:00",
    "call_at": "2026-05-30T12:00:00-07:00",
    "notes": "Gate code 4711",
    "booking_id": "KWBZPGD",
    "version": 1,
    "boat_name": "JADA",
    "dock": "1380 Harbor Island Dr, San Diego",
    "timezone": "America/Los_Angeles",
    "place": "San Diego",
    "guest": "Marisol Vega",
    "party_size": 6,
    "people": [ANA, MIGUEL],
}
PATH = "/calendar/bk-kwbzpgd"


def at(*moment: int) -> dt.datetime:
    return dt.datetime(*moment, tzinfo=dt.timezone(dt.timedelta(hours=-7)))  # type: ignore[misc,arg-type]


def minted(world: World, crew_id: str | None, feed_id: str = "someone") -> str:
    secret = secrets.token_hex(20)
    body = {"secret_hash": feed_hash(secret), **({"crew_id": crew_id} if crew_id else {})}
    assert world.calendar("PUT", f"/calendar/feeds/{feed_id}", body).status == 204
    return feed_path(feed_id, secret)


def get(world: World, path: str, **headers: str) -> Answered:
    return world.calendar("GET", path, headers={name.replace("_", "-"): value for name, value in headers.items()})


def events(world: World, crew_id: str | None) -> dict[str, icalendar.Event]:
    """By booking, as a calendar would take them in."""
    answered = get(world, minted(world, crew_id))
    assert answered.status == 200
    assert all(len(line.encode()) <= 75 for line in answered.text.split("\r\n"))
    calendar = icalendar.Calendar.from_ical(answered.text)
    found = {str(event["UID"]): event for event in calendar.walk("VEVENT")}
    zones = {str(zone["TZID"]) for zone in calendar.walk("VTIMEZONE")}
    told = {event["DTSTART"].params["TZID"] for event in found.values() if "TZID" in event["DTSTART"].params}
    assert zones == told
    for event in found.values():
        assert not event.errors
        assert {"UID", "DTSTAMP", "SEQUENCE", "STATUS", "DTSTART", "DTEND", "SUMMARY"} <= set(event)
    return found


def the_one(world: World, crew_id: str | None) -> icalendar.Event:
    [event] = events(world, crew_id).values()
    return event


def put(world: World, version: int, **fields: Any) -> None:
    assert world.calendar("PUT", PATH, {**ENTRY, "version": version, **fields}).status == 200


@pytest.fixture
def booked(world: World) -> World:
    assert world.calendar("POST", "/calendar", ENTRY).status == 201
    return world


def test_a_crew_member_reads_what_they_are_asked_for_from_call_to_end(booked: World) -> None:
    event = the_one(booked, "ana")
    assert (event["SUMMARY"], event["STATUS"]) == ("JADA charter (asked)", "TENTATIVE")
    assert (event.start, event.end) == (at(2026, 5, 30, 12), at(2026, 5, 30, 16))
    assert event["DTSTART"].params["TZID"] == "America/Los_Angeles"
    assert event["LOCATION"] == ENTRY["dock"]
    assert str(event["DESCRIPTION"]).split("\n") == [
        "Not answered yet: please answer in Slack or by the link in your mail.",
        "Call: 12:00 PM",
        "Trip: Sat, May 30 · 1:00–4:00 PM",
        "All times are San Diego time.",
        "Your role: Captain",
        "Guest: Marisol, party of 6",
        "Also on: Miguel Santos",
    ]
    assert events(booked, "rosa") == {}


def test_a_yes_confirms_it_and_a_no_takes_it_out(booked: World) -> None:
    put(booked, 1, people=[{**ANA, "answer": "confirmed"}, {**MIGUEL, "answer": "declined"}])
    mine, his = the_one(booked, "ana"), the_one(booked, "miguel")
    assert (mine["SUMMARY"], mine["STATUS"], mine["TRANSP"]) == ("JADA charter", "CONFIRMED", "OPAQUE")
    assert (his["STATUS"], his["TRANSP"]) == ("CANCELLED", "TRANSPARENT")
    assert "Marisol" not in his["DESCRIPTION"]


def test_a_move_keeps_the_entry_and_raises_its_sequence(booked: World) -> None:
    before = the_one(booked, "ana")
    booked.later(hours=2)
    put(booked, 2, date="2026-06-01", start_at="2026-06-01T14:00:00-07:00", end_at="2026-06-01T17:00:00-07:00",
        call_at="2026-06-01T13:00:00-07:00")  # fmt: skip
    after = the_one(booked, "ana")
    assert before["UID"] == after["UID"]
    assert after["SEQUENCE"] > before["SEQUENCE"]
    assert after["DTSTAMP"].dt - before["DTSTAMP"].dt >= dt.timedelta(hours=2)
    assert after.start == at(2026, 6, 1, 13)


def test_a_cancel_is_said_for_some_weeks_and_listed_nowhere(booked: World) -> None:
    before = the_one(booked, "ana")
    booked.calendar("DELETE", PATH, query={"version": "2"})
    for reader in ("ana", None):
        event = the_one(booked, reader)
        assert (event["UID"], event["STATUS"]) == (before["UID"], "CANCELLED")
        assert event["SEQUENCE"] > before["SEQUENCE"]
        assert event["SUMMARY"] == "CANCELLED: JADA charter"
        assert "Marisol" not in event.to_ical().decode()
    listed = booked.calendar("GET", "/calendar", query={"from": "2026-05-01", "to": "2026-05-31"})
    assert listed.json["entries"] == []
    booked.later(days=29)
    assert events(booked, "ana") == {}
    assert events(booked, None) == {}


def test_a_cancelled_entry_remembers_nothing_of_the_guest(booked: World) -> None:
    booked.calendar("DELETE", PATH, query={"version": "2"})
    stored = json.dumps(booked.rows("calendar"))
    assert "JADA" in stored
    for private in ("Marisol", "Gate code", "party_size"):
        assert private not in stored


def test_reopened_it_is_back(booked: World) -> None:
    booked.calendar("DELETE", PATH, query={"version": "2"})
    put(booked, 3)
    event = the_one(booked, "ana")
    assert (event["STATUS"], event["SEQUENCE"]) == ("TENTATIVE", 3)


def test_who_was_taken_off_sees_that_and_who_came_on_sees_it(booked: World) -> None:
    put(booked, 2, crew=["rosa"], people=[ANA, {**MIGUEL, "crew_id": "rosa", "name": "Rosa Diaz"}])
    off = the_one(booked, "miguel")
    assert (off["SUMMARY"], off["STATUS"]) == ("OFF: JADA charter", "CANCELLED")
    assert "Marisol" not in off["DESCRIPTION"]
    assert the_one(booked, "rosa")["STATUS"] == "TENTATIVE"
    put(booked, 3)
    assert the_one(booked, "miguel")["STATUS"] == "TENTATIVE"
    assert the_one(booked, "rosa")["STATUS"] == "CANCELLED"
    booked.later(days=29)
    assert events(booked, "rosa") == {}


def test_the_feed_for_all_shows_trips_blocks_and_what_others_entered(booked: World) -> None:
    block = {"date": "2026-06-10", "event_name": "JADA blocked: haul-out", "crew": [], "captain": None,
             "start_at": "2026-06-10T00:00:00-07:00", "end_at": "2026-06-13T00:00:00-07:00",
             "booking_id": "BLOCK-1", "version": 1, "timezone": "America/Los_Angeles", "notes": "secret"}  # fmt: skip
    other = {"date": "2026-06-20", "event_name": "Dock party", "crew": [], "captain": None}
    for body in (block, other):
        booked.calendar("POST", "/calendar", body)
    shown = {str(event["SUMMARY"]): event for event in events(booked, None).values()}
    assert set(shown) == {
        "JADA charter: Marisol, party of 6 (crew asked)", "JADA blocked: haul-out", "Dock party"
    }  # fmt: skip
    charter = shown["JADA charter: Marisol, party of 6 (crew asked)"]
    assert charter.start == at(2026, 5, 30, 13)
    assert str(charter["DESCRIPTION"]).split("\n") == [
        "Call: 12:00 PM",
        "Trip: Sat, May 30 · 1:00–4:00 PM",
        "All times are San Diego time.",
        "Captain Ana Reyes: asked",
        "Crew Miguel Santos: asked",
        "KWBZPGD",
    ]
    blocked = shown["JADA blocked: haul-out"]
    assert (blocked.start, blocked.end) == (dt.date(2026, 6, 10), dt.date(2026, 6, 13))
    assert (shown["Dock party"].start, shown["Dock party"].end) == (dt.date(2026, 6, 20), dt.date(2026, 6, 21))
    put(booked, 2, people=[{**ANA, "answer": "confirmed"}, {**MIGUEL, "answer": "confirmed"}])
    assert events(booked, None)["bk-kwbzpgd@crew.charter"]["STATUS"] == "CONFIRMED"


@pytest.mark.parametrize("reader", ["ana", None])
def test_nothing_private_is_in_a_feed(booked: World, reader: str | None) -> None:
    text = the_one(booked, reader).to_ical().decode()
    for private in ("Vega", "Gate code", "4711"):
        assert private not in text


@pytest.mark.parametrize("reader", ["ana", None])
def test_names_and_places_can_add_no_line(booked: World, reader: str | None) -> None:
    evil = "Pier; 1, a\\b\r\nATTENDEE:mailto:x@example.com\r\nEND:VEVENT\u2028\u202e " + "é⛵" * 30
    people = [{**ANA, "name": evil[:100]}, {**MIGUEL, "name": evil[:100]}]
    put(booked, 2, boat_name=evil[:100], dock=evil, guest=evil, place=evil[:100], event_name=evil, people=people)
    event = the_one(booked, reader)
    assert "ATTENDEE" not in event
    assert event["LOCATION"].startswith("Pier; 1, a\\b ATTENDEE:mailto:x@example.com END:VEVENT é⛵")
    assert event["LOCATION"].endswith("é⛵")
    assert "\u202e" not in event.to_ical().decode()


def test_overnight_and_over_a_change_of_the_clocks_it_keeps_its_instants(booked: World) -> None:
    put(booked, 2, date="2026-10-31", call_at="2026-10-31T21:00:00-07:00", start_at="2026-10-31T22:00:00-07:00",
        end_at="2026-11-01T10:00:00-08:00")  # fmt: skip
    event = the_one(booked, "ana")
    assert event.end - event.start == dt.timedelta(hours=13) + dt.timedelta(0)
    assert event.end.astimezone(dt.UTC) == dt.datetime(2026, 11, 1, 18, tzinfo=dt.UTC)
    assert event.start.astimezone(dt.UTC) == dt.datetime(2026, 11, 1, 4, tzinfo=dt.UTC)


def test_what_the_original_format_knows_is_enough(world: World) -> None:
    seed = {"date": "2026-05-30", "event_name": "Boatsetter Charter - 3 hours", "crew": ["c_1"], "captain": "c_2"}
    entry_id = world.calendar("POST", "/calendar", seed).json["id"]
    event = the_one(world, "c_1")
    assert (event["SUMMARY"], event["STATUS"], event.start) == (
        "Boatsetter Charter - 3 hours", "CONFIRMED", dt.date(2026, 5, 30)
    )  # fmt: skip
    world.calendar("PUT", f"/calendar/{entry_id}", {**seed, "date": "2026-06-02"})
    assert the_one(world, "c_1")["SEQUENCE"] > event["SEQUENCE"]


def test_headers_tell_calendars_how_to_read_it(booked: World) -> None:
    path = minted(booked, "ana")
    answered = get(booked, path)
    assert answered.headers["content-type"] == "text/calendar; charset=utf-8"
    assert answered.headers["cache-control"] == "private, max-age=900"
    assert answered.headers["last-modified"].endswith("GMT")
    for told in ("METHOD:PUBLISH", "REFRESH-INTERVAL;VALUE=DURATION:PT1H", "X-PUBLISHED-TTL:PT1H",
                 "X-WR-CALNAME:My charters"):  # fmt: skip
        assert told in answered.text.split("\r\n")
    tag = answered.headers["etag"]
    for given in (tag, f"W/{tag}", f'"other", {tag}', "*"):
        again = get(booked, path, if_none_match=given)
        assert (again.status, again.text, again.headers["etag"]) == (304, "", tag)
    head = booked.calendar("HEAD", path, headers={})
    assert (head.status, head.text, head.headers["etag"]) == (200, "", tag)
    booked.later(minutes=5)
    assert get(booked, path).headers["etag"] == tag
    put(booked, 2, dock="Shelter Island")
    assert get(booked, path, if_none_match=tag).status == 200


def test_a_new_address_ends_the_old_one_and_an_ended_one_tells_nothing(booked: World) -> None:
    first, other = minted(booked, "ana", "crew-ana"), minted(booked, None, "operator-U0OPROWAN")
    second = minted(booked, "ana", "crew-ana")
    assert [get(booked, path).status for path in (first, second, other)] == [404, 200, 200]
    assert booked.calendar("DELETE", "/calendar/feeds/crew-ana").status == 204
    refused = [get(booked, path) for path in (
        first, second, feed_path("crew-ana", "0" * 40), feed_path("nobody", "0" * 40), "/calendar/feed/x.ics",
    )]  # fmt: skip
    assert {(answer.status, answer.text) for answer in refused} == {(404, refused[0].text)}
    assert get(booked, other).status == 200


def test_the_calendar_keeps_no_secret_and_logs_none(booked: World, caplog: pytest.LogCaptureFixture) -> None:
    with caplog.at_level("DEBUG"):
        path = minted(booked, "ana", "crew-ana")
        get(booked, path)
    secret = path.removesuffix(".ics").rpartition("-")[2]
    assert secret not in json.dumps(booked.rows("calendar"))
    ours = [record for record in caplog.records if record.name.startswith(("services", "runtime"))]
    assert secret not in "".join(str(record.__dict__) for record in ours)


@pytest.mark.parametrize("body", [{}, {"secret_hash": "x"}, {"secret_hash": "0" * 64, "crew_id": "a b"}, [], None])
def test_a_feed_needs_the_key_and_a_hash(world: World, body: Any) -> None:
    assert world.calendar("PUT", "/calendar/feeds/x", body).status == 400
    good = {"secret_hash": "0" * 64}
    assert world.calendar("PUT", "/calendar/feeds/x", good, headers={}).status == 401
    assert world.calendar("DELETE", "/calendar/feeds/x", headers={}).status == 401


def test_a_feed_costs_the_months_it_shows(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    from services.calendar.table import CalendarTable

    read: list[tuple[dt.date, dt.date]] = []
    real = CalendarTable.between

    def noting(self: CalendarTable, first: dt.date, last: dt.date) -> Any:
        read.append((first, last))
        return real(self, first, last)

    monkeypatch.setattr(CalendarTable, "between", noting)
    for date in ("2026-03-31", "2026-04-01", "2027-06-30", "2027-07-01"):
        world.calendar("POST", "/calendar", {"date": date, "event_name": date, "crew": [], "captain": None})
    shown = {str(event["SUMMARY"]) for event in events(world, None).values()}
    assert shown == {"2026-04-01", "2027-06-30"}
    assert read == [(dt.date(2026, 4, 1), dt.date(2027, 6, 30))]
