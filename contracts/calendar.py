"""JADA internal calendar API: ``POST /calendar``, ``PUT`` and ``DELETE /calendar/{id}``, ``GET /calendar?from=&to=``.

Header ``X-Dashboard-Token``; optional ``Idempotency-Key``. Errors are problem JSON (`contracts.problems`).
"""

import datetime as dt

from pydantic import AwareDatetime, BaseModel, ConfigDict, Field

from contracts.ids import BookingId, CrewId


class CalendarEntryBody(BaseModel):
    """What a caller sends. ``date`` to ``captain`` are the original format; the rest is optional."""

    model_config = ConfigDict(extra="ignore", frozen=True)

    date: dt.date
    event_name: str = Field(min_length=1, max_length=200)
    crew: tuple[CrewId, ...] = ()
    captain: CrewId | None = None
    start_at: AwareDatetime | None = None
    end_at: AwareDatetime | None = None
    notes: str | None = Field(default=None, max_length=4000)
    booking_id: BookingId | None = None
    version: int | None = Field(default=None, ge=1)
    """The charter's version. A write with a lower one than the entry holds changes nothing."""


class CalendarEntry(CalendarEntryBody):
    """What the calendar holds and answers with."""

    id: str


class CalendarEntries(BaseModel):
    entries: tuple[CalendarEntry, ...]
