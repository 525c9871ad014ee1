"""What needs a person, each with one line that says what to do."""

from collections.abc import Callable, Mapping

from bot.domain.concerns import Concern, Kind
from bot.domain.docket import Scene
from bot.views import words
from bot.views.blocks import clip, escape
from bot.views.status import SYSTEMS
from language import times

DETAIL = 200
"""Characters of what another system said; the log line under the reference holds all of it."""


def concern_line(concern: Concern, scene: Scene) -> str:
    return LINES[concern.kind](concern, scene)


def _parked(concern: Concern, scene: Scene) -> str:
    return f"I stopped working on it after five crashes. Look at the log, then {_retry(scene)}."


def _failed(concern: Concern, scene: Scene) -> str:
    what = f"{_system(concern)} refused it{_detail(concern, scene)}."
    return f"{what} Mend the cause, then {_retry(scene)}.{_ref(concern, scene)}"


def _retrying(concern: Concern, scene: Scene) -> str:
    trouble = scene.docket.step(concern.step).trouble if concern.step else None
    if trouble is not None and concern.step == "crew_notice":
        people = words.first_names(trouble.detail.split(","), scene.roster)
        return f"The mail to {escape(people)} has not gone out. Please reach them another way.{_ref(concern, scene)}"
    again = f" I try again at {words.clock(trouble.next_at, scene.boat)}." if trouble and trouble.next_at else ""
    return f"{_system(concern)} does not answer.{again} To try at once: {_retry(scene)}.{_ref(concern, scene)}"


def _behind(concern: Concern, scene: Scene) -> str:
    return f"Nothing was done about it since {_since(concern, scene)}. If it stays so, {_retry(scene)} and see the log."


def _declined(concern: Concern, scene: Scene) -> str:
    return f"{_who(concern, scene)} can't make it. Ask somebody else to be {concern.role}."


def _not_reached(concern: Concern, scene: Scene) -> str:
    what = " that it is cancelled" if scene.docket.charter.status == "cancelled" else ""
    return f"{_who(concern, scene)} was not reached{what}. Please call."


def _bounced(concern: Concern, scene: Scene) -> str:
    return f"The mail to {_who(concern, scene)} came back. Check the address; Slack has the call."


def _unanswered(concern: Concern, scene: Scene) -> str:
    return f"{_who(concern, scene)} has not answered since {_since(concern, scene)}. Call, or ask somebody else."


def _open(concern: Concern, scene: Scene) -> str:
    return f"Nobody is {concern.role} yet. Put somebody on."


def _who(concern: Concern, scene: Scene) -> str:
    return escape(scene.roster.first_name_of(concern.crew_id or ""))


def _since(concern: Concern, scene: Scene) -> str:
    """``9:40 AM`` on the same day, else ``Wed, May 20``."""
    if concern.since is None:
        return "then"
    local, today = concern.since.astimezone(scene.boat.zone), words.today(scene.boat, scene.now)
    return times.clock(local) if local.date() == today else times.day(local.date(), today)


def _system(concern: Concern) -> str:
    return SYSTEMS.get(concern.step or "", "The crew system")


def _detail(concern: Concern, scene: Scene) -> str:
    trouble = scene.docket.step(concern.step).trouble if concern.step else None
    return f" ({escape(clip(trouble.detail, DETAIL))})" if trouble and trouble.detail else ""


def _ref(concern: Concern, scene: Scene) -> str:
    trouble = scene.docket.step(concern.step).trouble if concern.step else None
    return f" ref {trouble.reference}" if trouble else ""


def _retry(scene: Scene) -> str:
    return f"`/charter retry {scene.docket.charter.booking_id}`"


LINES: Mapping[Kind, Callable[[Concern, Scene], str]] = {
    "parked": _parked,
    "failed": _failed,
    "retrying": _retrying,
    "behind": _behind,
    "declined": _declined,
    "not_reached": _not_reached,
    "bounced": _bounced,
    "unanswered": _unanswered,
    "open": _open,
}
