"""An entry as the table holds it, and which change a write makes to it. Pure functions of values."""

import datetime as dt
from collections.abc import Mapping
from typing import Self

from pydantic import AwareDatetime, BaseModel, ConfigDict

from contracts.calendar import CalendarEntry, CalendarEntryBody
from contracts.ids import CrewId


class EntryRow(BaseModel):
    """A calendar entry, or the tombstone of one (no ``body``)."""

    model_config = ConfigDict(frozen=True)

    id: str
    version: int | None
    revision: int
    """Rises with every write of the row; writes are conditioned on it."""
    body: CalendarEntryBody | None
    changed_at: AwareDatetime
    """When what it says last changed."""
    gone: CalendarEntryBody | None = None
    """What a tombstone was, without the guest: feeds say for some weeks that it is cancelled."""
    left: Mapping[CrewId, AwareDatetime] = {}
    """Who was on it and no longer is, since when."""

    @classmethod
    def first(cls, entry_id: str, body: CalendarEntryBody, now: dt.datetime) -> Self:
        return cls(id=entry_id, version=body.version, revision=1, body=body, changed_at=now)

    def written(self, body: CalendarEntryBody | None, version: int | None, now: dt.datetime) -> "EntryRow":
        """The row after a write; one without a version leaves the version that stands."""
        gone = None if body else self.gone or (self.body and _faceless(self.body))
        before, after = aboard(self.body or self.gone), aboard(body or gone)
        stayed_away = {crew_id: at for crew_id, at in self.left.items() if crew_id not in after}
        return EntryRow(
            id=self.id,
            version=version or self.version,
            revision=self.revision + 1,
            body=body,
            changed_at=self.changed_at if body == self.body else now,
            gone=gone,
            left=stayed_away | dict.fromkeys(before - after, now),
        )

    def to_entry(self) -> CalendarEntry | None:
        if self.body is None:
            return None
        return CalendarEntry(**{**dict(self.body), "id": self.id, "version": self.version})


def aboard(body: CalendarEntryBody | None) -> frozenset[CrewId]:
    """Everybody who is on an entry."""
    if body is None:
        return frozenset()
    return frozenset((*body.crew, *((body.captain,) if body.captain else ())))


def put(held: EntryRow, body: CalendarEntryBody, now: dt.datetime) -> EntryRow:
    """``PUT``: an older version changes nothing; a deleted entry comes back only by a higher one."""
    if held.body is None:
        return held.written(body, body.version, now) if _is_higher(body.version, held) else held
    return held if _is_lower(body.version, held) else held.written(body, body.version, now)


def post_again(held: EntryRow, body: CalendarEntryBody, now: dt.datetime) -> EntryRow:
    """``POST`` of a booking that is on file: a higher version is an update, anything else finds what is there."""
    return held.written(body, body.version, now) if _is_higher(body.version, held) else held


def delete(held: EntryRow, version: int | None, now: dt.datetime) -> EntryRow:
    """``DELETE``: an older version changes nothing; a tombstone remembers the highest."""
    if _is_lower(version, held) or (held.body is None and not _is_higher(version, held)):
        return held
    return held.written(None, version, now)


def _faceless(body: CalendarEntryBody) -> CalendarEntryBody:
    return body.model_copy(update={"guest": None, "party_size": None, "notes": None})


def months(first: dt.date, last: dt.date) -> list[str]:
    """The months that a span of days touches, as ``YYYY-MM``."""
    count = (last.year - first.year) * 12 + last.month - first.month + 1
    counted = [divmod(first.month - 1 + offset, 12) for offset in range(count)]
    return [f"{first.year + years:04}-{month + 1:02}" for years, month in counted]


def _is_lower(version: int | None, held: EntryRow) -> bool:
    return version is not None and held.version is not None and version < held.version


def _is_higher(version: int | None, held: EntryRow) -> bool:
    return version is not None and version > (held.version or 0)
