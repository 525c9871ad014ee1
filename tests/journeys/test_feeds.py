"""A charter's life as the calendars of crew and operators show it, read at the address they were given."""

import secrets

import httpx
import icalendar

from contracts.calendar import feed_hash, feed_path
from tests.journeys.play import Play, booking_text


def minted(play: Play, crew_id: str | None) -> str:
    secret = secrets.token_hex(20)
    body = {"secret_hash": feed_hash(secret), **({"crew_id": crew_id} if crew_id else {})}
    assert play.api("PUT", "/calendar/feeds/test", body).status_code == 204
    return feed_path("test", secret)


def read(play: Play, address: str) -> dict[str, icalendar.Event]:
    """What a calendar would show, by booking."""
    answered = httpx.get(httpx.URL(play.sandbox.url).join(address), trust_env=False, verify=False)
    assert answered.status_code == 200
    events = icalendar.Calendar.from_ical(answered.text).walk("VEVENT")
    return {str(event["UID"]).partition("@")[0].removeprefix("bk-").upper(): event for event in events}


def titles(play: Play, crew_id: str | None) -> dict[str, tuple[str, str]]:
    shown = read(play, minted(play, crew_id))
    return {booking_id: (str(event["STATUS"]), str(event["SUMMARY"])) for booking_id, event in shown.items()}


def test_a_charters_life_in_the_calendars(play: Play) -> None:
    play.book()
    assert titles(play, "ana") == {"KWBZPGD": ("TENTATIVE", "JADA charter (asked)")}
    play.tap("ana")
    play.answer_by_link("miguel", "declined")
    assert titles(play, "ana") == {"KWBZPGD": ("CONFIRMED", "JADA charter")}
    assert titles(play, "miguel") == {"KWBZPGD": ("CANCELLED", "JADA charter (you can’t make it)")}
    assert titles(play, None) == {"KWBZPGD": ("TENTATIVE", "JADA charter: Marisol, party of 6 (crew asked)")}
    play.reassign(("ana", "captain"), ("june", "crew"))
    play.tap("june")
    assert titles(play, "miguel") == {"KWBZPGD": ("CANCELLED", "OFF: JADA charter")}
    assert titles(play, None) == {"KWBZPGD": ("CONFIRMED", "JADA charter: Marisol, party of 6")}
    [before] = read(play, minted(play, "ana")).values()
    play.move(start_date="2026-06-06", end_date="2026-06-06")
    [after] = read(play, minted(play, "ana")).values()
    assert (after["UID"], after["STATUS"]) == (before["UID"], "TENTATIVE")
    assert after["SEQUENCE"] > before["SEQUENCE"]
    assert f"{after.start:%Y-%m-%d %H:%M}" == "2026-06-06 12:00"
    play.cancel()
    assert titles(play, "ana") == titles(play, None) == {"KWBZPGD": ("CANCELLED", "CANCELLED: JADA charter")}
    play.reopen()
    assert titles(play, "ana") == {"KWBZPGD": ("TENTATIVE", "JADA charter (asked)")}


def test_an_answer_taken_back_and_given_again_is_shown_each_time(play: Play) -> None:
    play.book()
    for answer, status in (("confirmed", "CONFIRMED"), ("declined", "CANCELLED"), ("confirmed", "CONFIRMED")):
        play.wait(minutes=1)
        play.answer_by_link("ana", answer)
        assert titles(play, "ana")["KWBZPGD"][0] == status


def test_an_entry_that_a_run_left_behind_is_brought_up_to_date(play: Play) -> None:
    """A worker died after it made the entry and before it wrote that down; meanwhile somebody answered."""
    left = {"date": "2026-05-30", "event_name": "Boatsetter Charter - 3 hours", "booking_id": "KWBZPGD", "version": 1}
    assert play.api("POST", "/calendar", left).status_code == 201
    play.book()
    assert titles(play, "ana") == {"KWBZPGD": ("TENTATIVE", "JADA charter (asked)")}


def test_a_block_stands_in_the_operators_calendar_alone(play: Play) -> None:
    play.book(booking_text())
    opened = play.person("U0OPROWAN").command("/charter block JADA Jun 10 Jun 12 haul-out", "C0CHARTERS")
    assert opened.view is not None
    play.person("U0OPROWAN").submit(opened.view)
    play.settle()
    assert ("CONFIRMED", "JADA blocked: haul-out") in titles(play, None).values()
    assert set(titles(play, "ana")) == {"KWBZPGD"}
