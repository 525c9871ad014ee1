"""JADA internal calendar API: ``POST /calendar``, ``PUT`` and ``DELETE /calendar/{id}``, ``GET /calendar?from=&to=``.

Header ``X-Dashboard-Token``; optional ``Idempotency-Key``. Errors are problem JSON (`contracts.problems`).

=====================================  =====================================================================
``PUT /calendar/feeds/{feed_id}``      204; body `FeedBody`; the feed has this address and no other from now on
``DELETE /calendar/feeds/{feed_id}``   204; the address leads nowhere any more
``GET /calendar/feed/{token}.ics``     the feed as iCalendar; needs no header: who knows the address may read it
=====================================  =====================================================================
"""

import hashlib
from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field, StringConstraints

from contracts.ids import BookingId, CrewId, Version
from contracts.times import Day, Moment, ZoneName


class _Frozen(BaseModel):
    model_config = ConfigDict(extra="ignore", frozen=True, hide_input_in_errors=True)


class EntryPerson(_Frozen):
    """One of the crew, with their answer to the charter as it stands."""

    crew_id: CrewId
    name: str = Field(min_length=1, max_length=100)
    role: Literal["captain", "crew"]
    answer: Literal["confirmed", "declined"] | None = None


class CalendarEntryBody(_Frozen):
    """What a caller sends. ``date`` to ``captain`` are the original format; the rest is optional."""

    date: Day
    event_name: str = Field(min_length=1, max_length=200)
    crew: tuple[CrewId, ...] = Field(default=(), max_length=20)
    captain: CrewId | None = None
    start_at: Moment | None = None
    end_at: Moment | None = None
    notes: str | None = Field(default=None, max_length=4000)
    booking_id: BookingId | None = None
    version: Version | None = None
    """The charter's version. A write with a lower one than the entry holds changes nothing."""
    boat_name: str | None = Field(default=None, max_length=100)
    dock: str | None = Field(default=None, max_length=300)
    call_at: Moment | None = None
    """When the crew is due on board."""
    timezone: ZoneName | None = None
    """The zone in which times are told to people."""
    place: str | None = Field(default=None, max_length=100)
    """Whose time that is, in words: "San Diego" is told as "San Diego time"."""
    guest: str | None = Field(default=None, max_length=200)
    """Feeds tell the first name only."""
    party_size: int | None = Field(default=None, ge=1, le=1000)
    people: tuple[EntryPerson, ...] = Field(default=(), max_length=20)
    """The same people as in ``captain`` and ``crew``, with names and answers."""


class CalendarEntry(CalendarEntryBody):
    """What the calendar holds and answers with."""

    id: str


class FeedBody(_Frozen):
    """Whose feed it is, and the SHA-256 (hex) of the secret in its address; the calendar never keeps the secret."""

    crew_id: CrewId | None = None
    """Whose charters it shows; everything on the calendar where it is not given."""
    secret_hash: Annotated[str, StringConstraints(pattern=r"^[0-9a-f]{64}$")]


FEED_TOKEN = r"(?P<feed_id>[A-Za-z0-9_-]{1,64})-(?P<secret>[0-9a-f]{40})"  # noqa: S105
"""What stands in a feed's address."""


def feed_path(feed_id: str, secret: str) -> str:
    """Where the feed is read; `secret` is 160 random bits in hex."""
    return f"/calendar/feed/{feed_id}-{secret}.ics"


def feed_hash(secret: str) -> str:
    return hashlib.sha256(secret.encode()).hexdigest()


class CalendarEntries(BaseModel):
    entries: tuple[CalendarEntry, ...]
