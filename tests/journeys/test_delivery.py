"""Jobs delivered twice, late and out of order; changes that cross; a charter that crashes again and again."""

import datetime as dt
from typing import Any

import pytest

from contracts.jobs import Reconcile
from sandbox.functions import Function
from tests.journeys.play import Play, booking_text
from tests.journeys.wire import Killed, Wire


def seen(play: Play) -> tuple[object, ...]:
    return (
        len(play.sandbox.mails),
        [message.plain_text() for message in play.dm("ana")],
        [message.plain_text() for message in play.channel()],
        play.thread(),
        len(play.calendar()),
    )


def deliver(play: Play, reason: Any, booking_id: str = "KWBZPGD", receives: int = 1) -> None:
    job = Reconcile(booking_id=booking_id, reason=reason)
    record = {
        "messageId": "late",
        "body": job.model_dump_json(),
        "attributes": {"ApproximateReceiveCount": str(receives), "MessageGroupId": booking_id},
        "eventSource": "aws:sqs",
    }
    play.sandbox.functions["worker"].invoke({"Records": [record]})


@pytest.mark.parametrize("reason", ["changed", "tap", "crew_answered", "mail_state", "due", "retry"])
def test_any_job_may_come_again_long_after_it_was_done(play: Play, reason: str) -> None:
    play.book()
    play.tap("ana")
    before = seen(play)
    deliver(play, reason)
    deliver(play, reason)
    play.settle()
    assert seen(play) == before


def test_jobs_of_a_first_version_may_come_after_the_second(play: Play) -> None:
    play.book()
    play.move(start_date="2026-05-31", end_date="2026-05-31", settle=False)
    deliver(play, "crew_answered")
    deliver(play, "changed")
    deliver(play, "mail_state")
    play.settle()
    assert play.calendar()[0]["date"] == "2026-05-31"
    assert [mail.subject.split(":")[0] for mail in play.mails_to("miguel")] == [
        "Can you crew JADA? Sat, May 30, call 12",
        "CHANGED",
    ]
    assert len(play.dm("ana")) == 2


def test_a_job_for_a_charter_nobody_knows_is_let_go(play: Play) -> None:
    deliver(play, "due", "NOSUCH")
    assert not play.sandbox.crashes


def test_a_lost_hint_is_found_by_the_tick(play: Play, monkeypatch: pytest.MonkeyPatch) -> None:
    from bot.adapters.sqs_jobs import SqsJobs

    def lost(*_: object) -> None:
        raise ConnectionError("the queue is away")

    with monkeypatch.context() as patch:
        patch.setattr(SqsJobs, "look_at", lost)
        play.book(settle=False)
    play.settle()
    assert play.channel() == []
    play.sandbox.tick()
    play.settle()
    assert "✓ Calendar   ✓ Crew event   ✓ Guest page   ✓ Crew asked" in play.channel()[0].plain_text()


def test_moved_and_moved_back_while_the_worker_was_dead(play: Play, wire: Wire) -> None:
    """What was cut off half-way is not mistaken for what was there before."""
    play.book()
    wire.forget()
    wire.kill_at = (next(iter([_effect("PUT /calendar/bk-kwbzpgd")])), "after")
    play.move(start_date="2026-05-31", end_date="2026-05-31", settle=False)
    play.sandbox.jobs.fetch()
    play.sandbox.jobs.deliver_one()
    assert wire.killed
    assert play.calendar()[0]["date"] == "2026-05-31"
    play.move(start_date="2026-05-30", end_date="2026-05-30")
    assert play.calendar()[0]["date"] == "2026-05-30"
    assert play.docket().step("calendar").version == 3


@pytest.mark.parametrize("hint_is_lost", [False, True])
def test_a_change_in_the_middle_of_a_run_is_not_forgotten(
    play: Play, monkeypatch: pytest.MonkeyPatch, hint_is_lost: bool
) -> None:
    from bot.adapters.http_calendar import HttpCalendar
    from bot.adapters.sqs_jobs import SqsJobs

    working, moved = HttpCalendar.apply, []

    def moved_meanwhile(self: HttpCalendar, entry: Any, *rest: Any) -> str | None:
        if not moved:
            moved.append(True)
            with pytest.MonkeyPatch.context() as queue:
                if hint_is_lost:
                    queue.setattr(SqsJobs, "look_at", lambda *_: None)
                play.move(start_date="2026-05-31", end_date="2026-05-31", settle=False)
        return working(self, entry, *rest)

    monkeypatch.setattr(HttpCalendar, "apply", moved_meanwhile)
    play.book()
    play.sandbox.tick()
    play.settle()
    assert play.calendar()[0]["date"] == "2026-05-31"
    assert play.event()["asked_versions"] == {"ana": 2, "miguel": 2}
    assert "Sun, May 31" in play.guest_page().text
    assert play.docket().step("crew_notice").version == 2


