"""Wishes that overtake each other, and systems that are away just then: nobody is told what never held."""

import datetime as dt
import json
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import pytest

from sandbox.functions import Function
from tests.journeys.play import ROWAN, Play, booking_text


@contextmanager
def away(function_name: str, *paths: str) -> Iterator[None]:
    """A service that answers 503, on the given paths or everywhere."""
    invoke = Function.invoke

    def answer(function: Function, event: Any) -> Any:
        path = str(event.get("rawPath", "")) if isinstance(event, dict) else ""
        if function.name == function_name and (not paths or any(path.startswith(known) for known in paths)):
            return {"statusCode": 503, "headers": {}, "body": ""}
        return invoke(function, event)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(Function, "invoke", answer)
        yield


def done(play: Play) -> bool:
    return "✓ Calendar   ✓ Crew event   ✓ Guest page   ✓ Crew asked" in play.channel()[0].plain_text()


def test_moved_and_cancelled_before_the_worker_ran(play: Play) -> None:
    play.book()
    play.move(start_date="2026-06-06", end_date="2026-06-06", settle=False)
    play.cancel()
    assert done(play)
    play.got_it("ana")
    play.got_it_by_link("miguel")
    assert play.rests()
    assert (
        play.dm("ana")[-1].plain_text() == "CANCELLED: JADA, Sat, May 30, 1:00 PM. Please do not come.\nGot it, thanks."
    )
    assert play.mails_to("miguel")[-1].subject.startswith("CANCELLED: JADA, Sat, May 30, 1:00 PM")


def test_booked_and_cancelled_before_the_worker_ran_tells_nobody(play: Play) -> None:
    play.book(settle=False)
    play.cancel()
    assert done(play)
    assert not play.sandbox.mails
    assert not play.dm("ana")
    assert play.calendar() == []


def test_booked_and_reassigned_before_the_worker_ran_asks_only_the_new_one(play: Play) -> None:
    play.book(settle=False)
    play.reassign(("tomas", "captain"), ("miguel", "crew"))
    assert done(play)
    assert not play.dm("ana")
    assert not play.mails_to("ana")
    assert len(play.mails_to("tomas")) == 1


def test_reassigned_and_cancelled_before_the_worker_ran_tells_those_who_were_asked(play: Play) -> None:
    play.book()
    play.reassign(("tomas", "captain"), ("miguel", "crew"), settle=False)
    play.cancel()
    assert done(play)
    assert not play.mails_to("tomas")
    assert play.dm("ana")[-1].plain_text().startswith("CANCELLED")


def test_two_moves_before_the_worker_ran_are_one_to_the_crew(play: Play) -> None:
    play.book()
    play.tap("ana")
    play.move(start_date="2026-05-31", end_date="2026-05-31", settle=False)
    play.move(start_date="2026-06-02", end_date="2026-06-02")
    said = "CHANGED: JADA was Sat, May 30, 1:00 PM, is now Tue, Jun 2, 1:00 PM"
    assert play.dm("ana")[-1].plain_text().startswith(f"{said}. Your yes no longer counts. Can you come?")
    assert play.mails_to("miguel")[-1].subject == said
    thread = play.thread()
    assert any("it was Sat, May 30 · 1:00–4:00 PM, it is now Sun, May 31 · 1:00–4:00 PM" in line for line in thread)
    assert any("it was Sun, May 31 · 1:00–4:00 PM, it is now Tue, Jun 2 · 1:00–4:00 PM" in line for line in thread)


def test_a_later_end_is_told_with_the_hours(play: Play) -> None:
    play.book()
    play.move(end_time="17:00")
    assert (
        play.dm("ana")[-1]
        .plain_text()
        .startswith("CHANGED: JADA was Sat, May 30 · 1:00–4:00 PM, is now Sat, May 30 · 1:00–5:00 PM. Can you come?")
    )


def test_a_yes_taken_back_is_not_called_void(play: Play) -> None:
    play.book()
    play.tap("ana")
    play.wait(minutes=1)
    play.tap("ana", "declined")
    play.move(start_date="2026-05-31", end_date="2026-05-31")
    assert "Your yes no longer counts" not in play.dm("ana")[-1].plain_text()


def test_off_and_on_again_and_moved(play: Play) -> None:
    play.book()
    play.reassign(("miguel", "crew"))
    assert play.dm("ana")[-1].plain_text().startswith("You are off JADA on Sat, May 30")
    play.reassign(("ana", "captain"), ("miguel", "crew"))
    play.move(start_date="2026-05-31", end_date="2026-05-31")
    assert not [message for message in play.dm("ana") if "You are off" in message.plain_text()]


def test_an_answer_is_heard_although_the_crew_system_was_away_when_it_came(play: Play) -> None:
    play.book()
    play.answer_by_link("miguel", "declined", settle=False)
    with away("scc", "/events"):
        play.settle()
    assert "Miguel Santos: *asked*" not in play.thread()
    play.wait(minutes=2)
    assert "Crew Miguel Santos: can't" in play.channel()[0].plain_text()
    assert play.thread()[-1].startswith("@Rowan Ashby Miguel Santos can't make it")


