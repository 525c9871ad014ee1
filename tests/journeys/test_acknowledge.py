"""Got it: everybody told not to come says that they read it; who has not is named to the operators in time."""

import pytest

from sandbox.slack.models import Message
from tests.journeys.play import ROWAN, SLACK_USERS, Play
from tests.journeys.raw import SlackWire
from tests.journeys.test_overtaken import away, done

CANCELLED = "CANCELLED: JADA, Sat, May 30, 1:00 PM. Please do not come."
OFF = "You are off JADA on Sat, May 30. Please do not come."


def said(play: Play) -> set[tuple[str, str, str]]:
    return {(row["crew_id"], row["kind"], row["via"]) for row in play.event()["acknowledgements"]}


def calls(play: Play) -> list[str]:
    return [line for line in play.thread() if "no Got it yet" in line]


def line(play: Play) -> Message:
    """The last line of the thread."""
    return play.replies()[-1]


def reopen(play: Play) -> None:
    play.reopen()


def swap_ana(play: Play) -> None:
    play.reassign(("tomas", "captain"), ("miguel", "crew"))


def test_both_doors(play: Play) -> None:
    play.book()
    play.cancel()
    assert "Captain Ana Reyes: told, not yet acknowledged" in play.channel()[0].plain_text()
    assert "Please open this link and tap Got it" in play.mails_to("miguel")[-1].text
    play.got_it("ana")
    assert "Got it, thanks." in play.got_it_by_link("miguel").text

    assert said(play) == {("ana", "cancelled", "slack"), ("miguel", "cancelled", "link")}
    assert play.dm("ana")[-1].plain_text() == f"{CANCELLED}\nGot it, thanks."
    assert "Captain Ana Reyes: told, got it\nCrew Miguel Santos: told, got it" in play.channel()[0].plain_text()
    assert play.rests()
    assert not play.docket().taps


def test_who_was_taken_off_has_it_too(play: Play) -> None:
    play.book()
    swap_ana(play)
    assert play.dm("ana")[-1].plain_text() == f"{OFF}\n[Got it]"
    play.got_it("ana")
    assert said(play) == {("ana", "off", "slack")}
    assert play.dm("ana")[-1].plain_text() == f"{OFF}\nGot it, thanks."
    shown = str(play.person(ROWAN).command("/charter show KWBZPGD", "C0CHARTERS").message)
    assert "Off: Ana Reyes: told, got it" in shown


def test_show_says_who_has_read_that_it_is_cancelled(play: Play) -> None:
    play.book()
    play.cancel()
    play.got_it("ana")
    shown = str(play.person(ROWAN).command("/charter show KWBZPGD", "C0CHARTERS").message)
    assert "Captain Ana Reyes: told, got it\nCrew Miguel Santos: told, not yet acknowledged" in shown


def test_who_was_never_reached_is_not_called_told(play: Play) -> None:
    play.book(captain="tomas", crew=["pia"])
    play.sandbox.slack.fail_next("chat.postMessage", "user_disabled")
    play.sandbox.slack.fail_next("chat.postMessage", "user_disabled")
    play.cancel()
    for _ in range(3):
        play.wait(minutes=11)
    assert "Crew Pia Holm: not reached" in play.channel()[0].plain_text()


def test_who_is_silent_is_named_a_day_before(play: Play) -> None:
    play.book()
    play.cancel()
    play.got_it("ana")
    play.at(2026, 5, 29, 12, 59)
    assert calls(play) == []
    play.at(2026, 5, 29, 13, 1)
    assert calls(play) == [
        "@Lee Marchetti @Rowan Ashby JADA, Sat, May 30, 1:00 PM, is cancelled, and there is no Got it yet from Miguel. "
        "Please call them, so that nobody comes for nothing."
    ]
    assert not line(play).reply_broadcast, "a day before, the thread is enough"
    play.at(2026, 6, 2, 9, 0)
    assert len(calls(play)) == 1


def test_nobody_is_named_who_tapped_in_time(play: Play) -> None:
    play.book()
    play.cancel()
    play.got_it("ana")
    play.at(2026, 5, 28, 9, 0)
    play.got_it_by_link("miguel")
    play.at(2026, 5, 29, 13, 1)
    assert calls(play) == []


def test_told_late_they_have_an_hour_and_the_channel_hears_it(play: Play) -> None:
    play.book()
    play.at(2026, 5, 30, 9, 0)
    play.cancel()
    play.at(2026, 5, 30, 9, 59)
    assert calls(play) == []
    play.at(2026, 5, 30, 10, 1)
    assert "no Got it yet from Ana and Miguel" in calls(play)[0]
    assert line(play).reply_broadcast


def test_nobody_is_named_after_the_start(play: Play) -> None:
    play.book()
    play.at(2026, 5, 30, 12, 30)
    play.cancel()
    play.at(2026, 6, 2, 13, 31)
    assert calls(play) == []


