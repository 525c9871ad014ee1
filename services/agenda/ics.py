"""A calendar file (RFC 5545) made of entries. Pure functions of values; the same values make the same bytes."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from typing import Literal
from zoneinfo import ZoneInfo

import icalendar

from language import times

PRODUCT = "-//Charter Bot//Charters//EN"
Status = Literal["TENTATIVE", "CONFIRMED", "CANCELLED"]
Method = Literal["PUBLISH", "CANCEL"]


@dataclass(frozen=True)
class Entry:
    """One event. Whoever reads a higher `sequence` under the same `uid` replaces what they held."""

    uid: str
    sequence: int
    changed_at: dt.datetime
    start: dt.datetime | dt.date
    """A date where no time is known: the whole day."""
    end: dt.datetime | dt.date
    """The first moment, or day, after it."""
    zone: str | None
    """IANA name; without one the times stand in UTC."""
    title: str
    where: str | None
    lines: tuple[str, ...]
    status: Status


def uid_of(row_id: str) -> str:
    """By the id that a booking's calendar entry and crew event share (`contracts.ids.row_id_of`)."""
    return f"{row_id}@crew.charter"


def calendar_file(
    entries: Sequence[Entry],
    *,
    method: Method = "PUBLISH",
    name: str | None = None,
    refresh: dt.timedelta | None = None,
    organizer: str | None = None,
) -> str:
    """`name` and `refresh` are what a subscribed calendar is called and how often it is asked for.

    `organizer` is a mail address; iTIP wants one in what is mailed (RFC 5546 §3.2.1, §3.2.5).
    """
    calendar = icalendar.Calendar()
    calendar.add("prodid", PRODUCT)
    calendar.add("version", "2.0")
    calendar.add("calscale", "GREGORIAN")
    calendar.add("method", method)
    if name is not None:
        calendar.add("x-wr-calname", name)
        calendar.add("name", name)
    if refresh is not None:
        calendar.add("refresh-interval", refresh, parameters={"value": "DURATION"})
        calendar.add("x-published-ttl", icalendar.vDuration(refresh))
    for zone in _zones(entries):
        calendar.add_component(zone)
    for entry in entries:
        calendar.add_component(_event(entry, organizer))
    return str(calendar.to_ical(), "utf-8")


def _event(entry: Entry, organizer: str | None) -> icalendar.Event:
    event = icalendar.Event()
    event.add("uid", entry.uid)
    event.add("sequence", entry.sequence)
    event.add("dtstamp", entry.changed_at.astimezone(dt.UTC))
    event.add("last-modified", entry.changed_at.astimezone(dt.UTC))
    event.add("dtstart", _told(entry.start, entry.zone))
    event.add("dtend", _told(entry.end, entry.zone))
    event.add("summary", times.plain(entry.title))
    if entry.where:
        event.add("location", times.plain(entry.where))
    event.add("description", "\n".join(map(times.plain, entry.lines)))
    event.add("status", entry.status)
    event.add("transp", "TRANSPARENT" if entry.status == "CANCELLED" else "OPAQUE")
    if organizer is not None:
        event.add("organizer", f"mailto:{organizer}")
    return event


def _told(moment: dt.datetime | dt.date, zone: str | None) -> dt.datetime | dt.date:
    if not isinstance(moment, dt.datetime):
        return moment
    return moment.astimezone(ZoneInfo(zone) if zone else dt.UTC)


def _zones(entries: Sequence[Entry]) -> list[icalendar.Timezone]:
    years: dict[str, set[int]] = {}
    for entry in entries:
        if entry.zone and isinstance(entry.start, dt.datetime):
            years.setdefault(entry.zone, set()).update((entry.start.year, entry.end.year))
    return [_zone(name, min(found), max(found)) for name, found in sorted(years.items())]


@cache
def _zone(name: str, first_year: int, last_year: int) -> icalendar.Timezone:
    """The clock changes around these years; all since 1970 would be longer than the events."""
    return icalendar.Timezone.from_tzid(
        name, first_date=dt.date(first_year - 1, 1, 1), last_date=dt.date(last_year + 2, 1, 1)
    )