def test_a_sent_mail_is_heard_of_although_the_hint_was_lost(play: Play) -> None:
    play.book(settle=False)
    with away("scc", "/events/"):
        play.settle()
    play.wait(minutes=2)
    play.wait(minutes=11)
    assert done(play)


def test_a_roster_that_could_not_be_fetched_is_fetched_by_the_tick(play: Play) -> None:
    zoe = {"crew_id": "zoe", "name": "Zoe Park", "roles": ["captain"], "email": "zoe@example.com"}
    assert play.api("PUT", "/roster/zoe", zoe).status_code == 200
    with away("scc", "/roster"):
        play.settle()
    assert not play.sandbox.jobs.dead_letters()
    assert play.charters().roster().named("zoe") is None
    play.sandbox.tick()
    assert play.charters().roster().named("zoe") is not None


def test_a_call_before_midnight_names_its_own_day_everywhere(play: Play) -> None:
    play.book(booking_text(start="12:30 AM", end="3:30 AM"))
    assert play.dm("ana")[0].plain_text().startswith("Can you crew JADA? Fri, May 29, call 11:30 PM")
    assert play.mails_to("miguel")[0].subject == "Can you crew JADA? Fri, May 29, call 11:30 PM"
    play.answer_by_link("miguel")
    play.at(2026, 5, 29, 8, 1)
    assert play.mails_to("miguel")[-1].subject == "Today: JADA, call 11:30 PM"


@pytest.mark.parametrize("start", ["7:00 PM", "8:00 PM", "11:00 PM"])
def test_a_late_start_is_reminded_the_day_before_too(play: Play, start: str) -> None:
    play.book(booking_text(start=start, end="11:30 PM"))
    play.tap("ana")
    play.at(2026, 5, 29, 19, 1)
    assert play.dm("ana")[-1].plain_text().startswith("Tomorrow: JADA")


def test_an_archived_channel_loses_no_line(play: Play) -> None:
    play.book()
    play.tap("ana", settle=False)
    for _ in range(8):
        play.sandbox.slack.fail_next("chat.postMessage", "is_archived")
    play.settle()
    for _ in range(9):
        play.wait(hours=1, minutes=1)
    assert "Ana Reyes said yes, in Slack." in play.thread()
    assert not [line for line in play.thread() if "#thread" in line]


def test_a_deactivated_slack_account_is_told_to_the_operator_and_holds_nobody_up(play: Play) -> None:
    play.book(settle=False, captain="tomas", crew=["june"])
    play.sandbox.slack.fail_next("chat.postMessage", "user_disabled")
    play.settle()
    play.wait(minutes=2)
    assert done(play)


def test_a_no_told_to_the_office_is_a_no(play: Play) -> None:
    play.book()
    answer = {
        "crew_id": "ana",
        "answer": "declined",
        "via": "operator",
        "by": "Rowan",
        "asked_version": 1,
        "answered_at": play.sandbox.clock.now().isoformat(),
    }
    play.api("POST", f"/events/{play.docket().event_id()}/answers", answer)
    play.settle()
    assert "Captain Ana Reyes: can't, told to Rowan" in play.channel()[0].plain_text()
    assert play.thread()[-1].startswith("@Rowan Ashby Ana Reyes can't make it, by word of mouth")
    assert "wrote down that you can't make it" in play.dm("ana")[0].plain_text()


def test_an_end_in_the_repeated_hour_stays_where_it_is(play: Play) -> None:
    play.at(2026, 10, 20, 10, 0)
    text = booking_text(
        day="Oct 31, 2026", start="9:00 PM", end="1:30 AM", end_day="Nov 1, 2026", extra="Duration\n5.5 hours\n"
    )
    play.book(text)
    assert play.docket().charter.trip.end_at == dt.datetime(2026, 11, 1, 9, 30, tzinfo=dt.UTC)
    play.move(start_time="21:30")
    assert play.docket().charter.trip.end_at == dt.datetime(2026, 11, 1, 9, 30, tzinfo=dt.UTC)


@pytest.mark.parametrize(
    ("values", "field"),
    [
        ({"end_date": "2026-07-30"}, "end_date"),
        ({"end_date": "9999-12-31"}, "end_date"),
        ({"guest_name": "x" * 201}, "guest_name"),
        ({"dock": "x" * 301}, "dock"),
        ({"party_size": "1001"}, "party_size"),
    ],
)
def test_what_nobody_can_hold_is_refused_at_its_field(play: Play, values: dict[str, str], field: str) -> None:
    review = play.review(booking_text()).view
    assert review is not None
    assert field in play.save(review, **values).errors


def test_a_week_with_a_large_crew_is_refused_in_words(play: Play) -> None:
    play.book(booking_text(end_day="Jun 5, 2026"), crew=["june", "miguel", "pia"])
    refused = play.move(start_date="2026-07-10", end_date="2026-07-16")
    assert not refused.errors or "too long for so many" in json.dumps(refused.errors)


