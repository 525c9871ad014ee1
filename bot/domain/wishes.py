"""What an operator wishes in a form, as the next version of the charter: one function a form. Pure.

Each raises `Unsettled` with a sentence for each field, or `Rejected` where the charter cannot be changed so.
"""

import datetime as dt
from collections.abc import Sequence
from typing import NamedTuple

from bot.domain import changes
from bot.domain.boat import Boat, BoatKey, Fleet
from bot.domain.charter import CancelledBy, Charter, Operator
from bot.domain.errors import Rejected
from bot.domain.forms import Form, Unsettled, field_errors, form_of, hours, place_errors, places, text, trip_of


class Asked(NamedTuple):
    """A form about a charter, with who asks and when."""

    charter: Charter
    form: Form
    fleet: Fleet
    by: Operator
    now: dt.datetime

    @property
    def boat(self) -> Boat | None:
        """The boat that the form names, or the one that sails now."""
        return self.fleet.get(BoatKey(text(self.form, "boat") or self.charter.trip.boat))


def edit(asked: Asked) -> Charter:
    """Any fields of the trip; those that the form does not hold stay as they are."""
    trip, boat = asked.charter.trip, asked.boat
    form = {**form_of(trip, asked.fleet[trip.boat]), **asked.form}
    errors = field_errors(form, boat)
    start_at, end_at = None, None
    if boat is not None:
        start_at, end_at, wrong_times = hours(form, boat, asked.now, present=(trip.start_at, trip.end_at))
        errors |= wrong_times
    if errors or boat is None or start_at is None or end_at is None:
        raise Unsettled(errors)
    return changes.edit(asked.charter, trip_of(form, boat, start_at, end_at), by=asked.by, now=asked.now)


def reassign(asked: Asked) -> Charter:
    if errors := place_errors(asked.form):
        raise Unsettled(errors)
    return changes.reassign(asked.charter, places(asked.form), by=asked.by, now=asked.now)


def ask_again(asked: Asked) -> Charter:
    chosen = asked.form.get("people") or ()
    people: Sequence[str] = (chosen,) if isinstance(chosen, str) else chosen
    return changes.ask_again(asked.charter, people, by=asked.by, now=asked.now)


def cancel(asked: Asked) -> Charter:
    by: dict[str | None, CancelledBy] = {"renter": "renter", "us": "us", "weather": "weather"}
    why = by.get(text(asked.form, "by"))
    if why is None:
        raise Unsettled({"by": "Please say who cancels."})
    return changes.cancel(asked.charter, why, by=asked.by, now=asked.now)


def reopen(asked: Asked) -> Charter:
    if asked.charter.trip.start_at < asked.now:
        raise Rejected("in_the_past", "The day of this trip has passed, so it cannot be reopened.")
    return changes.reopen(asked.charter, by=asked.by, now=asked.now)
