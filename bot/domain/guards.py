"""Guard rows: one per boat or person and UTC day, which is what makes two overlapping charters impossible.

A guard holds the stretches of time that charters occupy that day. Whoever writes a charter writes its guards in the
same transaction, each on the condition that nobody changed it since it was read.
"""

import datetime as dt
import hashlib
from collections.abc import Iterable, Mapping, Sequence
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
    note: str | None = None
    """Why a boat that is blocked does not sail."""


class Guard(BaseModel):
    model_config = ConfigDict(frozen=True)

    slots: Mapping[BookingId, Slot] = {}
    revision: int = 0
    """Counts the writes; 0 for a guard nobody has written yet."""


class Overlap(NamedTuple):
    """Another charter that occupies a boat or a person at the same time."""

    kind: str
    name: str
    booking_id: BookingId
    slot: Slot


class Override(NamedTuple):
    """Why an operator saves in spite of what they were shown."""

    shown: str
    """The name of the overlaps that stood in the form, by `name_of`."""
    reason: str


class Taken(Exception):
    """What a charter wants is occupied by others."""

    def __init__(self, overlaps: Sequence[Overlap]) -> None:
        super().__init__(", ".join(f"{overlap.name} by {overlap.booking_id}" for overlap in overlaps))
        self.overlaps = tuple(overlaps)


def slots_of(charter: Charter | None, boat: Boat | None) -> dict[GuardKey, Slot]:
    """What a charter occupies: the boat until it is turned around, each person from call time to the end."""
    if charter is None or boat is None or charter.status == "cancelled":
        return {}
    trip = charter.trip
    aboard = Slot(from_at=trip.start_at - boat.call_before, to_at=trip.end_at)
    taken = boat_slots(boat, trip.start_at, trip.end_at)
    for seat in charter.seats:
        taken |= slots_over("crew", seat.crew_id, aboard)
    return taken


def boat_slots(boat: Boat, start_at: dt.datetime, end_at: dt.datetime) -> dict[GuardKey, Slot]:
    """What a trip at these hours occupies of the boat."""
    turned_around = Slot(from_at=start_at, to_at=end_at + boat.turnaround)
    return slots_over("boat", boat.key, turned_around)


def slots_over(kind: str, name: str, slot: Slot) -> dict[GuardKey, Slot]:
    """The slot under the key of each UTC day it touches."""
    return {GuardKey(kind, name, day): slot for day in _days(slot)}


def overlaps(
    wanted: Mapping[GuardKey, Slot], guards: Mapping[GuardKey, Guard], booking_id: BookingId | None
) -> tuple[Overlap, ...]:
    """The charters of others that occupy what is wanted, each named once for a boat or person."""
    found = {
        Overlap(key.kind, key.name, other_id, other)
        for key, slot in wanted.items()
        for other_id, other in guards.get(key, Guard()).slots.items()
        if other_id != booking_id and other.from_at < slot.to_at and slot.from_at < other.to_at
    }
    return tuple(sorted(found, key=lambda overlap: (overlap.kind, overlap.slot.from_at, overlap.name)))


def name_of(overlaps: Sequence[Overlap]) -> str:
    """A short name: the same for the same overlaps, another one as soon as one is added or changes."""
    lines = sorted(f"{o.kind} {o.name} {o.booking_id} {o.slot.from_at} {o.slot.to_at}" for o in overlaps)
    return hashlib.sha256("\n".join(lines).encode()).hexdigest()[:16]


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