def test_a_tap_on_a_parked_charter_does_not_keep_the_tick_busy(play: Play) -> None:
    from tests.journeys.test_delivery import deliver

    play.book()
    call = play.dm("ana")[0]
    deliver(play, "changed", receives=5)
    play.tap("ana", message=call)
    assert play.docket().parked()
    assert play.docket().attention_at is None
    play.person(ROWAN).click(play.channel()[0], "charter:retry")
    play.settle()
    assert "Captain Ana Reyes: yes" in play.channel()[0].plain_text()


def test_the_text_for_the_guest_holds_no_markup(play: Play) -> None:
    play.book(guest_name="<!channel>```")
    shown = play.person(ROWAN).click(play.channel()[0], "charter:guest_text").view
    assert shown is not None
    assert "<!channel>" not in str([block for block in shown.blocks if block["type"] != "input"])
    assert shown.element("text")["initial_value"].startswith("Hi <!channel>```, we look forward")


def test_who_left_the_roster_is_not_asked_in_slack(play: Play) -> None:
    play.book()
    ana = {"crew_id": "ana", "name": "Ana Reyes", "roles": ["captain"], "slack_user": "U0ANA", "active": False}
    assert play.api("PUT", "/roster/ana", ana).status_code == 200
    play.settle()
    asked = len(play.dm("ana"))
    play.move(start_date="2026-05-31", end_date="2026-05-31")
    assert len(play.dm("ana")) == asked


def test_a_name_of_spaces_is_no_name(play: Play) -> None:
    blank = {"crew_id": "ana", "name": "  ", "roles": ["captain"], "email": "ana@example.com"}
    assert play.api("PUT", "/roster/ana", blank).status_code == 400


def test_thirty_corrections_after_a_move_ask_nobody_again(play: Play) -> None:
    play.book()
    play.move(start_date="2026-05-31", end_date="2026-05-31")
    told = len(play.dm("ana"))
    for party in range(31):
        play.wish("edit", {"party_size": str(party + 10)}, settle=False)
    play.settle()
    assert len(play.dm("ana")) == told


@contextmanager
def answers_lost(path: str) -> Iterator[None]:
    """The crew system does what it is asked, and its answers never arrive."""
    import httpx

    send = httpx.HTTPTransport.handle_request

    def lost(transport: httpx.HTTPTransport, request: httpx.Request) -> httpx.Response:
        answer = send(transport, request)
        if request.method == "PUT" and request.url.path.startswith(path):
            answer.close()
            raise httpx.ReadTimeout("lost", request=request)
        return answer

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(httpx.HTTPTransport, "handle_request", lost)
        yield


def test_a_move_whose_answer_was_lost_is_overtaken_by_a_cancel(play: Play) -> None:
    play.book()
    with answers_lost("/events/"):
        play.move(start_date="2026-05-31", end_date="2026-05-31")
    play.cancel()
    assert done(play)
    play.got_it("ana")
    play.got_it_by_link("miguel")
    assert play.rests()
    assert (
        play.dm("ana")[-1].plain_text() == "CANCELLED: JADA, Sun, May 31, 1:00 PM. Please do not come.\nGot it, thanks."
    )
    assert play.mails_to("miguel")[-1].subject.startswith("CANCELLED: JADA, Sun, May 31, 1:00 PM")


def test_a_move_whose_answer_was_lost_is_overtaken_by_another(play: Play) -> None:
    play.book()
    with answers_lost("/events/"):
        play.move(start_date="2026-05-31", end_date="2026-05-31")
    play.move(start_date="2026-06-02", end_date="2026-06-02")
    said = "CHANGED: JADA was Sun, May 31, 1:00 PM, is now Tue, Jun 2, 1:00 PM"
    assert play.mails_to("miguel")[-1].subject == said
    assert play.dm("ana")[-1].plain_text().startswith(said)


def test_who_was_put_on_by_a_lost_call_and_taken_off_again_is_told_both_ways(play: Play) -> None:
    play.book()
    with answers_lost("/events/"):
        play.reassign(("tomas", "captain"), ("june", "crew"))
    play.reassign(("ana", "captain"), ("miguel", "crew"))
    assert done(play)
    assert play.mails_to("june")[-1].subject == "You are off JADA on Sat, May 30"
    assert play.dm("june")[-1].plain_text() == "You are off JADA on Sat, May 30. Please do not come.\n[Got it]"


def test_off_names_the_day_the_person_was_told(play: Play) -> None:
    play.book()
    play.move(start_date="2026-05-31", end_date="2026-05-31", settle=False)
    play.reassign(("tomas", "captain"), ("miguel", "crew"))
    assert play.dm("ana")[-1].plain_text() == "You are off JADA on Sat, May 30. Please do not come.\n[Got it]"
    assert play.mails_to("ana")[-1].subject == "You are off JADA on Sat, May 30"


def test_a_changed_dock_is_told_as_one(play: Play) -> None:
    play.book()
    play.tap("ana")
    play.wish("edit", {"dock": "Dock B"})
    assert (
        play.dm("ana")[-1]
        .plain_text()
        .startswith("CHANGED: JADA, Sat, May 30, 1:00 PM: board at Dock B. Your yes no longer counts. Can you come?")
    )
