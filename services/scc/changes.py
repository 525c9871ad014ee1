"""What a write makes of an event: who is on, who was asked when, who went off. Pure functions of values."""

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass

from contracts.ids import CrewId
from contracts.scc import CancelBody, EventBody
from services.crewing.rows import AnswerRow, EventRow, EventRows, Told, people
from services.web.problems import Refused

NOBODY = "Guest"
"""What an event calls a guest who was erased."""


@dataclass(frozen=True)
class Change:
    """An event to be written, with the answers that go in with it."""

    event: EventRow
    agreed: tuple[AnswerRow, ...] = ()


def create(event_id: str, body: EventBody, now: dt.datetime, guest_token: str) -> Change:
    version = body.version or 1
    event = EventRow(
        event_id=event_id,
        booking_id=body.booking_id,
        version=version,
        body=_kept(body, body.booking_id),
        asked=_asked(None, body, version),
        guest_token=None if body.guest_erased else guest_token,
    )
    return Change(event, _agreed(event, {}, body, now))


def update(rows: EventRows, body: EventBody, now: dt.datetime) -> Change | None:
    """``None`` where nothing changes: the row is newer, or says the same already."""
    held = rows.event
    if body.booking_id not in (None, held.booking_id):
        raise Refused("bad_request", "booking_id: belongs to another event")
    if body.version is not None and body.version < held.version:
        return None
    if held.status == "cancelled":
        return _reopen(rows, body, now)
    version = body.version or held.version + 1
    changed = _written(held, body, version)
    if body.version is None and changed.model_copy(update={"version": held.version}) == held:
        changed = held
    agreed = _agreed(changed, rows.answers, body, now)
    if changed == held and not agreed:
        return None
    return Change(_next(changed, held), agreed)


def post_again(rows: EventRows, body: EventBody, now: dt.datetime) -> Change | None:
    """``POST`` of a booking that is on file: a higher version is an update, anything else finds what is there."""
    if body.version is None or body.version <= rows.event.version:
        return None
    return update(rows, body, now)


def cancel(rows: EventRows, body: CancelBody) -> Change | None:
    held = rows.event
    if body.version is not None and body.version < held.version:
        return None
    version = body.version or held.version + (held.status == "booked")
    changed = held.model_copy(update={"status": "cancelled", "version": version})
    if body.guest_erased:
        nobodys = held.body.model_copy(
            update={"guest_name": NOBODY, "notes": None, "guest_phone": None, "guest_note": None}
        )
        changed = changed.model_copy(update={"body": nobodys, "guest_token": None})
    return None if changed == held else Change(_next(changed, held))


def _reopen(rows: EventRows, body: EventBody, now: dt.datetime) -> Change | None:
    """Everybody who is on is called anew. Only a higher version does it."""
    if body.version is None:
        raise Refused("event_cancelled", "Give a version above the cancelled event's to open it again")
    if body.version == rows.event.version:
        return None
    changed = _written(rows.event, body, body.version)
    return Change(_next(changed, rows.event), _agreed(changed, rows.answers, body, now))


def _written(held: EventRow, body: EventBody, version: int) -> EventRow:
    asked = _asked(held, body, version)
    gone = {crew_id: version for crew_id in held.asked if crew_id not in asked}
    return EventRow(
        event_id=held.event_id,
        booking_id=held.booking_id,
        version=version,
        revision=held.revision,
        body=_kept(body, held.booking_id),
        asked=asked,
        off={crew_id: at for crew_id, at in {**held.off, **gone}.items() if crew_id not in asked},
        was=_was(held, body, asked),
        guest_token=None if body.guest_erased else held.guest_token,
    )


def _asked(held: EventRow | None, body: EventBody, version: int) -> dict[CrewId, int]:
    """Per person, the version at which they were last asked: the caller's word, else counted here."""
    given = body.asked_versions or {}
    stands = held.asked if held and held.status == "booked" and not _moved(held, body) else {}
    return {crew_id: given.get(crew_id) or stands.get(crew_id) or version for crew_id in people(body)}


def _was(held: EventRow, body: EventBody, asked: dict[CrewId, int]) -> dict[CrewId, Told]:
    """What those who are asked again, or went off, were told before."""
    told = Told.of(held.body)
    gone = {
        crew_id: held.was.get(crew_id, told) if crew_id in held.off else told
        for crew_id in (*held.off, *held.asked)
        if crew_id not in asked
    }
    if held.status == "cancelled":
        return gone
    same = {
        crew_id: was
        for crew_id, was in held.was.items()
        if crew_id in held.asked and asked.get(crew_id) == held.asked[crew_id]
    }
    if not _moved(held, body):
        return gone | same
    return gone | same | {crew_id: told for crew_id, at in asked.items() if held.asked.get(crew_id, at) != at}


def _moved(held: EventRow, body: EventBody) -> bool:
    return Told.of(held.body).differs(Told.of(body))


def _agreed(event: EventRow, held: Mapping[str, AnswerRow], body: EventBody, now: dt.datetime) -> tuple[AnswerRow, ...]:
    """Answers given by word of mouth, for those who have not answered this question themselves."""
    return tuple(
        AnswerRow(
            event_id=event.event_id,
            booking_id=event.booking_id,
            crew_id=crew_id,
            answer="confirmed",
            via="operator",
            by=operator,
            asked_version=event.asked[crew_id],
            answered_at=now,
        )
        for crew_id, operator in (body.agreed or {}).items()
        if crew_id in event.asked and not (crew_id in held and held[crew_id].asked_version >= event.asked[crew_id])
    )


def _kept(body: EventBody, booking_id: str | None) -> EventBody:
    """The body as it is stored: what has a place of its own in the row stands only there."""
    return body.model_copy(update={"booking_id": booking_id, "version": None, "asked_versions": None, "agreed": None})


def _next(changed: EventRow, held: EventRow) -> EventRow:
    return changed.model_copy(update={"revision": held.revision + 1})
