"""What stands in a filled-in form: values, or a sentence at each field that says what is wrong with it. Pure."""

import datetime as dt
import re
from collections.abc import Mapping, Sequence
from decimal import Decimal, InvalidOperation
from zoneinfo import ZoneInfo

from bot.domain.boat import Boat, Role
from bot.domain.charter import CrewId, Trip
from language import times

LENGTHS = {"guest_name": 200, "guest_email": 200, "guest_phone": 50, "dock": 300, "pickup_location": 300, "notes": 3000}
"""Characters that everything downstream can hold and show."""
LONGEST_CREW_ID = 40
"""Characters: more is nobody, and more than a key in the table may hold."""
LONGEST_TRIP = dt.timedelta(days=7)
"""A week: also what one transaction can guard, a row for each day and person."""
MAILBOX = re.compile(r"[^@\s]+@[^@\s]+\.[^@\s]+")
CAPTAIN_WORDS: Mapping[bool | None, str | None] = {True: "yes", False: "no", None: None}

Form = Mapping[str, str | Sequence[str] | None]
"""The fields of a modal by name, as it gives them back."""


class Unsettled(Exception):
    """What the form still lacks: a sentence for each field."""

    def __init__(self, errors: Mapping[str, str]) -> None:
        super().__init__(", ".join(errors))
        self.errors = errors


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
    if start_at < now and not (present and start_at == present[0]):
        errors["start_date"] = "This start is in the past. A charter can only be made for a coming trip."
    return start_at, end_at, errors


def field_errors(form: Form, boat: Boat | None) -> dict[str, str]:
    """A sentence for each field of a trip that cannot stand as it is, but for its hours."""
    errors: dict[str, str] = {}
    if boat is None:
        errors["boat"] = "Please choose the boat."
    party = text(form, "party_size") or ""
    if not (party.isascii() and party.isdigit()) or not 1 <= int(party[:6]) <= 1000:
        errors["party_size"] = "How many guests come? Please enter a whole number."
    elif boat and boat.passenger_limit and int(party) > boat.passenger_limit.people:
        limit = boat.passenger_limit
        errors["party_size"] = (
            f"{boat.name} may carry {limit.people} passengers ({limit.basis}). "
            "Ask the guest to come with fewer, or decline the booking on Boatsetter."
        )
    email = text(form, "guest_email")
    if email and not MAILBOX.fullmatch(email):
        errors["guest_email"] = "This does not look like a mail address, e.g. name@example.com."
    for name, longest in LENGTHS.items():
        if len(text(form, name) or "") > longest:
            errors[name] = f"Please keep this under {longest} characters."
    for name in ("total_usd", "payout_usd"):
        if text(form, name) and _amount(form, name) is None:
            errors[name] = "Please enter an amount in dollars, e.g. 1540.00."
    return errors


def trip_of(form: Form, boat: Boat, start_at: dt.datetime, end_at: dt.datetime) -> Trip:
    """The trip that a form without errors describes."""
    return Trip(
        boat=boat.key,
        start_at=start_at,
        end_at=end_at,
        party_size=int(text(form, "party_size") or 0),
        dock=text(form, "dock") or boat.dock,
        guest_name=text(form, "guest_name"),
        guest_email=text(form, "guest_email"),
        guest_phone=text(form, "guest_phone"),
        pickup_location=text(form, "pickup_location"),
        notes=text(form, "notes"),
        captain_included={"yes": True, "no": False}.get(text(form, "captain_included") or ""),
        total_usd=_amount(form, "total_usd"),
        payout_usd=_amount(form, "payout_usd"),
    )


def form_of(trip: Trip, boat: Boat) -> dict[str, str | None]:
    """The form that describes the trip."""
    start, end = trip.start_at.astimezone(boat.zone), trip.end_at.astimezone(boat.zone)
    return {
        "boat": trip.boat,
        "start_date": f"{start:%Y-%m-%d}",
        "start_time": f"{start:%H:%M}",
        "end_date": f"{end:%Y-%m-%d}",
        "end_time": f"{end:%H:%M}",
        "party_size": str(trip.party_size),
        "dock": trip.dock,
        "guest_name": trip.guest_name,
        "guest_email": trip.guest_email,
        "guest_phone": trip.guest_phone,
        "pickup_location": trip.pickup_location,
        "notes": trip.notes,
        "captain_included": CAPTAIN_WORDS[trip.captain_included],
        "total_usd": _money(trip.total_usd),
        "payout_usd": _money(trip.payout_usd),
    }


def place_errors(form: Form) -> dict[str, str]:
    people = [crew_id for crew_id, _ in places(form)]
    if any(len(crew_id) > LONGEST_CREW_ID for crew_id in people):
        return {"crew": "I can't find somebody chosen here. Please choose once more."}
    if len(set(people)) == len(people):
        return {}
    return {"crew": "Somebody is chosen twice. One person can hold one place."}


def places(form: Form) -> tuple[tuple[CrewId, Role], ...]:
    """Who is to sail, and as what."""
    captain, crew = text(form, "captain"), form.get("crew") or ()
    seats: list[tuple[CrewId, Role]] = [(CrewId(captain), "captain")] if captain else []
    return (*seats, *((CrewId(crew_id), "crew") for crew_id in crew))


def _local(form: Form, name: str, errors: dict[str, str]) -> dt.datetime | None:
    day, clock = text(form, f"{name}_date"), text(form, f"{name}_time")
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


def _amount(form: Form, name: str) -> Decimal | None:
    try:
        amount = Decimal((text(form, name) or "").replace("$", "").replace(",", ""))
    except InvalidOperation:
        return None
    return amount if amount.is_finite() and amount >= 0 else None


def text(form: Form, name: str) -> str | None:
    """A field's text with white space collapsed; a note keeps its lines."""
    value = form.get(name)
    if not isinstance(value, str):
        return None
    return (value.strip() if name == "notes" else " ".join(value.split())) or None


def _money(amount: Decimal | None) -> str | None:
    return None if amount is None else f"{amount:.2f}"
