"""Erasing a guest: the next version tells no more who came. Boat, hours, head count, amounts and crew stay."""

import datetime as dt

from bot.domain.boat import Boat
from bot.domain.changes import CHANGES_KEPT
from bot.domain.charter import GUEST_FIELDS, Change, Charter, Operator, SlackUser
from bot.domain.errors import Rejected

BY_ITSELF = Operator(user=SlackUser("charter-bot"), name="Charter Bot")
"""Who erases a guest when the time has come."""


def erase_at(charter: Charter, boat: Boat) -> dt.datetime:
    """When a guest is erased without being asked: what is kept is kept until here."""
    return charter.trip.end_at + dt.timedelta(days=max(boat.keep_days, boat.photo_grace_days))


def forget(charter: Charter, *, by: Operator, now: dt.datetime) -> Charter:
    """The charter without its guest. Nobody is asked again: neither the call nor who is on it changes."""
    if charter.forgotten_at is not None:
        raise Rejected("is_forgotten", f"The guest of {charter.booking_id} is erased already. Nothing was changed.")
    version = charter.version + 1
    change = Change(
        version=version,
        kind="forgotten",
        by=by.user,
        by_name=by.name,
        at=now,
        fields=tuple(name for name in GUEST_FIELDS if getattr(charter.trip, name) is not None),
        was=charter.hours,
    )
    return charter.model_copy(
        update={
            "version": version,
            "trip": charter.trip.model_copy(update=dict.fromkeys(GUEST_FIELDS)),
            "forgotten_at": now,
            "changes": (*charter.changes, change)[-CHANGES_KEPT:],
        }
    )
