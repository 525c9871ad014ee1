"""The crew page on the day: what it shows to whom, and what the crew writes down on it."""

import datetime as dt
import re
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from tests.services.conftest import CHARTER, SEED_EVENT, SITE, Answered, World

PATH = "/events/bk-kwbzpgd"
SAN_DIEGO = ZoneInfo("America/Los_Angeles")
PHONE = "+16195550142"
NOTE = "A <b>proposal</b> at sunset"


def at(world: World, day: int, hour: int, minute: int = 0) -> None:
    world.at(dt.datetime(2026, 5, day, hour, minute, tzinfo=SAN_DIEGO))


def put(world: World, version: int, **fields: Any) -> None:
    body = {**CHARTER, "guest_phone": PHONE, "guest_note": NOTE, "version": version, **fields}
    assert world.scc("PUT", PATH, body).status == 200


def link(world: World, who: str) -> str:
    """A fresh one, by the button of an old one if need be."""
    world.pump()
    newest = world.links(f"{who}@crew.example")[-1]
    if world.page(newest, "POST", answer="new_link").status == 202:
        world.pump()
    return world.links(f"{who}@crew.example")[-1]


def sends(world: World, token: str, **form: str) -> Answered:
    """What the page's script sends."""
    fields = "&".join(f"{name}={value}" for name, value in {"token": token, **form}.items())
    return world.scc("POST", "/crew/confirm", fields, headers={"accept": "application/json"})


def items(page: Answered) -> list[str]:
    return re.findall(r'name="item" value="(\w+)"', page.text)


def ticked(page: Answered) -> list[str]:
    return re.findall(r'name="item" value="(\w+)" checked', page.text)


@pytest.fixture
def day(crewed: World) -> World:
    """Both have said yes; it is half past twelve on the day, after the call."""
    body = {**CHARTER, "guest_phone": PHONE, "guest_note": NOTE}
    assert crewed.scc("POST", "/events", body).status == 201
    crewed.pump()
    for who in ("ana", "miguel"):
        assert crewed.page(crewed.links(f"{who}@crew.example")[-1], "POST", answer="confirmed").status == 200
    at(crewed, 30, 12, 30)
    return crewed


@pytest.fixture
def token(day: World) -> str:
    return link(day, "ana")


# Who sees it, and when


def test_it_is_there_from_the_day_before_until_a_day_after_the_end(day: World) -> None:
    for moment, is_open in (((28, 23, 59), False), ((29, 0), True), ((31, 15, 59), True), ((31, 16), False)):
        at(day, *moment)
        words = day.page(link(day, "ana")).text
        for part in ("Safety announcement", "Head count", "Checklist", "Man overboard", "Hombre al agua"):
            assert (part in words) == is_open, (moment, part)


@pytest.mark.parametrize("answer", [None, "declined"])
def test_who_did_not_say_yes_sees_and_writes_nothing_of_it(day: World, answer: str | None) -> None:
    put(day, 2, crew_ids=["rosa"])
    token = link(day, "rosa")
    if answer:
        day.page(token, "POST", answer=answer)
    words = day.page(token).text
    for part in ("Checklist", "Man overboard", PHONE, "proposal", "/g/KWBZPGD"):
        assert part not in words
    assert day.page(token, "POST", answer="head_count", people="6").status == 409
    assert sends(day, token, answer="briefing").json["code"] == "stale_call"
    assert day.event()["head_count"] is None


def test_the_seeds_plain_event_has_a_day_as_well(crewed: World) -> None:
    event = {**SEED_EVENT, "captain_id": "ana", "crew_ids": []}
    event_id = crewed.scc("POST", "/events", event).json["event_id"]
    at(crewed, 30, 12, 50)
    token = link(crewed, "ana")
    crewed.page(token, "POST", answer="confirmed")
    page = crewed.page(token, "POST", answer="briefing")
    assert "Held at 12:50 PM by Ana." in page.text
    assert len(items(page)) > 20
    assert "6 aboard, counted at 12:50 PM by Ana." in crewed.page(token, "POST", answer="head_count", people="6").text
    assert crewed.event(event_id)["head_count"]["people"] == 6
    assert "Wind, tide" not in page.text


def test_a_boat_of_which_nothing_is_written_has_its_head_count(day: World) -> None:
    put(day, 2, boat="../../etc", boat_name="Windrose")
    token = link(day, "ana")
    day.page(token, "POST", answer="confirmed")
    page = day.page(token)
    assert "Head count" in page.text
    assert items(page) == []
    assert "Man overboard" not in page.text


# Ticks