def test_who_is_off_and_silent_is_named_by_the_day_they_were_told(play: Play) -> None:
    play.book()
    swap_ana(play)
    play.move(start_date="2026-06-06", end_date="2026-06-06")
    play.at(2026, 5, 29, 13, 1)
    assert calls(play) == [
        "@Lee Marchetti @Rowan Ashby Ana is off JADA, Sat, May 30, 1:00 PM, and there is no Got it yet. "
        "Please call them, so that nobody comes for nothing."
    ]


def test_a_reopened_charter_makes_it_moot(play: Play) -> None:
    play.book()
    play.cancel()
    play.got_it("ana")
    old = play.dm("ana")[-1]
    reopen(play)
    play.at(2026, 5, 29, 13, 1)
    assert calls(play) == []
    assert "no longer stands" in old_now(play, old.ts)


def old_now(play: Play, ts: str) -> str:
    return next(message.plain_text() for message in play.dm("ana") if message.ts == ts)


def test_cancelled_a_second_time_it_is_asked_a_second_time(play: Play) -> None:
    play.book()
    play.cancel()
    first = play.dm("ana")[-1]
    play.got_it("ana")
    reopen(play)
    play.cancel()
    assert said(play) == set()
    assert [message.plain_text() for message in play.dm("ana") if message.buttons()] == [f"{CANCELLED}\n[Got it]"]
    play.got_it("ana", message=first)
    assert said(play) == set(), "the old button was for the first cancel"
    play.got_it("ana")
    assert said(play) == {("ana", "cancelled", "slack")}


def test_pressed_late_after_a_reopening_they_are_asked_again(play: Play) -> None:
    play.book()
    play.cancel()
    old = play.dm("ana")[-1]
    reopen(play)
    play.got_it("ana", message=old)
    assert said(play) == set()
    newest = play.dm("ana")[-1]
    assert "That button was for an earlier time, so it was not counted." in newest.plain_text()
    assert [name for name, _, _ in newest.buttons()] == ["crew:confirmed", "crew:declined"]


def test_pressed_twice_it_is_one(play: Play) -> None:
    play.book()
    play.cancel()
    message = play.dm("ana")[-1]
    play.got_it("ana", message=message, settle=False)
    play.got_it("ana", message=message)
    play.wait(minutes=5)
    play.got_it("ana", message=message)
    assert len(play.event()["acknowledgements"]) == 1
    assert play.dm("ana")[-1].plain_text() == f"{CANCELLED}\nGot it, thanks."
    assert not play.docket().taps


def test_nobody_taps_for_somebody_else(play: Play) -> None:
    play.book()
    play.cancel()
    for other in (str(SLACK_USERS["june"]), ROWAN):
        person = play.person(other)
        SlackWire(play).press("crew:got_it", "KWBZPGD|cancelled|1|ana", user=other, channel=person.dm_channel)
        assert person.ephemerals[-1].text.startswith("This button is for Ana alone, so nothing was noted.")
    play.settle()
    assert said(play) == set()


@pytest.mark.parametrize("value", ["", "KWBZPGD", "KWBZPGD|cancelled|x|ana", "KWBZPGD|moved|1|ana", "|off|" + "9" * 40])
def test_a_button_that_is_none_of_ours(play: Play, value: str) -> None:
    play.book()
    play.cancel()
    assert SlackWire(play).press("crew:got_it", value, user="U0ANA", channel=play.person("U0ANA").dm_channel).is_success
    assert "tell the office you got it" in play.person("U0ANA").ephemerals[-1].text
    assert not play.docket().taps


def test_a_tap_waits_for_the_crew_system(play: Play) -> None:
    play.book()
    play.cancel()
    with away("scc", "/events/"):
        play.got_it("ana")
    assert len(play.docket().taps) == 1
    assert play.dm("ana")[-1].buttons()
    play.wait(minutes=2)
    assert said(play) == {("ana", "cancelled", "slack")}
    assert play.dm("ana")[-1].plain_text() == f"{CANCELLED}\nGot it, thanks."


def test_an_old_got_it_never_replaces_an_answer_under_way(play: Play) -> None:
    play.book()
    play.cancel()
    old = play.dm("ana")[-1]
    reopen(play)
    play.tap("ana", settle=False)
    play.got_it("ana", message=old)
    assert [(answer["crew_id"], answer["answer"]) for answer in play.event()["answers"]] == [("ana", "confirmed")]


def test_who_left_the_crew_can_still_say_it(play: Play) -> None:
    play.book()
    ana = {"crew_id": "ana", "name": "Ana Reyes", "roles": ["captain"], "slack_user": "U0ANA", "active": False}
    assert play.api("PUT", "/roster/ana", ana).status_code == 200
    play.settle()
    play.cancel()
    play.got_it("ana")
    assert said(play) == {("ana", "cancelled", "slack")}
    assert done(play)
