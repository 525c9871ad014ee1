"""The places a charter needs filled, and which of them nobody has said yes to."""

import datetime as dt
from typing import NamedTuple

from bot.domain.boat import Role
from bot.domain.charter import Charter, CrewId, current_answer, said_yes
from bot.domain.docket import Scene


class OpenPlace(NamedTuple):
    """A place nobody has said yes to; `since` is when it last became so."""

    role: Role
    crew_id: CrewId | None
    since: dt.datetime


def open_places(scene: Scene) -> list[OpenPlace]:
    """Every place without a yes: asked and unanswered, declined, or nobody put on it."""
    docket, boat = scene.docket, scene.boat
    charter = docket.charter
    asked = []
    for seat in charter.seats:
        if not said_yes(seat, docket.answers):
            answer = current_answer(seat, docket.answers)
            asked.append(OpenPlace(seat.role, seat.crew_id, answer.answered_at if answer else seat.asked_at))
    filled = [seat.role for seat in charter.seats]
    empty = [
        OpenPlace(role, None, _people_changed_at(charter))
        for role, needed in boat.roles.items()
        for _ in range(needed - filled.count(role))
    ]
    return asked + empty


def _people_changed_at(charter: Charter) -> dt.datetime:
    return max(
        (change.at for change in charter.changes if change.kind in ("booked", "reassigned", "moved", "reopened")),
        default=charter.asked_at,
    )
