"""The review: what an operator confirms before a booking becomes a charter.

Pure: a filled-in form in, values or a sentence for each field out.
"""

import datetime as dt
import re
from collections.abc import Sequence
from typing import NamedTuple

from bot.domain.boat import BoatKey, Fleet, Role
from bot.domain.charter import BookingId, CrewId, Trip
from bot.domain.draft import Draft, Question
from bot.domain.forms import Form, Unsettled, field_errors, hours, place_errors, places, text, trip_of

BOOKING_ID = re.compile(r"[A-Z0-9-]{4,24}")

NEVER_TICKED = frozenset({"not_confirmed", "date_in_past"})
"""Problems that only a changed field settles."""


class Reviewed(NamedTuple):
    """A form in which nothing is open."""

    booking_id: BookingId
    trip: Trip
    places: tuple[tuple[CrewId, Role], ...]
    agreed: bool


def settle(form: Form, draft: Draft, fleet: Fleet, now: dt.datetime) -> Reviewed:
    """The charter the form describes. Raises `Unsettled` with a sentence at each field that needs the operator."""
    boat = fleet.get(BoatKey(text(form, "boat") or ""))
    booking_id = (text(form, "booking_id") or "").upper().removeprefix("#")
    errors = _open_questions(form, draft) | field_errors(form, boat) | place_errors(form)
    if not BOOKING_ID.fullmatch(booking_id):
        errors["booking_id"] = "A booking id has 4 to 24 letters, digits or dashes, like KWBZPGD."
    start_at, end_at = None, None
    if boat is not None:
        start_at, end_at, wrong_times = hours(form, boat, now, read_hours=_read_hours(draft))
        errors |= wrong_times
    if errors or boat is None or start_at is None or end_at is None:
        raise Unsettled(errors)
    return Reviewed(
        booking_id=BookingId(booking_id),
        trip=trip_of(form, boat, start_at, end_at),
        places=places(form),
        agreed=text(form, "asking") == "agreed",
    )


def _open_questions(form: Form, draft: Draft) -> dict[str, str]:
    ticked = form.get("checks") or ()
    open_questions = [question for question in draft.questions if not _settled(question, form, draft, ticked)]
    errors = {}
    if any(question.code not in NEVER_TICKED for question in open_questions):
        errors["checks"] = "Tick each line once you have checked it, or correct the field it is about."
    if text(form, "status") == "not_confirmed" or any(q.code == "not_confirmed" for q in open_questions):
        errors["status"] = "This booking is not confirmed yet. Save it once it is, and say so here."
    return errors


def _settled(question: Question, form: Form, draft: Draft, ticked: str | Sequence[str]) -> bool:
    if question.code == "not_confirmed":
        return text(form, "status") == "confirmed"
    if question.code == "date_in_past":
        return True  # decided by the hours themselves, whatever the text said
    return question.name in ticked or any(_changed(name, form, draft) for name in question.fields)


def _changed(name: str, form: Form, draft: Draft) -> bool:
    return (text(form, name) or "") != (draft.read.get(name) or "")


def _read_hours(draft: Draft) -> float | None:
    read = draft.read.get("duration_hours")
    return float(read) if read else None
