"""What one person's Home tab is drawn from."""

import datetime as dt
from typing import NamedTuple

from bot.domain.boat import Boat, Fleet
from bot.domain.charter import CrewMember
from bot.domain.docket import Scene
from bot.domain.draft import Draft
from bot.domain.season import Listing, OtherEntry, Span

OFFICE_DAYS = dt.timedelta(days=14)
CREW_DAYS = dt.timedelta(days=21)
"""With the longest trip before them, never more than two months of departure."""


class Office(NamedTuple):
    """What operators see: the fortnight, what else stands in the calendar (None: it did not answer), and drafts."""

    listing: Listing
    others: tuple[OtherEntry, ...] | None
    drafts: tuple[Draft, ...] = ()
    """Reviews that this operator closed within the last day, the latest first."""


class Own(NamedTuple):
    """What a person of the crew sees: the charters they are on, the next first."""

    member: CrewMember
    scenes: tuple[Scene, ...]


class Home(NamedTuple):
    now: dt.datetime
    fleet: Fleet
    office: Office | None = None
    own: Own | None = None


def home_boat(fleet: Fleet) -> Boat:
    """Whose zone says what "today" is to the office."""
    return next(iter(fleet.values()))


def days_from(today: dt.date, length: dt.timedelta) -> Span:
    return Span(today, today + length - dt.timedelta(days=1))
