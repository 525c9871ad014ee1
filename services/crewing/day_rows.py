"""What the crew writes down on the day: ticks of the checklist, the safety announcement, the head count.

Each belongs to the trip as it was to begin, and where: a moved trip starts with an empty list.
"""

import datetime as dt
from collections.abc import Mapping
from typing import Any

from pydantic import AwareDatetime, BaseModel, ConfigDict

from contracts.ids import BookingId, CrewId
from contracts.scc import Briefing, EventBody, HeadCount

TICK = "tick."
"""In front of an item's name, as the attribute that holds its tick."""


class Tick(BaseModel):
    """Whether one line of the checklist is done, and when that was said."""

    model_config = ConfigDict(frozen=True)

    done: bool
    ticked_at: AwareDatetime

    def to_text(self) -> str:
        """Sorts by the moment: the later of two is the greater."""
        return f"{_sortable(self.ticked_at)} {'done' if self.done else 'open'}"

    @classmethod
    def from_text(cls, text: str) -> "Tick":
        moment, _, word = text.partition(" ")
        return cls(done=word == "done", ticked_at=dt.datetime.fromisoformat(moment))


class _Row(BaseModel):
    model_config = ConfigDict(frozen=True, extra="ignore", hide_input_in_errors=True)

    event_id: str
    trip: str


class TicksRow(_Row):
    """One person's list; a tick an attribute, so that each is written by itself."""

    crew_id: CrewId
    ticks: Mapping[str, Tick] = {}

    @classmethod
    def from_item(cls, item: Mapping[str, Any]) -> "TicksRow":
        ticks = {name.removeprefix(TICK): Tick.from_text(held) for name, held in item.items() if name.startswith(TICK)}
        return cls(event_id=item["event_id"], trip=item["trip"], crew_id=item["crew_id"], ticks=ticks)


class BriefingRow(_Row):
    """The safety announcement of one trip; the latest stands."""

    booking_id: BookingId | None = None
    by: CrewId
    held_at: AwareDatetime

    def to_item(self) -> dict[str, Any]:
        return _item(self, "briefing", self.held_at)

    def to_briefing(self) -> Briefing:
        return Briefing(by=self.by, held_at=self.held_at)


class HeadCountRow(_Row):
    """How many guests are aboard; the latest count stands."""

    booking_id: BookingId | None = None
    people: int
    by: CrewId
    counted_at: AwareDatetime

    def to_item(self) -> dict[str, Any]:
        return _item(self, "head_count", self.counted_at)

    def to_head_count(self) -> HeadCount:
        return HeadCount(people=self.people, by=self.by, counted_at=self.counted_at)


def trip_of(body: EventBody) -> str:
    """The trip to which what is written down belongs: when it begins, and on which boat."""
    begins = f"{body.start_at.astimezone(dt.UTC):%Y-%m-%dT%H:%MZ}" if body.start_at else body.event_date.isoformat()
    return f"{begins}#{body.boat or body.boat_name or ''}"


def ticks_key(event_id: str, crew_id: str, trip: str) -> dict[str, str]:
    return {"pk": f"EVENT#{event_id}", "sk": f"TICKS#{crew_id}#{trip}"}


def _item(row: BriefingRow | HeadCountRow, kind: str, at: dt.datetime) -> dict[str, Any]:
    key = {"pk": f"EVENT#{row.event_id}", "sk": f"{kind.upper()}#{row.trip}"}
    return {**key, "kind": kind, **row.model_dump(mode="json", exclude_none=True), "said_at": _sortable(at)}


def _sortable(moment: dt.datetime) -> str:
    return moment.astimezone(dt.UTC).isoformat(timespec="microseconds")
