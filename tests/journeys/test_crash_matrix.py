"""Kill the worker, and the crew notifier, around every single thing they do to the world.

A charter's whole life is played in chapters. The list of side effects is what a clean run of each chapter did. For
each of them the chapter is played again from where it begins, with one function killed right after that effect. Right
before it is the same point in time as right after the one before; it is tried by itself where a chapter begins, and
where effects are made side by side or by another system. Message, record and tick are delivered again, and the world
must end as after the clean run: every system holds the charter once, and each person was told once. Only where the
notifier died between SES's answer and its record of it may one mail come twice.
"""

import datetime as dt
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from typing import Any, NamedTuple

import pytest

from bot.domain.docket import STEPS
from sandbox.world import Sandbox, Snapshot
from tests.journeys.play import SLACK_USERS, Play
from tests.journeys.wire import Effect, When, Wire, tapped

KILLABLE = frozenset({"worker", "crewNotifier"})
PARTS = 16
MAY_DOUBLE: tuple[tuple[str, When], ...] = (("SendEmail", "after"), ("UpdateItem NOTICE", "before"))
"""Where a mail may come twice: after SES took it and before the notifier wrote that down."""
OF_OTHER_SYSTEMS = frozenset({"POST", "PUT", "DELETE", "SendEmail", "chat.postMessage"})


def booked(play: Play) -> None:
    play.book()


def answered_in_slack(play: Play) -> None:
    play.tap("ana")


def answered_by_link(play: Play) -> None:
    play.answer_by_link("miguel")


def reminded(play: Play) -> None:
    play.at(2026, 5, 29, 13, 1)


def counted(play: Play) -> None:
    """Miguel has a fresh link mailed, and writes on the page who is aboard. The thread tells at what time."""
    play.at(2026, 5, 29, 14, 0)
    play.answer_by_link("miguel", "new_link")
    play.answer_by_link("miguel", "head_count", people="6")


def moved(play: Play) -> None:
    play.move(start_date="2026-06-06", end_date="2026-06-06")


def tapped_late(play: Play) -> None:
    """The button of the call before the move, still on an old screen."""
    play.tap("ana", message=play.first_call)


def nagged(play: Play) -> None:
    play.at(2026, 5, 30, 14, 0)


def cancelled(play: Play) -> None:
    play.cancel()


def got_it(play: Play) -> None:
    play.got_it("ana")


def silent(play: Play) -> None:
    """A day before the start that was: Miguel has not said that he read it."""
    play.at(2026, 6, 5, 13, 1)


CHAPTERS: tuple[Callable[[Play], None], ...] = (
    booked,
    answered_in_slack,
    answered_by_link,
    reminded,
    counted,
    moved,
    tapped_late,
    nagged,
    cancelled,
    got_it,
    silent,
)


EVENT = ("status", "version", "body", "asked_versions", "answers", "acknowledgements")


class Chapter(NamedTuple):
    name: str
    tell: Callable[[Play], None]
    begins: Snapshot
    ends: "World"
    effects: list[Effect]


class World(NamedTuple):
    """What everybody can see, without what differs from run to run."""

    version: int
    steps: dict[str, tuple[int | None, bool]]
    calendar: list[dict[str, Any]]
    event: dict[str, Any]
    guest_page: str
    status: list[str]
    told: Counter[tuple[str, str]]
    mails: Counter[str]
    open_ends: list[str]


@pytest.fixture(scope="module")
def chapters(world: Sandbox) -> Iterator[list[Chapter]]:
    with pytest.MonkeyPatch.context() as monkeypatch:
        wire = tapped(monkeypatch)
        monkeypatch.setattr(world.schedules, "play_due", lambda: None)  # the weather is another function's affair
        world.reset()
        world.clock.move_to(dt.datetime(2026, 5, 20, 17, 0, tzinfo=dt.UTC))
        play = Play(world)
        played = []
        for tell in CHAPTERS:
            begins = world.snapshot()
            wire.forget()
            _tell(play, tell)
            effects = sorted({effect for effect in wire.effects if effect.function in KILLABLE})
            played.append(Chapter(tell.__name__, tell, begins, _seen(play), effects))
        yield played


