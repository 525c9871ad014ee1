"""JADA internal calendar API: ``POST /calendar``, ``PUT`` and ``DELETE /calendar/{id}``, ``GET /calendar?from=&to=``.

Header ``X-Dashboard-Token``; optional ``Idempotency-Key``. Errors are problem JSON (`contracts.problems`).
"""

from pydantic import BaseModel, ConfigDict, Field

from contracts.ids import BookingId, CrewId, Version
from contracts.times import Day, Moment


class CalendarEntryBody(BaseModel):
    """What a caller sends. ``date`` to ``captain`` are the original format; the rest is optional."""

    model_config = ConfigDict(extra="ignore", frozen=True, hide_input_in_errors=True)

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


class CalendarEntry(CalendarEntryBody):
    """What the calendar holds and answers with."""

    id: str


class CalendarEntries(BaseModel):
    entries: tuple[CalendarEntry, ...]
