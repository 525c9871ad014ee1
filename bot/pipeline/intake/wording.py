"""Puts problems into the operator's words."""

from __future__ import annotations

from collections.abc import Sequence

from bot.pipeline.intake.facts import Doubt
from bot.pipeline.intake.judge import VOID
from bot.pipeline.intake.reading import Expect, Problem, ProblemCode

_NAMES = {
    "booking_id": "booking ID",
    "guest_name": "guest's name",
    "guest_email": "guest's email",
    "guest_phone": "guest's phone",
    "boat": "boat",
    "start_local": "start",
    "end_local": "end",
    "duration_hours": "duration",
    "party_size": "number of guests",
    "captain_included": "captain",
    "total_usd": "total",
    "payout_usd": "payout",
    "pickup_location": "pickup place",
    "notes": "notes",
}
_NOTHING = "Nothing was created."

_PLAIN: dict[ProblemCode, tuple[str, str]] = {
    ProblemCode.AMBIGUOUS_LOCAL_TIME: (
        "The clocks go back that night, so {0} comes twice. Which one is meant?",
        "the time on the night the clocks change",
    ),
    ProblemCode.NONEXISTENT_LOCAL_TIME: (
        "The clocks go forward that night, so {0} does not exist. Which time is meant?",
        "the time on the night the clocks change",
    ),
    ProblemCode.DATE_IN_PAST: ("{0} is already past. Is that the right day?", "the day is right, though it is past"),
    ProblemCode.END_BEFORE_START: (
        "The end ({1}) is not after the start ({0}). Please correct one of them.",
        "the start and the end",
    ),
    ProblemCode.MISSING_BOOKING_ID: ("I found no booking ID. Can you add it?", "there is no booking ID"),
    ProblemCode.MISSING_GUEST_NAME: ("I found no guest's name. Who is coming?", "the guest's name is not known yet"),
    ProblemCode.MISSING_PARTY_SIZE: (
        "I could not tell how many guests are coming. How many are there?",
        "the number of guests is not known yet",
    ),
    ProblemCode.MISSING_END_TIME: (
        "The text gives neither an end nor a duration. When does the charter end?",
        "the end is not known yet",
    ),
    ProblemCode.MULTIPLE_BOOKINGS: (
        "This text holds {0} bookings. Please take them one at a time.",
        "these are separate bookings",
    ),
    ProblemCode.TOO_LONG: (
        "The text is very long, and I did not read all of it. Please check that nothing below changes the booking.",
        "nothing further down changes the booking",
    ),
    ProblemCode.OTHER_PLATFORM: (
        "This looks like a booking from another platform ({0}). Should it become a charter here?",
        "this booking from another platform belongs here",
    ),
    ProblemCode.INQUIRY_ONLY: (
        _NOTHING + " This is a question from a guest, not a booking. Paste the confirmation once they have booked.",
        "this is a booking",
    ),
    ProblemCode.NOT_A_BOOKING: (
        _NOTHING
        + " This does not look like a booking. Copy the whole booking, with its ID and its times, and paste it again.",
        "this is a booking",
    ),
    ProblemCode.EMPTY: (
        _NOTHING + " There was no text in it. Copy the booking and paste it again.",
        "this is a booking",
    ),
}


def problem(doubt: Doubt) -> Problem:
    """The doubt in words, with the label of the tick box that answers it."""
    sentence, checked = _words(doubt)
    return Problem(code=doubt.code, fields=doubt.fields, sentence=sentence, confirm=f"I checked: {checked}")


def message(problems: Sequence[Problem], expect: Expect) -> str:
    """The sentences an operator reads when nothing may come of the text; empty otherwise."""
    return " ".join(item.sentence for item in problems) if expect == "refuse" else ""


def _words(doubt: Doubt) -> tuple[str, str]:
    printed, _, read = doubt.detail.partition("|")
    match doubt.code:
        case ProblemCode.YEAR_INFERRED:
            year = read.rpartition(" ")[2]
            return f"The text has no year. I read {year}: is that right?", f"the year is {year}"
        case ProblemCode.AMBIGUOUS_DATE if read:
            return f"The text only says “{printed}”. I read {read}: is that right?", f"the day is {read}"
        case ProblemCode.AMBIGUOUS_DATE if printed:
            return f"“{printed}” can be read as two different days. Which one is it?", f"the day that “{printed}” means"
        case ProblemCode.AMBIGUOUS_DATE:
            return "I could not find the day and time of the charter. When does it start?", "the day of the charter"
        case ProblemCode.AMBIGUOUS_TIME:
            return (
                f"“{printed}” does not say whether morning or afternoon is meant. Which one is it?",
                "morning or afternoon",
            )
        case ProblemCode.DATE_WEEKDAY_MISMATCH:
            return (
                f"The text says “{printed}”, but that day is {_article(read)}. Which day is right?",
                f"the day is {read}",
            )
        case ProblemCode.IMPOSSIBLE_DATE:
            return f"“{printed}” is not in the calendar. Which day is meant?", f"the day that “{printed}” means"
        case ProblemCode.CONFLICTING_VALUES:
            return _conflict(doubt)
        case ProblemCode.CHANGE_OF_EXISTING:
            booking = doubt.detail.upper()
            name = f"booking {booking}" if booking else "a booking"
            return (
                f"This changes {name}, which may be in the calendar already. Please check what is new.",
                "this is a change, not a new booking",
            )
        case ProblemCode.CANCELLED:
            booking = doubt.detail.upper() or "a booking"
            return (
                f"{_NOTHING} This says that {booking} was cancelled. If it is in the calendar, cancel it there.",
                f"{booking} was cancelled",
            )
        case ProblemCode.REMINDER_ONLY:
            booking = f" of booking {doubt.detail.upper()}" if doubt.detail else ""
            return (
                f"{_NOTHING} This is only a reminder{booking}. Paste the booking itself if it is still missing.",
                "this is a reminder",
            )
        case ProblemCode.PAYMENT_NOTICE_ONLY:
            booking = f" about booking {doubt.detail.upper()}" if doubt.detail else ""
            return (
                f"{_NOTHING} This only tells of a payment{booking}. Paste the booking itself if it is still missing.",
                "this is a notice of payment",
            )
        case ProblemCode.NOT_CONFIRMED if doubt.detail == VOID:
            return (
                f"{_NOTHING} This request has expired or was declined, so there is no booking.",
                "the request has expired or was declined",
            )
        case ProblemCode.NOT_CONFIRMED:
            return "This booking is not approved yet. Approve it on the platform first.", "the booking is approved"
        case code:
            sentence, checked = _PLAIN[code]
            return sentence.format(printed, read), checked


def _conflict(doubt: Doubt) -> tuple[str, str]:
    names = " and the ".join(_NAMES.get(name, name) for name in doubt.fields)
    first, _, rest = doubt.detail.partition("|")
    if rest:
        finish, _, hours = rest.partition("|")
        return (
            f"From {first} to {finish} is not {hours} hours. Which is right, the end or the duration?",
            "the end and the duration",
        )
    return f"The text gives two different values for the {names}: {doubt.detail}. Which one is right?", f"the {names}"


def _article(day: str) -> str:
    return "a " + day.partition(",")[0]
