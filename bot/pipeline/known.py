"""What a text says otherwise about a charter on file, field by field. Pure."""

import datetime as dt

from bot.domain.boat import Boat
from bot.domain.charter import Charter
from bot.domain.forms import Form, form_of
from bot.pipeline.drafts import form_read
from bot.pipeline.intake import Reading
from bot.pipeline.intake.reading import ProblemCode

COMPARED = (
    "start_date",
    "start_time",
    "end_date",
    "end_time",
    "party_size",
    "guest_name",
    "guest_phone",
    "guest_email",
    "pickup_location",
    "notes",
    "captain_included",
    "total_usd",
    "payout_usd",
)
NO_DOUBTS = frozenset({ProblemCode.CHANGE_OF_EXISTING, ProblemCode.MISSING_BOOKING_ID, ProblemCode.OTHER_PLATFORM})
"""Problems of a new booking that mean nothing for one on file."""
ABSENT = "missing_"


def differences(reading: Reading, charter: Charter, boat: Boat, read_boat: Boat | None) -> tuple[Form, tuple[str, ...]]:
    """The fields that the text gives another value, and what is unsure about them."""
    now = form_of(charter.trip, boat)
    read = form_read(reading, boat)
    form = {name: read[name] for name in COMPARED if read[name] and not _same(name, read[name], now[name])}
    if read_boat is not None and read_boat.key != boat.key:
        form["boat"] = read_boat.key
    doubts = [
        problem.sentence
        for problem in reading.problems
        if problem.code not in NO_DOUBTS and not problem.code.value.startswith(ABSENT)
    ]
    if reading.start_local is not None and reading.end_local is None and {"start_date", "start_time"} & form.keys():
        end = reading.start_local + _length(charter, boat)
        form |= {"end_date": f"{end:%Y-%m-%d}", "end_time": f"{end:%H:%M}"}
        doubts.append("The text gives no end, so I kept the length of the trip.")
    return form, tuple(doubts)


def _length(charter: Charter, boat: Boat) -> dt.timedelta:
    """As the clock at the boat shows it."""
    start, end = (at.astimezone(boat.zone).replace(tzinfo=None) for at in (charter.trip.start_at, charter.trip.end_at))
    return end - start


def _same(name: str, read: str | None, now: str | None) -> bool:
    """Whether both say the same; a text may know less, like a first name alone."""
    new, old = (" ".join((value or "").casefold().split()) for value in (read, now))
    if name == "guest_phone":
        new, old = (("".join(sign for sign in value if sign.isdigit()))[-10:] for value in (new, old))
    return new == old or (name == "guest_name" and old.startswith(f"{new} "))