def test_a_tick_is_kept_for_this_person_alone(day: World, token: str) -> None:
    first, second, *_ = items(day.page(token))
    assert sends(day, token, answer="tick", item=first, done="yes").status == 200
    assert sends(day, token, answer="tick", item=second, done="yes").status == 200
    assert sends(day, token, answer="tick", item=second, done="no", at="2026-05-30T12:31:00-07:00").status == 200
    page = day.page(token)
    assert "1 of 4" in page.text
    assert ticked(day.page(link(day, "miguel"))) == []


def test_of_two_phones_the_later_tick_stands_whichever_comes_first(day: World, token: str) -> None:
    item = items(day.page(token))[0]
    sends(day, token, answer="tick", item=item, done="yes", at="2026-05-30T12:20:00-07:00")
    for _ in range(2):
        assert sends(day, token, answer="tick", item=item, done="no", at="2026-05-30T19:10:00Z").status == 200
    assert ticked(day.page(token)) == [item]
    sends(day, token, answer="tick", item=item, done="no", at="2026-05-30T12:21:00-07:00")
    assert ticked(day.page(token)) == []


def test_a_phone_that_runs_ahead_cannot_outlast_what_comes_later(day: World, token: str) -> None:
    item = items(day.page(token))[0]
    sends(day, token, answer="tick", item=item, done="yes", at="2026-06-30T12:20:00-07:00")
    day.later(seconds=5)
    sends(day, token, answer="tick", item=item, done="no")
    assert ticked(day.page(token)) == []


def test_without_script_a_whole_phase_is_saved(day: World, token: str) -> None:
    names = items(day.page(token))
    fields = f"token={token}&answer=list&phase=1&item={names[0]}&item={names[2]}&item={names[7]}&item=strange"
    saved = day.scc("POST", "/crew/confirm", fields, headers={})
    assert (saved.status, "Saved." in saved.text) == (200, True)
    assert ticked(day.page(token)) == [names[0], names[2]]
    day.later(seconds=1)
    day.scc("POST", "/crew/confirm", f"token={token}&answer=list&phase=1&item={names[2]}", headers={})
    assert ticked(day.page(token)) == [names[2]]


def test_ticks_do_not_wake_the_bot(day: World, token: str) -> None:
    day.pump()
    day.jobs()
    sends(day, token, answer="tick", item=items(day.page(token))[0], done="yes")
    day.pump()
    assert day.jobs() == []


def test_a_moved_trip_starts_with_an_empty_list(day: World, token: str) -> None:
    item = items(day.page(token))[0]
    sends(day, token, answer="tick", item=item, done="yes")
    sends(day, token, answer="briefing")
    sends(day, token, answer="head_count", people="6")
    put(day, 2, start_at="2026-05-30T14:00:00-07:00", end_at="2026-05-30T17:00:00-07:00", call_at=None)
    late = sends(day, token, answer="tick", item=item, done="yes")
    assert (late.status, late.json["code"]) == (409, "stale_call")
    fresh = link(day, "ana")
    day.page(fresh, "POST", answer="confirmed")
    page = day.page(fresh)
    assert ticked(page) == []
    assert "Held at" not in page.text
    assert (day.event()["briefing"], day.event()["head_count"]) == (None, None)


def test_a_corrected_party_keeps_the_list(day: World, token: str) -> None:
    sends(day, token, answer="tick", item=items(day.page(token))[0], done="yes")
    put(day, 2, party_size=5)
    assert len(ticked(day.page(token))) == 1


# Announcement and head count


def test_the_announcement_tells_when_and_by_whom_to_everybody(day: World, token: str) -> None:
    at(day, 30, 12, 50)
    told = sends(day, token, answer="briefing")
    assert told.json["briefing"] == "Held at 12:50 PM by Ana."
    assert "Held at 12:50 PM by Ana." in day.page(link(day, "miguel")).text
    assert day.event()["briefing"]["by"] == "ana"


def test_a_count_that_is_not_the_booked_one_is_shown(day: World, token: str) -> None:
    at(day, 30, 13, 2)
    told = sends(day, token, answer="head_count", people="5")
    assert told.json["head_count"] == "5 aboard, counted at 1:02 PM by Ana."
    assert "The booking says 6." in told.json["differs"]
    assert "The booking says 6." in day.page(token).text
    day.later(minutes=1)
    again = day.page(token, "POST", answer="head_count", people="6")
    assert "6 aboard, counted at 1:03 PM by Ana." in again.text
    assert "The booking says" not in again.text
    assert day.event()["head_count"].items() >= {"people": 6, "by": "ana"}.items()


def test_a_count_that_comes_late_does_not_replace_a_later_one(day: World, token: str) -> None:
    sends(day, token, answer="head_count", people="6", at="2026-05-30T12:29:00-07:00")
    sends(day, token, answer="head_count", people="4", at="2026-05-30T12:10:00-07:00")
    assert day.event()["head_count"]["people"] == 6


