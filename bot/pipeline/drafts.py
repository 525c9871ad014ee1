"""From a reading to a draft: what the review starts with, and what it has to ask."""

import datetime as dt
from collections.abc import Mapping, Sequence
from decimal import Decimal

from bot.domain.boat import Boat
from bot.domain.charter import SlackUser
from bot.domain.draft import Draft, Question
from bot.domain.forms import CAPTAIN_WORDS
from bot.domain.minting import minted
from bot.pipeline.intake import Reading
from bot.pipeline.intake.reading import FIELDS, ProblemCode
from bot.pipeline.intake.reasons import reason

REVIEW_FIELDS: Mapping[str, tuple[str, ...]] = {
    "start_local": ("start_date", "start_time"),
    "end_local": ("end_date", "end_time"),
    "duration_hours": ("end_date", "end_time"),
}
"""Where a fact of the reading stands in the review, where it does not stand under its own name."""

STATUSES: Mapping[str | None, str | None] = {
    "confirmed": "confirmed",
    "changed": "confirmed",
    "completed": "confirmed",
    "requested": "not_confirmed",
    "inquiry": "not_confirmed",
}

TOLD_IF_ABSENT = (
    "status",
    "guest_name",
    "guest_phone",
    "guest_email",
    "notes",
    "captain_included",
    "total_usd",
    "payout_usd",
)
"""Optional fields of which an operator would ask whether the text is silent or was not read."""
ID_DOUBTS = frozenset({ProblemCode.MISSING_BOOKING_ID, ProblemCode.CONFLICTING_VALUES})
"""Doubts that say themselves why there is no booking id."""


def draft_of(
    text: str,
    reading: Reading,
    boat: Boat | None,
    *,
    by: SlackUser,
    now: dt.datetime,
    draft_id: str,
    following: Sequence[str] = (),
) -> Draft:
    """The draft an operator reviews. A booking without an id gets a minted one, which stands in its field."""
    questions = tuple(
        Question(
            code=problem.code,
            fields=tuple(name for field in problem.fields for name in _review_fields(field)),
            sentence=problem.sentence,
            confirm=problem.confirm,
        )
        for problem in reading.problems
    )
    return Draft(
        draft_id=draft_id,
        by=by,
        at=now,
        text=text,
        read=form_read(reading, boat),
        questions=questions,
        reasons=_reasons(reading, boat, questions),
        following=tuple(following),
    )


def id_of(reading: Reading) -> str | None:
    """The booking id as charters are filed under it."""
    return reading.booking_id.upper().removeprefix("#") if reading.booking_id else None


def _review_fields(field: str) -> tuple[str, ...]:
    return REVIEW_FIELDS.get(field, (field,))


def _reasons(reading: Reading, boat: Boat | None, questions: Sequence[Question]) -> dict[str, str]:
    """A sentence for each field of the review that was read, made up or taken from the boat, or that stays empty."""
    told: dict[str, str] = {}
    for field in FIELDS:  # the end stands before the duration, which explains it only where no end was found
        if why := reason(reading, field):
            for name in _review_fields(field):
                told.setdefault(name, why)
    doubted = {name for question in questions for name in question.fields}
    told |= {name: "Not found in the text." for name in TOLD_IF_ABSENT if name not in told and name not in doubted}
    if boat is not None:
        told["dock"] = f"This is where {boat.name} lies."
    if reading.booking_id is None:
        asked = any(question.code in ID_DOUBTS and "booking_id" in question.fields for question in questions)
        told["booking_id"] = (
            "The one here was made up." if asked else "The text has no booking id. This one was made up for it."
        )
    return told


def form_read(reading: Reading, boat: Boat | None) -> dict[str, str | None]:
    """What was read, as the fields of the review."""
    start, end = reading.start_local, reading.end_local
    return {
        "booking_id": id_of(reading) or minted("JD-", 6),
        "status": STATUSES.get(reading.status),
        "boat": boat.key if boat else None,
        "boat_title": reading.boat,
        "start_date": f"{start:%Y-%m-%d}" if start else None,
        "start_time": f"{start:%H:%M}" if start else None,
        "end_date": f"{end:%Y-%m-%d}" if end else None,
        "end_time": f"{end:%H:%M}" if end else None,
        "duration_hours": f"{reading.duration_hours:g}" if reading.duration_hours is not None else None,
        "party_size": str(reading.party_size) if reading.party_size is not None else None,
        "guest_name": reading.guest_name,
        "guest_email": reading.guest_email,
        "guest_phone": reading.guest_phone,
        "dock": boat.dock if boat else None,
        "pickup_location": reading.pickup_location,
        "captain_included": CAPTAIN_WORDS[reading.captain_included],
        "total_usd": _money(reading.total_usd),
        "payout_usd": _money(reading.payout_usd),
        "notes": reading.notes,
    }


def _money(amount: Decimal | None) -> str | None:
    return None if amount is None else f"{amount:.2f}"
