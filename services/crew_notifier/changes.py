"""What a stream record means, by the difference of its images. Pure functions of values."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from contracts.jobs import Reconcile, RosterChanged
from services.crewing.rows import FINAL, EventRow, NoticeRow


@dataclass(frozen=True)
class Change:
    """A row before and after; empty where there was none."""

    old: Mapping[str, Any]
    new: Mapping[str, Any]

    @property
    def kind(self) -> str | None:
        """Of the row (`services.crewing.rows`); ``None`` for rows of others and for deletions."""
        return self.new.get("kind")

    @property
    def event_id(self) -> str:
        return str(self.new["event_id"])


def whom(change: Change) -> tuple[str, ...]:
    """The people for whom this change of an event may mean a mail."""
    if change.kind != "event":
        return ()
    new = EventRow.model_validate(change.new)
    old = EventRow.model_validate(change.old) if change.old else None
    concerned = {*new.asked, *new.off, *(old.asked if old else ())}
    return tuple(sorted(crew_id for crew_id in concerned if _standing(old, crew_id) != _standing(new, crew_id)))


def requested_notice(change: Change) -> NoticeRow | None:
    """The mail that the API asked for with this change, for the first time or again."""
    if change.kind != "notice":
        return None
    asked_before = change.old.get("request_count", 0)
    return NoticeRow.model_validate(change.new) if change.new.get("request_count", 0) > asked_before else None


def hint(change: Change) -> Reconcile | RosterChanged | None:
    """What the bot should look at because of this change."""
    if change.kind == "member":
        return RosterChanged() if _of_person(change.old) != _of_person(change.new) else None
    booking_id = change.new.get("booking_id")
    if not booking_id or change.old == change.new:
        return None
    if change.kind in ("answer", "acknowledgement", "briefing", "head_count"):
        return Reconcile(booking_id=booking_id, reason="crew_answered")
    if change.kind == "notice" and change.new["state"] in FINAL and change.old.get("state") != change.new["state"]:
        return Reconcile(booking_id=booking_id, reason="mail_state")
    return None


def _of_person(image: Mapping[str, Any]) -> dict[str, Any]:
    """Without the address of their feed, which comes from the bot itself."""
    return {name: value for name, value in image.items() if name != "feed_url"}


def _standing(event: EventRow | None, crew_id: str) -> tuple[object, ...]:
    """On since when and whether it is booked, or off since when."""
    if event is None:
        return (None, None)
    if crew_id in event.asked:
        return (event.status, event.asked[crew_id])
    return ("off", event.off.get(crew_id))
