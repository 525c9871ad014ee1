"""Days on which a boat does not sail stand in the calendar, in Home and against every booking."""

import pytest

from sandbox.slack.models import View
from tests.journeys.play import LEE, ROWAN, Play, booking_text
from tests.journeys.test_overtaken import away

CHANNEL = "C0CHARTERS"


def opened(play: Play, words: str = "", user: str = ROWAN) -> View:
    view = play.person(user).command(f"/charter block {words}".strip(), CHANNEL).view
    assert view is not None
    return view


def block(play: Play, words: str = "JADA 2026-05-28 2026-06-02 haul-out") -> None:
    done = play.person(ROWAN).submit(opened(play, words))
    assert not done.errors
    assert done.view is not None
    assert done.view.title == "Blocked"
    play.settle()


@pytest.mark.parametrize(
    ("words", "first", "last", "reason"),
    [
        ("JADA 2026-06-01 2026-06-05 haul-out", "2026-06-01", "2026-06-05", "haul-out"),
        ("jada Jun 1 Jun 5 owner aboard", "2026-06-01", "2026-06-05", "owner aboard"),
        ("jada Jun 1 varnish", "2026-06-01", "2026-06-01", "varnish"),
    ],
)
def test_what_is_typed_stands_in_the_form(play: Play, words: str, first: str, last: str, reason: str) -> None:
    view = opened(play, words)
    assert view.element("boat")["initial_option"]["value"] == "jada"
    assert view.element("first")["initial_date"] == first
    assert view.element("last")["initial_date"] == last
    assert view.element("reason")["initial_value"] == reason


def test_a_block_stands_in_the_calendar_and_the_list(play: Play) -> None:
    block(play)
    [entry] = play.calendar()
    assert entry["event_name"] == "JADA blocked: haul-out"
    assert (entry["start_at"], entry["end_at"]) == ("2026-05-28T07:00:00Z", "2026-06-03T07:00:00Z")
    assert "JADA  Thu, May 28 to Tue, Jun 2\nhaul-out, Rowan" in opened(play).plain_text()


def test_a_blocked_boat_is_not_booked_by_mistake(play: Play) -> None:
    block(play)
    review = play.review(booking_text()).view
    assert review is not None
    assert "JADA is blocked: Thu, May 28, 12:00 AM → Wed, Jun 3, 12:00 AM (haul-out)." in review.plain_text()
    again = play.save(review)
    assert again.view is not None
    assert again.view.title == "Check the booking"
    assert play.charters().charter("KWBZPGD") is None


def test_a_lifted_block_is_gone_everywhere(play: Play) -> None:
    block(play)
    play.person(ROWAN).click(opened(play), "boats:lift_block")
    play.settle()
    assert play.calendar() == []
    assert "Blocked now" not in play.person(ROWAN).views[-1].plain_text()
    play.book()


def test_a_block_over_a_charter_is_warned_of_and_then_stands(play: Play) -> None:
    play.book()
    warned = play.person(ROWAN).submit(opened(play, "JADA 2026-05-28 2026-06-02 haul-out")).view
    assert warned is not None
    assert "JADA is taken by KWBZPGD: Sat, May 30 · 1:00–5:00 PM" in warned.plain_text()
    assert "These stay as they are, and nobody is told." in warned.plain_text()
    assert warned.submit == "Block all the same"
    done = play.person(ROWAN).submit(warned)
    assert done.view is not None
    assert done.view.title == "Blocked"
    assert play.docket().charter.status == "booked"


def test_a_block_waits_for_a_calendar_that_is_away(play: Play) -> None:
    with away("calendar"):
        block(play)
    play.wait(minutes=2)
    [entry] = play.calendar()
    assert entry["event_name"] == "JADA blocked: haul-out"


@pytest.mark.parametrize(
    ("values", "field", "sentence"),
    [
        ({"first": "2026-06-05", "last": "2026-06-01"}, "last", "The last day must not come before the first."),
        ({"first": "2026-01-01", "last": "2026-01-02"}, "last", "This day is over already."),
        ({"first": "2026-06-01", "last": "2026-12-31"}, "last", "I can block 80 days at once. Please make two of it."),
        ({"reason": "x" * 121}, "reason", "Please say why, in up to 120 characters."),
    ],
)
def test_what_cannot_be_is_said_at_its_field(play: Play, values: dict[str, str], field: str, sentence: str) -> None:
    form = {"first": "2026-06-01", "last": "2026-06-02", "reason": "haul-out"} | values
    assert play.person(ROWAN).submit(opened(play), form).errors == {field: sentence}


def test_two_operators_lifting_at_once_lift_once(play: Play) -> None:
    block(play)
    mine, theirs = opened(play), opened(play, user=LEE)
    play.person(ROWAN).click(mine, "boats:lift_block")
    late = play.person(LEE).click(theirs, "boats:lift_block", stale=True)
    assert late.view is not None
    assert "This block is lifted already." in late.view.plain_text()


def test_home_shows_blocked_days(play: Play) -> None:
    block(play)
    play.person(ROWAN).open_home()
    play.settle()
    home = play.person(ROWAN).home
    assert home is not None
    assert "▪ JADA blocked: haul-out, all day, until Tue, Jun 2" in home.plain_text()
