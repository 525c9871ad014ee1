"""JADA's internal calendar, over its API."""

from dataclasses import dataclass

from bot.adapters.http_api import HttpApi
from bot.adapters.idempotency import idempotency_key
from bot.domain.outcomes import CalendarEntry
from contracts.calendar import CalendarEntry as StoredEntry
from contracts.calendar import CalendarEntryBody


@dataclass(frozen=True)
class HttpCalendar:
    api: HttpApi

    def apply(self, entry: CalendarEntry, version: int, known_id: str | None) -> str:
        body = _body(entry, version).model_dump(mode="json", exclude_none=True)
        key = idempotency_key(entry.booking_id, "calendar", version, body)
        if known_id is None:
            # Also before a delete: the call that created the entry may have been cut off before its id came back.
            created = self.api.call("POST", "/calendar", body=body, idempotency_key=key)
            known_id = StoredEntry.model_validate(created).id
            if entry.present:
                return known_id
        if entry.present:
            self.api.call("PUT", f"/calendar/{known_id}", body=body, idempotency_key=key)
        else:
            self.api.call("DELETE", f"/calendar/{known_id}", params={"version": str(version)})
        return known_id


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
