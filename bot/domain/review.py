"""The review: what an operator confirms before a booking becomes a charter.

Pure: a filled-in form in, values or a sentence for each field out.
"""

import datetime as dt
import re
from collections.abc import Mapping, Sequence
from decimal import Decimal, InvalidOperation
from typing import NamedTuple
from zoneinfo import ZoneInfo

from bot.domain.boat import Boat, BoatKey, Fleet, Role
from bot.domain.charter import BookingId, CrewId, Trip
from bot.domain.draft import Draft, Question
from language import times

BOOKING_ID = re.compile(r"[A-Z0-9-]{4,24}")
LENGTHS = {"guest_name": 200, "guest_email": 200, "guest_phone": 50, "dock": 300, "pickup_location": 300, "notes": 3000}
"""Characters that everything downstream can hold and show."""
LONGEST_TRIP = dt.timedelta(days=7)
"""A week: also what one transaction can guard, a row for each day and person."""
MAILBOX = re.compile(r"[^@\s]+@[^@\s]+\.[^@\s]+")

NEVER_TICKED = frozenset({"not_confirmed", "date_in_past"})
"""Problems that only a changed field settles."""

Form = Mapping[str, str | Sequence[str] | None]
"""The review's fields by name, as the modal gives them back."""


class Reviewed(NamedTuple):
    """A form in which nothing is open."""

    booking_id: BookingId
    trip: Trip
    places: tuple[tuple[CrewId, Role], ...]
    agreed: bool


class Unsettled(Exception):
    """What the form still lacks: a sentence for each field."""

    def __init__(self, errors: Mapping[str, str]) -> None:
        super().__init__(", ".join(errors))
        self.errors = errors


def settle(form: Form, draft: Draft, fleet: Fleet, now: dt.datetime) -> Reviewed:
    """The charter the form describes. Raises `Unsettled` with a sentence at each field that needs the operator."""
    boat = fleet.get(BoatKey(_text(form, "boat") or ""))
    errors = _open_questions(form, draft) | _field_errors(form, boat)
    start_at, end_at = None, None
    if boat is not None:
        start_at, end_at, wrong_times = hours(form, boat, now, read_hours=_read_hours(draft))
        errors |= wrong_times
    if errors or boat is None or start_at is None or end_at is None:
        raise Unsettled(errors)
    return Reviewed(
        booking_id=BookingId((_text(form, "booking_id") or "").upper().removeprefix("#")),
        trip=Trip(
            boat=boat.key,
            start_at=start_at,
            end_at=end_at,
            party_size=int(_text(form, "party_size") or 0),
            dock=_text(form, "dock") or boat.dock,
            guest_name=_text(form, "guest_name"),
            guest_email=_text(form, "guest_email"),
            guest_phone=_text(form, "guest_phone"),
            pickup_location=_text(form, "pickup_location"),
            notes=_text(form, "notes"),
            captain_included={"yes": True, "no": False}.get(_text(form, "captain_included") or ""),
            total_usd=_amount(form, "total_usd"),
            payout_usd=_amount(form, "payout_usd"),
        ),
        places=_places(form),
        agreed=_text(form, "asking") == "agreed",
    )


def hours(
    form: Form,
    boat: Boat,
    now: dt.datetime,
    *,
    read_hours: float | None = None,
    present: tuple[dt.datetime, dt.datetime] | None = None,
) -> tuple[dt.datetime | None, dt.datetime | None, dict[str, str]]:
    """Start and end as instants, or the sentences that say why not.

    Where the clock shows a time twice, the first is meant, unless it is one of the `present` hours left as they are,
    or `read_hours` (the duration that was read) fits the second.
    """
    errors: dict[str, str] = {}
    start_local, end_local = _local(form, "start", errors), _local(form, "end", errors)
    if start_local is None or end_local is None:
        return None, None, errors
    for name, local in (("start", start_local), ("end", end_local)):
        if not _exists(local, boat.zone):
            errors[f"{name}_time"] = (
                f"There is no {times.clock(local)} on that day in {boat.place}: the clocks go forward. "
                "Please pick another time."
            )
    if errors:
        return None, None, errors
    start_at = _instant(start_local, boat.zone, present[0] if present else None)
    meant = present[1] if present else None
    if read_hours is not None:
        meant = start_at + dt.timedelta(hours=read_hours)
    end_at = _instant(end_local, boat.zone, meant)
    if end_at <= start_at:
        errors["end_time"] = "The end must come after the start."
    elif end_at - start_at > LONGEST_TRIP:
        errors["end_date"] = f"A charter can last {LONGEST_TRIP.days} days at most. Is the end right?"
    if start_at < now:
        errors["start_date"] = "This start is in the past. A charter can only be made for a coming trip."
    return start_at, end_at, errors


