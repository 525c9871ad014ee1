"""What about a charter needs a person: nobody will mend it by waiting."""

import datetime as dt
from collections.abc import Iterable
from typing import Literal, NamedTuple

from bot.domain.boat import Role
from bot.domain.call_sheet import call_sheet_of, unread, unread_at
from bot.domain.charter import CrewId, Seat, current_answer
from bot.domain.docket import STEPS, Scene, StepName
from bot.domain.places import open_places

Kind = Literal[
    "parked",
    "failed",
    "retrying",
    "behind",
    "declined",
    "not_reached",
    "bounced",
    "unread",
    "unanswered",
    "open",
]

LONG_ASKED = dt.timedelta(days=1)
"""Asked so long ago, no answer is late."""
NEAR = dt.timedelta(hours=48)
"""So close to the start, every place needs a yes."""
PATIENCE = dt.timedelta(minutes=10)
"""A change is carried out in seconds; after this, something is wrong."""


class Concern(NamedTuple):
    kind: Kind
    step: StepName | None = None
    role: Role | None = None
    crew_id: CrewId | None = None
    since: dt.datetime | None = None


def concerns(scene: Scene) -> tuple[Concern, ...]:
    """What needs a person, the gravest first; nothing once the trip is over."""
    if scene.now >= scene.docket.charter.trip.end_at:
        return ()
    return (*_of_systems(scene), *_of_people(scene))


def _of_systems(scene: Scene) -> Iterable[Concern]:
    docket = scene.docket
    if docket.parked():
        yield Concern("parked", since=docket.parked_at)
        return
    for name in STEPS:
        trouble = docket.step(name).trouble
        if trouble is not None and trouble.kind == "failed":
            yield Concern("failed", step=name, since=trouble.since)
        elif trouble is not None and trouble.kind == "retrying":
            yield Concern("retrying", step=name, since=trouble.since)
    if not any(docket.step(name).trouble for name in STEPS) and (since := _waits_since(scene)) is not None:
        yield Concern("behind", since=since)


def _waits_since(scene: Scene) -> dt.datetime | None:
    """Since when the charter has wanted to be looked at, if that is longer ago than it should be."""
    wanted_at = scene.docket.attention_at
    return wanted_at if wanted_at is not None and scene.now - wanted_at > PATIENCE else None


def _of_people(scene: Scene) -> Iterable[Concern]:
    yield from _unread(scene)
    if scene.docket.charter.status == "cancelled":
        yield from _not_told_of_the_cancel(scene)
        return
    near = scene.docket.charter.trip.start_at - scene.now < NEAR
    for seat in scene.docket.charter.seats:
        yield from _of_seat(seat, scene, near)
    if near:
        for place in open_places(scene):
            if place.crew_id is None:
                yield Concern("open", role=place.role, since=place.since)


def _of_seat(seat: Seat, scene: Scene, near: bool) -> Iterable[Concern]:
    docket = scene.docket
    answer = current_answer(seat, docket.answers)
    if answer is not None:
        if answer.answer == "declined":
            yield Concern("declined", role=seat.role, crew_id=seat.crew_id, since=answer.answered_at)
        return
    if docket.unreached(seat):
        yield Concern("not_reached", role=seat.role, crew_id=seat.crew_id, since=seat.asked_at)
        return
    if scene.now - seat.asked_at > LONG_ASKED or near:
        yield Concern("unanswered", role=seat.role, crew_id=seat.crew_id, since=seat.asked_at)
    if docket.mail_state(seat) == "bounced":
        yield Concern("bounced", role=seat.role, crew_id=seat.crew_id, since=seat.asked_at)


def _unread(scene: Scene) -> Iterable[Concern]:
    """Who was told not to come, might come all the same, and soon."""
    sheet = call_sheet_of(scene.docket)
    if sheet is None:
        return
    for farewell in unread(scene.docket):
        start = sheet.start_for(farewell.recipient)
        if unread_at(farewell, scene.docket, start) <= scene.now < start:
            yield Concern("unread", crew_id=CrewId(farewell.recipient))


def _not_told_of_the_cancel(scene: Scene) -> Iterable[Concern]:
    docket = scene.docket
    for seat in docket.charter.seats:
        lost = {mail.state for mail in docket.mails if mail.crew_id == seat.crew_id and mail.kind == "cancelled"}
        if lost & {"bounced", "no_address"} and seat.crew_id not in docket.in_slack():
            yield Concern("not_reached", role=seat.role, crew_id=seat.crew_id, since=docket.charter.asked_at)
