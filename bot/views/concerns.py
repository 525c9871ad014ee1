"""What needs a person, each with one line that says what to do."""

from collections.abc import Callable, Mapping

from bot.domain.concerns import Concern, Kind
from bot.domain.docket import Scene
from bot.views import words
from bot.views.blocks import escape
from bot.views.status import stopped_sentence, trouble_sentence
from language import times


def concern_line(concern: Concern, scene: Scene) -> str:
    return LINES[concern.kind](concern, scene)


def _parked(concern: Concern, scene: Scene) -> str:
    return stopped_sentence(scene, _retry(scene))


def _in_trouble(concern: Concern, scene: Scene) -> str:
    trouble = scene.docket.step(concern.step).trouble if concern.step else None
    return trouble_sentence(concern.step, trouble, scene, _retry(scene)) if concern.step and trouble else ""


def _behind(concern: Concern, scene: Scene) -> str:
    return f"Nothing was done about it since {_since(concern, scene)}. If it stays so, {_retry(scene)} and see the log."


def _declined(concern: Concern, scene: Scene) -> str:
    return f"{_who(concern, scene)} can't make it. Ask somebody else to be {concern.role}."


def _not_reached(concern: Concern, scene: Scene) -> str:
    what = " that it is cancelled" if scene.docket.charter.status == "cancelled" else ""
    return f"{_who(concern, scene)} was not reached{what}. Please call."


def _bounced(concern: Concern, scene: Scene) -> str:
    return f"The mail to {_who(concern, scene)} came back. Check the address; Slack has the call."


def _unread(concern: Concern, scene: Scene) -> str:
    return f"There is no *Got it* yet from {_who(concern, scene)}, who need not come. Please call."


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


def _retry(scene: Scene) -> str:
    return f"write `/charter retry {scene.docket.charter.booking_id}`"


LINES: Mapping[Kind, Callable[[Concern, Scene], str]] = {
    "parked": _parked,
    "failed": _in_trouble,
    "retrying": _in_trouble,
    "behind": _behind,
    "declined": _declined,
    "not_reached": _not_reached,
    "bounced": _bounced,
    "unread": _unread,
    "unanswered": _unanswered,
    "open": _open,
}
