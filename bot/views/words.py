"""The words for a charter's times, people and states (one catalogue for all of Slack)."""

import datetime as dt
from collections.abc import Collection, Mapping

from bot.domain.boat import Boat
from bot.domain.charter import (
    DIRECT,
    Answer,
    ChangeKind,
    Charter,
    Hours,
    Roster,
    Seat,
    SlackUser,
    call_at,
    current_answer,
    platform_of,
)
from bot.domain.docket import Docket, Scene
from bot.views.blocks import clip, escape
from language import times

FIELD_WORDS = {
    "guest_name": "guest's name",
    "guest_email": "guest's e-mail",
    "guest_phone": "guest's phone",
    "party_size": "party size",
    "pickup_location": "pick-up",
    "captain_included": "captain included",
    "total_usd": "price",
    "payout_usd": "payout",
    "start_at": "start",
    "end_at": "end",
    "dock": "where to board",
    "notes": "guest's note",
}
CHANGE_WORDS: Mapping[ChangeKind, str] = {
    "booked": "booked it",
    "moved": "moved it",
    "edited": "corrected it",
    "reassigned": "changed the crew",
    "asked_again": "asked the crew again",
    "cancelled": "cancelled it",
    "reopened": "reopened it",
    "forgotten": "erased the guest",
}


LONGEST_VERSION = 9
"""Digits of a version: more is no number of ours."""
LONGEST_SAID = 200
"""Characters of what another system said; the log line under the reference holds all of it."""


def version_in(text: str) -> int | None:
    """The version that a button or a form carries; None where it is no number of ours."""
    return int(text) if text.isdecimal() and len(text) <= LONGEST_VERSION else None


def said(detail: str) -> str:
    """The words of another system, escaped, so short that what follows them is read, too."""
    return escape(clip(detail, LONGEST_SAID))


def field_words(name: str) -> str:
    """A field of the trip, as people call it."""
    return FIELD_WORDS.get(name, name.replace("_", " "))


def today(boat: Boat, now: dt.datetime) -> dt.date:
    return now.astimezone(boat.zone).date()


def trip_span(hours: Hours | Charter, boat: Boat, now: dt.datetime) -> str:
    """``Sat, May 30 · 1:00–4:00 PM``."""
    held = hours.hours if isinstance(hours, Charter) else hours
    return times.span(held.start_at.astimezone(boat.zone), held.end_at.astimezone(boat.zone), today(boat, now))


def start(hours: Hours, boat: Boat, now: dt.datetime) -> str:
    """``Sat, May 30, 1:00 PM``."""
    return times.moment(hours.start_at.astimezone(boat.zone), today(boat, now))


def start_day(hours: Hours, boat: Boat, now: dt.datetime) -> str:
    return times.day(hours.start_at.astimezone(boat.zone).date(), today(boat, now))


def call_day_and_time(charter: Charter, boat: Boat, now: dt.datetime) -> str:
    """``Sat, May 30, call 12:00 PM``."""
    call = call_at(charter, boat).astimezone(boat.zone)
    return f"{times.day(call.date(), today(boat, now))}, call {times.clock(call)}"


def call_clock(charter: Charter, boat: Boat) -> str:
    return times.clock(call_at(charter, boat).astimezone(boat.zone))


def clock(moment: dt.datetime, boat: Boat) -> str:
    return times.clock(moment.astimezone(boat.zone))


def guest_first_name(charter: Charter) -> str:
    return times.first_name(charter.trip.guest_name or "Guest")


def party(size: int) -> str:
    return f"party of {size}"


def seat_state(seat: Seat, docket: Docket, boat: Boat, now: dt.datetime) -> str:
    """``yes``, ``can't``, ``asked``, ``no answer since Tue``, ``not reached``."""
    answer = current_answer(seat, docket.answers)
    if answer is not None:
        return _answer_state(answer)
    if docket.unreached(seat):
        return "not reached"
    if now - seat.asked_at < dt.timedelta(days=1):
        return "asked"
    asked_on = seat.asked_at.astimezone(boat.zone).date()
    if now - seat.asked_at < dt.timedelta(days=6):
        return f"no answer since {times.weekday(asked_on)}"
    return f"no answer since {times.day(asked_on, today(boat, now))}"


def _answer_state(answer: Answer) -> str:
    word = "yes" if answer.answer == "confirmed" else "can't"
    if answer.via == "operator":
        return f"{word}, told to {answer.by}" if answer.by else f"{word}, by word of mouth"
    return word


def people_asked(scene: Scene) -> str:
    """``Ana Reyes and Miguel Santos``, escaped for mrkdwn."""
    return listed([escape(scene.roster.name_of(seat.crew_id)) for seat in scene.docket.charter.seats])


def first_names(crew_ids: list[str], roster: Roster) -> str:
    return listed([roster.first_name_of(crew_id) for crew_id in crew_ids])


def not_told(charter: Charter, verb: str) -> str:
    """That the platform knows nothing of a change; nothing for a trip that was sold directly."""
    return on_platform(charter.booking_id, f" {{}} is not told: {verb} it there too.")


def on_platform(booking_id: str, sentence: str) -> str:
    """The sentence with the platform's name; nothing for a trip that was sold directly."""
    platform = platform_of(booking_id)
    return "" if platform == DIRECT else sentence.format(platform)


def mentions(users: Collection[SlackUser]) -> str:
    return " ".join(f"<@{user}>" for user in sorted(users))


def listed(names: list[str]) -> str:
    if len(names) < 2:
        return "".join(names)
    return f"{', '.join(names[:-1])} and {names[-1]}"
