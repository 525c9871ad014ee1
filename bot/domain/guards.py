"""Guard rows: one per boat or person and UTC day, which is what makes two overlapping charters impossible.

A guard holds the stretches of time that charters occupy that day. Whoever writes a charter writes its guards in the
same transaction, each on the condition that nobody changed it since it was read.
"""

import datetime as dt
from collections.abc import Iterable, Mapping
from typing import NamedTuple

from pydantic import AwareDatetime, BaseModel, ConfigDict

from bot.domain.boat import Boat
from bot.domain.charter import BookingId, Charter


class GuardKey(NamedTuple):
    kind: str
    """``boat`` or ``crew``."""
    name: str
    day: dt.date


class Slot(BaseModel):
    """From when until when a charter occupies a boat or a person."""

    model_config = ConfigDict(frozen=True)

    from_at: AwareDatetime
    to_at: AwareDatetime


class Guard(BaseModel):
    model_config = ConfigDict(frozen=True)

    slots: Mapping[BookingId, Slot] = {}
    revision: int = 0
    """Counts the writes; 0 for a guard nobody has written yet."""


class Overlap(NamedTuple):
    key: GuardKey
    booking_id: BookingId
    slot: Slot


def slots_of(charter: Charter | None, boat: Boat | None) -> dict[GuardKey, Slot]:
    """What a charter occupies: the boat until it is turned around, each person from call time to the end."""
    if charter is None or boat is None or charter.status == "cancelled":
        return {}
    trip = charter.trip
    aboard = Slot(from_at=trip.start_at - boat.call_before, to_at=trip.end_at)
    turned_around = Slot(from_at=trip.start_at, to_at=trip.end_at + boat.turnaround)
    return {
        GuardKey(kind, name, day): slot
        for kind, name, slot in (
            ("boat", str(boat.key), turned_around),
            *(("crew", str(seat.crew_id), aboard) for seat in charter.seats),
        )
        for day in _days(slot)
    }


def overlaps(
    wanted: Mapping[GuardKey, Slot], guards: Mapping[GuardKey, Guard], booking_id: BookingId
) -> Iterable[Overlap]:
    """The charters of others that occupy what this one wants."""
    for key, slot in wanted.items():
        for other_id, other in guards.get(key, Guard()).slots.items():
            if other_id != booking_id and other.from_at < slot.to_at and slot.from_at < other.to_at:
                yield Overlap(key, other_id, other)


def rewritten(
    guards: Mapping[GuardKey, Guard], keys: Iterable[GuardKey], wanted: Mapping[GuardKey, Slot], booking_id: BookingId
) -> dict[GuardKey, Guard]:
    """The guards as they stand once this charter occupies exactly what it wants."""
    result = {}
    for key in keys:
        guard = guards.get(key, Guard())
        others = {other: slot for other, slot in guard.slots.items() if other != booking_id}
        slots = {**others, booking_id: wanted[key]} if key in wanted else others
        if slots != guard.slots:
            result[key] = Guard(slots=slots, revision=guard.revision + 1)
    return result


def _days(slot: Slot) -> Iterable[dt.date]:
    day = slot.from_at.astimezone(dt.UTC).date()
    last = slot.to_at.astimezone(dt.UTC).date()
    while day <= last:
        yield day
        day += dt.timedelta(days=1)
