"""JADA's internal calendar, over its API."""

import datetime as dt
from dataclasses import dataclass

from bot.adapters.http_api import HttpApi, Refused
from bot.adapters.idempotency import idempotency_key
from bot.domain.block import is_block
from bot.domain.errors import Fatal
from bot.domain.feeds import Feed
from bot.domain.outcomes import CalendarEntry
from bot.domain.season import OtherEntry
from contracts.calendar import CalendarEntries, CalendarEntryBody, EntryPerson, FeedBody, feed_hash
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
        stored = self._put(entry_id, body) if known_id else None
        if stored is None:
            key = idempotency_key(entry.booking_id, "calendar", version, body)
            stored = self.api.call("POST", "/calendar", StoredEntry, body=body, idempotency_key=key)
            if stored.version == version and not _says(stored, body):
                stored = self._put(stored.id, body) or stored
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

    def put_feed(self, feed: Feed) -> None:
        body = FeedBody(crew_id=feed.crew_id, secret_hash=feed_hash(feed.secret))
        self.api.send("PUT", f"/calendar/feeds/{feed.feed_id}", body=body)

    def end_feed(self, feed_id: str) -> None:
        self.api.send("DELETE", f"/calendar/feeds/{feed_id}")

    def _put(self, entry_id: str, body: CalendarEntryBody) -> StoredEntry | None:
        """The entry, or None if it has vanished.

        Without a key: an answer taken back and given again within one version is the same body, and must be written.
        """
        try:
            return self.api.call("PUT", f"/calendar/{entry_id}", StoredEntry, body=body)
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


def _says(stored: StoredEntry, body: CalendarEntryBody) -> bool:
    """Whether a POST that found an entry of the same version found what it was to bring."""
    return CalendarEntryBody.model_validate(stored.model_dump()) == body


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
        timezone=entry.timezone,
        boat_name=entry.boat_name,
        dock=entry.dock,
        place=entry.place,
        call_at=entry.call_at,
        guest=entry.guest,
        party_size=entry.party_size,
        people=tuple(EntryPerson.model_validate(person.model_dump()) for person in entry.people),
    )
