"""Every wish of an operator as a new version of the charter: pure, one function a wish."""

import datetime as dt
from collections.abc import Collection, Sequence

from bot.domain.boat import Role
from bot.domain.charter import (
    GUEST_FIELDS,
    BookingId,
    CancelledBy,
    Change,
    ChangeKind,
    Charter,
    CrewId,
    Operator,
    Seat,
    Trip,
)
from bot.domain.errors import Rejected

CHANGES_KEPT = 30
"""How many versions the record itself tells about; the audit trail keeps all."""

Places = Sequence[tuple[CrewId, Role]]


def book(
    booking_id: BookingId,
    trip: Trip,
    places: Places,
    *,
    agreed: bool,
    draft_id: str,
    by: Operator,
    now: dt.datetime,
) -> Charter:
    """The first version. `agreed`: everybody already told the operator yes; otherwise they are asked."""
    return Charter(
        booking_id=booking_id,
        version=1,
        status="booked",
        trip=trip,
        seats=tuple(
            Seat(crew_id=crew_id, role=role, asked_version=1, asked_at=now, agreed_with=by.name if agreed else None)
            for crew_id, role in places
        ),
        asked_version=1,
        asked_at=now,
        operator=by.user,
        draft_id=draft_id,
        changes=(Change(version=1, kind="booked", by=by.user, by_name=by.name, at=now),),
    )


def edit(charter: Charter, trip: Trip, *, by: Operator, now: dt.datetime) -> Charter:
    """The charter with another trip. Who is asked again follows from what changed."""
    _require_booked(charter)
    if charter.forgotten_at is not None and any(getattr(trip, name) is not None for name in GUEST_FIELDS):
        raise Rejected(
            "is_forgotten",
            f"The guest of {charter.booking_id} was erased. Please leave name, phone, e-mail, note and pick-up empty.",
        )
    if trip == charter.trip:
        raise Rejected("nothing_changed", "Nothing was changed, so nothing was sent.")
    asks_again = _asks_again(charter.trip, trip)
    return _next(
        charter,
        kind="moved" if asks_again else "edited",
        by=by,
        now=now,
        fields=tuple(name for name in Trip.model_fields if getattr(trip, name) != getattr(charter.trip, name)),
        trip=trip,
        everybody_asked=asks_again,
    )


def reassign(charter: Charter, places: Places, *, by: Operator, now: dt.datetime) -> Charter:
    """The charter with other people. Those who stay in the same role keep their answer."""
    _require_booked(charter)
    before = {seat.crew_id: seat for seat in charter.seats}
    if [(seat.crew_id, seat.role) for seat in charter.seats] == list(places):
        raise Rejected("nothing_changed", "Nothing was changed, so nothing was sent.")
    version = charter.version + 1
    seats = tuple(
        before[crew_id]
        if crew_id in before and before[crew_id].role == role
        else Seat(crew_id=crew_id, role=role, asked_version=version, asked_at=now)
        for crew_id, role in places
    )
    return _next(charter, kind="reassigned", by=by, now=now, seats=seats)


def ask_again(charter: Charter, people: Collection[str], *, by: Operator, now: dt.datetime) -> Charter:
    """The charter with a fresh call to some of its people; an answer they gave before no longer counts."""
    _require_booked(charter)
    chosen = tuple(seat.crew_id for seat in charter.seats if seat.crew_id in people)
    if not chosen:
        raise Rejected("nobody_chosen", "Nobody was chosen, so nobody was asked.", field="people")
    fresh = {"asked_version": charter.version + 1, "asked_at": now, "agreed_with": None}
    seats = tuple(seat.model_copy(update=fresh) if seat.crew_id in chosen else seat for seat in charter.seats)
    return _next(charter, kind="asked_again", by=by, now=now, seats=seats, people=chosen)


def cancel(charter: Charter, cancelled_by: CancelledBy, *, by: Operator, now: dt.datetime) -> Charter:
    _require_booked(charter)
    changed = _next(charter, kind="cancelled", by=by, now=now)
    return changed.model_copy(
        update={"status": "cancelled", "cancelled_by": cancelled_by, "asked_version": changed.version, "asked_at": now}
    )


def reopen(charter: Charter, *, by: Operator, now: dt.datetime) -> Charter:
    """A cancelled charter that takes place after all: everybody is asked anew."""
    if charter.status != "cancelled":
        raise Rejected("not_cancelled", f"{charter.booking_id} is not cancelled, so there is nothing to reopen.")
    changed = _next(charter, kind="reopened", by=by, now=now, everybody_asked=True)
    return changed.model_copy(update={"status": "booked", "cancelled_by": None})


def _next(
    charter: Charter,
    *,
    kind: ChangeKind,
    by: Operator,
    now: dt.datetime,
    fields: tuple[str, ...] = (),
    trip: Trip | None = None,
    seats: tuple[Seat, ...] | None = None,
    people: tuple[CrewId, ...] = (),
    everybody_asked: bool = False,
) -> Charter:
    version = charter.version + 1
    kept = charter.seats if seats is None else seats
    asked = {"asked_version": version, "asked_at": now}
    change = Change(
        version=version,
        kind=kind,
        by=by.user,
        by_name=by.name,
        at=now,
        fields=fields,
        was=charter.hours,
        people=people,
    )
    return charter.model_copy(
        update={
            "version": version,
            "trip": trip or charter.trip,
            "seats": tuple(s.model_copy(update={**asked, "agreed_with": None}) for s in kept)
            if everybody_asked
            else kept,
            "changes": (*charter.changes, change)[-CHANGES_KEPT:],
            **(asked if everybody_asked else {}),
        }
    )


def _asks_again(old: Trip, new: Trip) -> bool:
    """Boat, date, hours, call time (which follows from the start) and dock are what people plan by."""
    return (old.boat, old.start_at, old.end_at, old.dock) != (new.boat, new.start_at, new.end_at, new.dock)


def _require_booked(charter: Charter) -> None:
    if charter.status == "cancelled":
        raise Rejected("is_cancelled", f"{charter.booking_id} is cancelled. Nothing was changed.")
