"""When the crew page shows what of the day. Pure functions of values."""

import datetime as dt
from dataclasses import dataclass
from zoneinfo import ZoneInfo

from contracts.scc import EventBody
from drawing.tide import Span
from services.crewing.facts import ONLY_BOAT, zone_of
from services.crewing.rows import Told
from services.scc.conditions.boats import all_waters

DAY = dt.timedelta(days=1)
OPEN_AFTER = DAY
"""So long after the end the lists can still be filled in."""
OUTLOOK_AHEAD = dt.timedelta(days=7)
"""As far as a forecast reaches."""


@dataclass(frozen=True)
class DayHours:
    zone: dt.tzinfo
    trip: Span | None
    """None where no hours are known."""
    call_at: dt.datetime | None
    opens_at: dt.datetime
    """Midnight before the day before the crew comes aboard."""
    closes_at: dt.datetime

    def are_open(self, now: dt.datetime) -> bool:
        return self.opens_at <= now < self.closes_at

    def have_begun(self, now: dt.datetime) -> bool:
        """Whether the crew has been called aboard and the trip is not over."""
        return self.trip is not None and self.call_at is not None and self.call_at <= now < self.trip.end_at

    def have_an_outlook(self, now: dt.datetime) -> bool:
        return self.trip is not None and self.trip.start_at - OUTLOOK_AHEAD <= now < self.trip.end_at


def day_hours(body: EventBody) -> DayHours:
    told, zone = Told.of(body), day_zone(body)
    trip = Span(told.start_at, told.end_at) if told.start_at and told.end_at else None
    midnight = dt.datetime.combine(body.event_date, dt.time(), zone)
    aboard = told.call_at.astimezone(zone) if told.call_at else midnight
    before = aboard.date() - DAY
    ends_at = trip.end_at if trip else midnight + DAY
    return DayHours(
        zone=zone,
        trip=trip,
        call_at=told.call_at,
        opens_at=dt.datetime.combine(before, dt.time(), zone),
        closes_at=ends_at + OPEN_AFTER,
    )


def boat_key(body: EventBody) -> str:
    """In ``boats.toml``, where it is one."""
    return body.boat or ONLY_BOAT.lower()


def day_zone(body: EventBody) -> dt.tzinfo:
    """The zone of the event; that of its boat where the event tells no hours."""
    waters = all_waters().get(boat_key(body))
    if body.timezone is None and body.start_at is None and waters:
        return ZoneInfo(waters.timezone)
    return zone_of(body)