def _open_questions(form: Form, draft: Draft) -> dict[str, str]:
    ticked = form.get("checks") or ()
    open_questions = [question for question in draft.questions if not _settled(question, form, draft, ticked)]
    errors = {}
    if any(question.code not in NEVER_TICKED for question in open_questions):
        errors["checks"] = "Tick each line once you have checked it, or correct the field it is about."
    if _text(form, "status") == "not_confirmed" or any(q.code == "not_confirmed" for q in open_questions):
        errors["status"] = "This booking is not confirmed yet. Save it once it is, and say so here."
    return errors


def _settled(question: Question, form: Form, draft: Draft, ticked: str | Sequence[str]) -> bool:
    if question.code == "not_confirmed":
        return _text(form, "status") == "confirmed"
    if question.code == "date_in_past":
        return True  # decided by the hours themselves, whatever the text said
    return question.name in ticked or any(_changed(name, form, draft) for name in question.fields)


def _changed(name: str, form: Form, draft: Draft) -> bool:
    return (_text(form, name) or "") != (draft.read.get(name) or "")


def _field_errors(form: Form, boat: Boat | None) -> dict[str, str]:
    errors: dict[str, str] = {}
    booking_id = (_text(form, "booking_id") or "").upper().removeprefix("#")
    if not BOOKING_ID.fullmatch(booking_id):
        errors["booking_id"] = "A booking id has 4 to 24 letters, digits or dashes, like KWBZPGD."
    if boat is None:
        errors["boat"] = "Please choose the boat."
    party = _text(form, "party_size") or ""
    if not (party.isascii() and party.isdigit()) or not 1 <= int(party[:6]) <= 1000:
        errors["party_size"] = "How many guests come? Please enter a whole number."
    elif boat and boat.passenger_limit and int(party) > boat.passenger_limit.people:
        limit = boat.passenger_limit
        errors["party_size"] = (
            f"{boat.name} may carry {limit.people} passengers ({limit.basis}). "
            "Ask the guest to come with fewer, or decline the booking on Boatsetter."
        )
    email = _text(form, "guest_email")
    if email and not MAILBOX.fullmatch(email):
        errors["guest_email"] = "This does not look like a mail address, e.g. name@example.com."
    for name, longest in LENGTHS.items():
        if len(_text(form, name) or "") > longest:
            errors[name] = f"Please keep this under {longest} characters."
    for name in ("total_usd", "payout_usd"):
        if _text(form, name) and _amount(form, name) is None:
            errors[name] = "Please enter an amount in dollars, e.g. 1540.00."
    people = [crew_id for crew_id, _ in _places(form)]
    if len(set(people)) != len(people):
        errors["crew"] = "Somebody is chosen twice. One person can hold one place."
    return errors


def _places(form: Form) -> tuple[tuple[CrewId, Role], ...]:
    captain, crew = _text(form, "captain"), form.get("crew") or ()
    seats: list[tuple[CrewId, Role]] = [(CrewId(captain), "captain")] if captain else []
    return (*seats, *((CrewId(crew_id), "crew") for crew_id in crew))


def _local(form: Form, name: str, errors: dict[str, str]) -> dt.datetime | None:
    day, clock = _text(form, f"{name}_date"), _text(form, f"{name}_time")
    words = "start" if name == "start" else "end"
    if not day:
        errors[f"{name}_date"] = f"On which day does the trip {words}?"
    if not clock:
        errors[f"{name}_time"] = f"At what time does the trip {words}?"
    if not day or not clock:
        return None
    try:
        local = dt.datetime.combine(dt.date.fromisoformat(day), dt.time.fromisoformat(clock))
    except ValueError:
        local = None
    if local is None or not 2000 <= local.year < 2200:
        errors[f"{name}_date"] = "Please pick a day and a time."
        return None
    return local


def _exists(local: dt.datetime, zone: ZoneInfo) -> bool:
    """Whether the clock ever shows this time: it skips an hour when it goes forward."""
    return local.replace(tzinfo=zone).astimezone(dt.UTC).astimezone(zone).replace(tzinfo=None) == local


def _instant(local: dt.datetime, zone: ZoneInfo, meant: dt.datetime | None) -> dt.datetime:
    """The instant at which the clock shows `local`: the one that is `meant`, if it shows it twice."""
    first, second = (local.replace(tzinfo=zone, fold=fold).astimezone(dt.UTC) for fold in (0, 1))
    return second if second == meant else first


def _read_hours(draft: Draft) -> float | None:
    read = draft.read.get("duration_hours")
    return float(read) if read else None


def _amount(form: Form, name: str) -> Decimal | None:
    try:
        amount = Decimal((_text(form, name) or "").replace("$", "").replace(",", ""))
    except InvalidOperation:
        return None
    return amount if amount.is_finite() and amount >= 0 else None


def _text(form: Form, name: str) -> str | None:
    """A field's text with white space collapsed; a note keeps its lines."""
    value = form.get(name)
    if not isinstance(value, str):
        return None
    return (value.strip() if name == "notes" else " ".join(value.split())) or None