def test_five_crashes_park_a_charter_while_others_go_on(play: Play, monkeypatch: pytest.MonkeyPatch) -> None:
    from bot.adapters.http_calendar import HttpCalendar

    working = HttpCalendar.apply

    def crashing(self: HttpCalendar, entry: Any, *rest: Any) -> str:
        if entry.booking_id == "KWBZPGD":
            raise Killed
        return working(self, entry, *rest)

    with monkeypatch.context() as patch:
        patch.setattr(HttpCalendar, "apply", crashing)
        play.book(settle=False)
        play.book(booking_text("lnfcqtx", day="Jun 6, 2026"), captain="tomas", crew=["june"], settle=False)
        play.settle()

    parked = play.docket()
    assert parked.parked()
    assert parked.attention_at is None
    [line] = [line for line in play.thread() if "crashed five times" in line]
    assert line.startswith("@Lee Marchetti @Rowan Ashby Working on KWBZPGD crashed five times, so I stopped.")
    assert {entry["booking_id"] for entry in play.calendar()} == {"LNFCQTX"}

    play.person("U0OPROWAN").click(play.channel()[0], "charter:retry")
    play.settle()
    assert {entry["booking_id"] for entry in play.calendar()} == {"KWBZPGD", "LNFCQTX"}
    assert not play.docket().parked()
    assert play.docket().attention_at is not None


def test_a_system_that_is_down_is_tried_again_and_the_rest_goes_on(play: Play, monkeypatch: pytest.MonkeyPatch) -> None:
    invoke = Function.invoke

    def calendar_is_down(function: Function, event: Any) -> Any:
        if function.name == "calendar":
            return {"statusCode": 503, "headers": {}, "body": ""}
        return invoke(function, event)

    with monkeypatch.context() as patch:
        patch.setattr(Function, "invoke", calendar_is_down)
        play.book()
    words = play.channel()[0].plain_text()
    assert "↻ Calendar   ✓ Crew event   ✓ Guest page   ✓ Crew asked" in words
    said = (
        "The calendar did not answer; the rest is done. I try again at 10:01 AM; to try at once, press Retry now. ref "
    )
    assert said in words
    assert "[Retry now]" in words
    assert any(said in line for line in play.thread())

    play.wait(minutes=2)
    assert "✓ Calendar   ✓ Crew event" in play.channel()[0].plain_text()
    assert len(play.calendar()) == 1
    assert "Retry now" not in play.channel()[0].plain_text()


def test_a_system_that_refuses_rests_until_retry(play: Play, monkeypatch: pytest.MonkeyPatch) -> None:
    invoke = Function.invoke
    asked = []

    def calendar_refuses(function: Function, event: Any) -> Any:
        if function.name == "calendar":
            asked.append(dt.datetime.now(dt.UTC))
            body = '{"title": "No", "status": 401, "code": "unauthorized"}'
            return {"statusCode": 401, "headers": {"x-amz-cf-id": "abc"}, "body": body}
        return invoke(function, event)

    with monkeypatch.context() as patch:
        patch.setattr(Function, "invoke", calendar_refuses)
        play.book()
        play.wait(hours=3)
        assert len(asked) == 1
    line = next(line for line in play.thread() if "refused" in line)
    assert line.startswith("@Rowan Ashby The calendar refused this")
    assert "CALENDAR_API_URL" in line

    play.person("U0OPROWAN").command("/charter retry KWBZPGD", "C0CHARTERS")
    play.settle()
    assert len(play.calendar()) == 1


def test_slack_away_does_not_stop_the_systems(play: Play) -> None:
    for _ in range(5):
        play.sandbox.slack.fail_next("chat.postMessage", "internal_error")
    play.book()
    assert len(play.calendar()) == 1
    assert len(play.sandbox.mails) == 2
    for _ in range(12):
        play.wait(minutes=3)
    assert "✓ Crew asked" in play.channel()[0].plain_text()
    assert len(play.dm("ana")) == 1
    assert len(play.channel()) == 1


def _effect(request: str) -> Any:
    from tests.journeys.wire import Effect

    return Effect("worker", request, 1)


def test_the_worker_dies_while_it_parks_a_charter(play: Play, wire: Wire) -> None:
    """Whoever finds the charter parked and untold tells it."""
    play.book(settle=False)
    wire.kill_at = (_effect("UpdateItem RECORD SET parked_at = :now REMOVE attention_at, due_shard"), "after")
    with pytest.raises(Killed):
        deliver(play, "changed", receives=5)
    wire.forget()
    deliver(play, "changed", receives=6)
    assert [line for line in play.thread() if "crashed five times" in line]
    assert "[Retry now]" in play.channel()[0].plain_text()