@pytest.mark.parametrize("form", [{"answer": "briefing"}, {"answer": "head_count", "people": "6"}])
def test_the_bot_hears_of_it(day: World, token: str, form: dict[str, str]) -> None:
    day.pump()
    day.jobs()
    sends(day, token, **form)
    day.pump()
    assert day.jobs() == [{"kind": "reconcile", "booking_id": "KWBZPGD", "reason": "crew_answered"}]


@pytest.mark.parametrize("people", ["", "six", "-1", "1001", "99999", "6.5", "²", "0x6"])
def test_what_is_no_number_is_asked_for_again(day: World, token: str, people: str) -> None:
    form = {"answer": "head_count", "people": people}
    for answered in (sends(day, token, **form), day.page(token, "POST", **form)):
        assert answered.status == 400
        assert "how many guests are aboard" in answered.text
    assert day.event()["head_count"] is None


@pytest.mark.parametrize("moment", ["noon", "2026-05-30T12:00:00", "9" * 40, "0001-01-01T00:00:00Z"])
def test_a_time_nobody_can_read(day: World, token: str, moment: str) -> None:
    refused = sends(day, token, answer="briefing", at=moment)
    assert (refused.status, refused.json["code"]) == (400, "bad_request")
    assert day.event()["briefing"] is None


def test_a_line_that_is_not_on_the_list(day: World, token: str) -> None:
    refused = sends(day, token, answer="tick", item="strange", done="yes")
    assert (refused.status, refused.json["detail"][:34]) == (409, "This line is no longer on the list")


def test_an_expired_link_keeps_what_the_phone_holds(day: World, token: str) -> None:
    day.later(hours=49)
    refused = sends(day, token, answer="briefing")
    assert (refused.status, "expired" in refused.json["detail"]) == (401, True)
    closed = sends(day, link(day, "ana"), answer="briefing")
    assert (closed.status, "closed" in closed.json["detail"]) == (409, True)


def test_a_cancelled_trip_takes_nothing(day: World, token: str) -> None:
    day.scc("POST", f"{PATH}/cancel", {"version": 2})
    assert sends(day, token, answer="head_count", people="6").status == 409
    assert day.page(token, "POST", answer="head_count", people="6").status == 409
    assert "Checklist" not in day.page(token).text


# What of the guest is shown


def test_the_phone_is_for_the_captain_who_said_yes_from_call_to_end(day: World) -> None:
    for moment, is_shown in (((30, 11, 59), False), ((30, 12), True), ((30, 15, 59), True), ((30, 16), False)):
        at(day, *moment)
        assert (f'href="tel:{PHONE}"' in day.page(link(day, "ana")).text) == is_shown, moment
        assert PHONE not in day.page(link(day, "miguel")).text


def test_a_captain_who_takes_the_yes_back_loses_it(day: World, token: str) -> None:
    assert PHONE in day.page(token).text
    page = day.page(token, "POST", answer="declined")
    for fact in (PHONE, "/g/KWBZPGD", "proposal"):
        assert fact not in page.text


def test_the_guests_page_can_be_scanned(day: World, token: str) -> None:
    guest_token = day.event()["guest_token"]
    words = day.page(token).text
    assert f'href="{SITE}/g/KWBZPGD#{guest_token}"' in words
    assert 'class="qr"' in words
    assert guest_token not in day.page(link(day, "miguel")).text


def test_the_guests_note_is_for_who_said_yes_and_is_never_markup(day: World, token: str) -> None:
    assert "A &lt;b&gt;proposal&lt;/b&gt; at sunset" in day.page(token).text
    assert "Gate code 4711" not in day.page(token).text


def test_an_erased_guest_leaves_neither_phone_nor_note_nor_link(day: World, token: str) -> None:
    day.scc("POST", f"{PATH}/cancel", {"version": 2, "guest_erased": True})
    rows = str([row for row in day.rows() if row["pk"]["S"].startswith("EVENT#")])
    for fact in (PHONE, "proposal", "Paula"):
        assert fact not in rows


@pytest.mark.parametrize("phone", ["6195550142", "+1 619 555 0142", "+0123456789", "+1" + "2" * 20, "tel:+16195550142"])
def test_a_phone_is_one_that_can_be_dialled(crewed: World, phone: str) -> None:
    refused = crewed.scc("POST", "/events", {**CHARTER, "guest_phone": phone})
    assert (refused.status, refused.json["detail"].split(":")[0]) == (400, "guest_phone")


def test_looking_at_it_changes_nothing(day: World, token: str) -> None:
    before = day.rows()
    for query in ({"answer": "briefing"}, {"answer": "tick", "item": items(day.page(token))[0], "done": "yes"}):
        headers = {"accept": "application/json"}
        assert day.scc("GET", "/crew/confirm", headers=headers, query={"token": token, **query}).status == 200
    assert day.rows() == before
