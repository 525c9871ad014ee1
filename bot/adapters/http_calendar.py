"""JADA's internal calendar, over its API."""

import datetime as dt
from dataclasses import dataclass

from bot.adapters.http_api import HttpApi, Refused
from bot.adapters.idempotency import idempotency_key
from bot.domain.block import is_block
from bot.domain.errors import Fatal
from bot.domain.outcomes import CalendarEntry
from bot.domain.season import OtherEntry
from contracts.calendar import CalendarEntries, CalendarEntryBody
from contracts.calendar import CalendarEntry as StoredEntry
from contracts.ids import row_id_of


@dataclass(frozen=True)
class HttpCalendar:
    api: HttpApi

    def apply(self, entry: CalendarEntry, version: int, known_id: str | None) -> str | None:
        entry_id = known_id or row_id_of(entry.booking_id)
        if not entry.present:
            self._delete(entry_id, version)
            return known_id
        body = _body(entry, version)
        key = idempotency_key(entry.booking_id, "calendar", version, body)
        stored = self._put(entry_id, body, key) if known_id else None
        if stored is None:
            stored = self.api.call("POST", "/calendar", StoredEntry, body=body, idempotency_key=key)
        if stored.version is not None and stored.version > version:
            raise Fatal(self.api.system, f"it holds a later version, {stored.version}")
        return stored.id

    def others(self, first: dt.date, last: dt.date) -> tuple[OtherEntry, ...]:
        days = f"from={first.isoformat()}&to={last.isoformat()}"
        stored = self.api.call("GET", f"/calendar?{days}", CalendarEntries)
        return tuple(
            OtherEntry(title=entry.event_name, date=entry.date, start_at=entry.start_at, end_at=entry.end_at)
            for entry in stored.entries
            if entry.booking_id is None or is_block(entry.booking_id)
        )

    def _put(self, entry_id: str, body: CalendarEntryBody, key: str) -> StoredEntry | None:
        """The entry, or None if it has vanished."""
        try:
            return self.api.call("PUT", f"/calendar/{entry_id}", StoredEntry, body=body, idempotency_key=key)
        except Refused as refused:
            if refused.code != "not_found":
                raise
            return None

    def _delete(self, entry_id: str, version: int) -> None:
        """Also where the id never came back: a call that created the entry may have been cut off."""
        try:
            self.api.send("DELETE", f"/calendar/{entry_id}", params={"version": str(version)})
        except Refused as refused:
            if refused.code != "not_found":
                raise


def _body(entry: CalendarEntry, version: int) -> CalendarEntryBody:
    return CalendarEntryBody(
        date=entry.date,
        event_name=entry.title,
        crew=entry.crew,
        captain=entry.captain,
        start_at=entry.start_at,
        end_at=entry.end_at,
        notes=entry.notes,
        booking_id=entry.booking_id,
        version=version,
    )