def test_the_story_does_everything_there_is_to_do(chapters: list[Chapter]) -> None:
    assert chapters[-1].ends.event["acknowledgements"] == [
        {"crew_id": "ana", "kind": "cancelled", "asked_version": 2, "via": "slack"}
    ]
    assert any("Miguel Santos counted 6 aboard" in line for _, line in chapters[-1].ends.told)
    assert any("there is no Got it yet from Miguel" in line for _, line in chapters[-1].ends.told)
    requests = {effect.request for chapter in chapters for effect in chapter.effects}
    assert {"POST /calendar", "POST /events", "chat.postMessage", "chat.update", "SendEmail"} <= requests
    assert {"PutObject KWBZPGD.html", "POST /events/*/cancel", "POST /events/*/notices"} <= requests
    assert chapters[-1].ends.calendar == []
    assert chapters[-1].ends.event["status"] == "cancelled"
    assert sum(len(chapter.effects) for chapter in chapters) > 150


@pytest.mark.parametrize("part", range(PARTS))
def test_killed_at_any_point_it_ends_the_same(part: int, chapters: list[Chapter], world: Sandbox, wire: Wire) -> None:
    all_points = [(chapter, *point) for chapter in chapters for point in points(chapter.effects)]
    failures = []
    for chapter, effect, when in all_points[part::PARTS]:
        for fault in _killed_at(world, wire, chapter, effect, when):
            failures.append(f"{chapter.name}, killed {when} {effect}: {fault}")
    assert not failures, "\n".join(failures)


def points(effects: Sequence[Effect]) -> Iterator[tuple[Effect, When]]:
    """Where to kill: each point in time once."""
    for number, effect in enumerate(effects):
        if number == 0 or effect.request.split()[0] in OF_OTHER_SYSTEMS:
            yield effect, "before"
        yield effect, "after"


def _killed_at(world: Sandbox, wire: Wire, chapter: Chapter, effect: Effect, when: When) -> Iterator[str]:
    world.restore(chapter.begins)
    wire.forget()
    wire.kill_at = (effect, when)
    play = Play(world)
    _tell(play, chapter.tell)
    if not wire.killed:
        yield "this point was never reached"
    seen = _seen(play)
    may_double = any(effect.request.startswith(request) and when == moment for request, moment in MAY_DOUBLE)
    twice = seen.mails - chapter.ends.mails
    if twice and (not may_double or twice.total() > 1):
        yield f"mailed too often: {sorted(twice)}"
    if missing := chapter.ends.mails - seen.mails:
        yield f"not mailed: {sorted(missing)}"
    for name, was, is_now in zip(World._fields, chapter.ends, seen, strict=True):
        if name != "mails" and was != is_now:
            yield f"{name} is {is_now!r}, not {was!r}"


def _tell(play: Play, tell: Callable[[Play], None]) -> None:
    """A chapter, and time enough for whatever has to be looked at again."""
    tell(play)
    for _ in range(2):
        play.wait(minutes=16)


def _seen(play: Play) -> World:
    docket = play.docket()
    event = play.event()
    for answer in event["answers"]:
        answer.pop("answered_at")
    for said in event["acknowledgements"]:
        said.pop("acknowledged_at")
    open_ends = [f"tap of {tap.crew_id}" for tap in docket.taps]
    open_ends += [f"{message.body} in the dead letters" for message in play.sandbox.jobs.dead_letters()]
    open_ends += [f"{key.rule} to {key.recipient} claimed" for key, c in docket.claims.items() if c.state == "claimed"]
    open_ends += play.sandbox.slack.faults
    return World(
        version=docket.charter.version,
        steps={name: (docket.step(name).version, docket.step(name).trouble is None) for name in STEPS},
        calendar=play.calendar(),
        event={name: event[name] for name in EVENT},
        guest_page=play.guest_page().text,
        status=[message.plain_text() for message in play.channel()],
        told=_told(play),
        mails=Counter(mail.headers["X-Charter-Notice"] for mail in play.sandbox.mails),
        open_ends=open_ends,
    )


def _told(play: Play) -> Counter[tuple[str, str]]:
    """What everybody reads in Slack, with how often it stands there."""
    slack = play.sandbox.slack
    lines = [("thread", message) for message in play.replies()]
    lines += [(str(user), message) for user in SLACK_USERS.values() for message in slack.dm(str(user))]
    return Counter((where, message.plain_text()) for where, message in lines)
