"""What is read from a pasted booking text: frozen values, each with its place in the original."""

from __future__ import annotations

from datetime import datetime
from decimal import Decimal
from enum import StrEnum
from typing import Any, Literal

from pydantic import BaseModel, ConfigDict

Status = Literal["inquiry", "requested", "confirmed", "changed", "cancelled", "completed"]
Expect = Literal["accept", "review", "refuse"]
Value = str | int | float | bool | Decimal | datetime

FIELDS = (
    "booking_id",
    "guest_name",
    "guest_email",
    "guest_phone",
    "boat",
    "start_local",
    "end_local",
    "duration_hours",
    "party_size",
    "captain_included",
    "total_usd",
    "payout_usd",
    "pickup_location",
    "notes",
    "status",
)


class ProblemCode(StrEnum):
    """Everything a reading can be unsure of."""

    AMBIGUOUS_DATE = "ambiguous_date"
    AMBIGUOUS_TIME = "ambiguous_time"
    AMBIGUOUS_LOCAL_TIME = "ambiguous_local_time"
    NONEXISTENT_LOCAL_TIME = "nonexistent_local_time"
    YEAR_INFERRED = "year_inferred"
    DATE_WEEKDAY_MISMATCH = "date_weekday_mismatch"
    IMPOSSIBLE_DATE = "impossible_date"
    DATE_IN_PAST = "date_in_past"
    END_BEFORE_START = "end_before_start"
    MISSING_BOOKING_ID = "missing_booking_id"
    MISSING_GUEST_NAME = "missing_guest_name"
    MISSING_PARTY_SIZE = "missing_party_size"
    MISSING_END_TIME = "missing_end_time"
    CONFLICTING_VALUES = "conflicting_values"
    MULTIPLE_BOOKINGS = "multiple_bookings"
    CHANGE_OF_EXISTING = "change_of_existing"
    CANCELLED = "cancelled"
    NOT_CONFIRMED = "not_confirmed"
    INQUIRY_ONLY = "inquiry_only"
    REMINDER_ONLY = "reminder_only"
    PAYMENT_NOTICE_ONLY = "payment_notice_only"
    OTHER_PLATFORM = "other_platform"
    NOT_A_BOOKING = "not_a_booking"
    TOO_LONG = "too_long"
    EMPTY = "empty"


class _Frozen(BaseModel):
    model_config = ConfigDict(frozen=True)


class Found(_Frozen):
    """One value and the `words` it was read from: the original from `start` to `end`, beginning on `line` (from 1)."""

    value: Value
    start: int
    end: int
    line: int
    words: str
    why: str


class Problem(_Frozen):
    """Something a person must look at; ticking `confirm` or changing one of `fields` answers it."""

    code: ProblemCode
    fields: tuple[str, ...]
    sentence: str
    confirm: str


class Reading(_Frozen):
    """The facts of one pasted text; a fact that is not sure is None. Times are wall-clock times at the boat."""

    booking_id: str | None = None
    guest_name: str | None = None
    guest_email: str | None = None
    guest_phone: str | None = None
    boat: str | None = None
    start_local: datetime | None = None
    end_local: datetime | None = None
    duration_hours: float | None = None
    party_size: int | None = None
    captain_included: bool | None = None
    total_usd: Decimal | None = None
    payout_usd: Decimal | None = None
    pickup_location: str | None = None
    notes: str | None = None
    status: Status | None = None
    found: dict[str, Found] = {}
    problems: tuple[Problem, ...] = ()
    expect: Expect = "accept"
    bookings: tuple[Reading, ...] = ()
    message: str = ""

    def to_json(self) -> dict[str, Any]:
        """The reading as plain JSON values; times as `YYYY-MM-DDTHH:MM`, money as numbers."""
        plain: dict[str, Any] = {name: _plain(getattr(self, name)) for name in FIELDS}
        plain["problems"] = [
            {"code": problem.code.value, "fields": list(problem.fields), "sentence": problem.sentence}
            for problem in self.problems
        ]
        plain["expect"] = self.expect
        plain["message"] = self.message
        plain["bookings"] = [booking.to_json() for booking in self.bookings]
        plain["found"] = {
            name: {**found.model_dump(exclude={"value"}), "value": _plain(found.value)}
            for name, found in self.found.items()
        }
        return plain


def _plain(value: Value | None) -> str | int | float | bool | None:
    if isinstance(value, datetime):
        return value.strftime("%Y-%m-%dT%H:%M")
    return float(value) if isinstance(value, Decimal) else value
