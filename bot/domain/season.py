"""What lists look at: a stretch of days, and what stands in the calendar besides charters."""

import datetime as dt
import re
from collections.abc import Iterable
from typing import NamedTuple
from zoneinfo import ZoneInfo

from pydantic import AwareDatetime, BaseModel, ConfigDict

from bot.domain.boat import Boat, Fleet
from bot.domain.charter import Charter, SlackUser
from bot.domain.docket import Docket, Scene
from bot.domain.errors import Rejected
from bot.domain.forms import LONGEST_TRIP

WEEK = dt.timedelta(days=7)
_DAY = dt.timedelta(days=1)
_MONTH = re.compile(r"20\d\d-(0[1-9]|1[0-2])")
_DATE = re.compile(r"20\d\d-\d\d-\d\d")


class Span(NamedTuple):
    """Days, the first and the last included."""

    first: dt.date
    last: dt.date

    def from_at(self, zone: ZoneInfo) -> dt.datetime:
        return dt.datetime.combine(self.first, dt.time(0), zone)

    def to_at(self, zone: ZoneInfo) -> dt.datetime:
        """The first moment after the span."""
        return dt.datetime.combine(self.last + _DAY, dt.time(0), zone)


def span_of(words: str, today: dt.date) -> Span:
    """The days that ``/charter list …`` asks for; nothing means the next seven. Raises `Rejected`."""
    wanted = words.strip().lower()
    if wanted == "today":
        return Span(today, today)
    if wanted in ("", "week"):
        return Span(today, today + WEEK - _DAY)
    if wanted == "month":
        return _month(today)
    if _MONTH.fullmatch(wanted):
        return _month(dt.date.fromisoformat(f"{wanted}-01"))
    if _DATE.fullmatch(wanted):
        return _week_from(wanted)
    raise Rejected("unknown_days", "I can list today, week, month, or a month such as 2026-06.")


def _week_from(wanted: str) -> Span:
    try:
        first = dt.date.fromisoformat(wanted)
    except ValueError:
        raise Rejected("unknown_days", f"There is no day {wanted}. Write it like 2026-06-15.") from None
    return Span(first, first + WEEK - _DAY)


def _month(day: dt.date) -> Span:
    first = day.replace(day=1)
    return Span(first, (first + dt.timedelta(days=32)).replace(day=1) - _DAY)


class Search(NamedTuple):
    """Where charters under way in a span are found: months of departure in the boats' zones, and between when."""

    months: tuple[str, ...]
    from_at: dt.datetime
    to_at: dt.datetime


def search_of(span: Span, fleet: Fleet) -> Search:
    """Looks back as far as a trip can last: one that started before may still be under way."""
    zones = {boat.zone for boat in fleet.values()}
    from_at = min(span.from_at(zone) for zone in zones) - LONGEST_TRIP
    to_at = max(span.to_at(zone) for zone in zones)
    last = to_at - dt.timedelta(microseconds=1)
    months = {month for zone in zones for month in _months(from_at.astimezone(zone), last.astimezone(zone))}
    return Search(tuple(sorted(months)), from_at, to_at)


def _months(first: dt.datetime, last: dt.datetime) -> Iterable[str]:
    year, month = first.year, first.month
    while (year, month) <= (last.year, last.month):
        yield f"{year:04}-{month:02}"
        year, month = (year, month + 1) if month < 12 else (year + 1, 1)


def departure_month(charter: Charter, boat: Boat) -> str:
    """``2026-05``, at the boat: what charters are listed by."""
    return charter.trip.start_at.astimezone(boat.zone).strftime("%Y-%m")


class Found(NamedTuple):
    """Charters by departure; `complete` is False where there was more to read than a list may read."""

    dockets: tuple[Docket, ...]
    complete: bool = True


class Listing(NamedTuple):
    """What a list shows: the charters under way in its days, the next first."""

    span: Span
    scenes: tuple[Scene, ...]
    complete: bool = True


def within(scenes: Iterable[Scene], span: Span) -> tuple[Scene, ...]:
    """Those under way at some moment of the span, each in the zone of its boat, by departure."""
    trips = [
        scene
        for scene in scenes
        if scene.docket.charter.trip.end_at > span.from_at(scene.boat.zone)
        and scene.docket.charter.trip.start_at < span.to_at(scene.boat.zone)
    ]
    return tuple(sorted(trips, key=lambda scene: scene.docket.charter.trip.start_at))


class OtherEntry(BaseModel):
    """An entry of the calendar that is not a charter: a haul-out, the owner aboard, an errand."""

    model_config = ConfigDict(frozen=True)

    title: str
    date: dt.date
    start_at: AwareDatetime | None = None
    end_at: AwareDatetime | None = None

    def days(self, zone: ZoneInfo) -> Span:
        """The days it touches at the boat."""
        first = self.start_at.astimezone(zone).date() if self.start_at else self.date
        if self.end_at is None:
            return Span(first, first)
        return Span(first, max(first, (self.end_at.astimezone(zone) - dt.timedelta(microseconds=1)).date()))


class Viewer(NamedTuple):
    """Somebody whose Home tab is kept up to date. Times are real, in seconds since 1970."""

    user: SlackUser
    drawn_seconds: float | None
    """When what is drawn there now was begun to be gathered."""
