"""The modals that change a charter: each says what is now, what will change, and who will be told."""

import datetime as dt
from collections.abc import Mapping
from typing import Any

from bot.domain.boat import Boat
from bot.domain.charter import DIRECT, CancelledBy, Charter, Roster, platform_of
from bot.domain.review import Form
from bot.views import words
from bot.views.blocks import (
    Block,
    date_element,
    escape,
    field,
    form_values,
    modal,
    option,
    section,
    select_element,
    time_element,
)
from bot.views.ids import CANCEL_MODAL, MOVE_MODAL
from bot.views.paste_modal import answer

BY_OPTIONS = (
    option("The renter cancelled", "renter"),
    option("We cancel", "us"),
    option("Weather", "weather"),
)


def build_cancel(charter: Charter, roster: Roster) -> Block:
    told = words.first_names([seat.crew_id for seat in charter.seats], roster)
    people = f", and {escape(told)} {'are' if len(charter.seats) > 1 else 'is'} told at once" if told else ""
    return modal(
        CANCEL_MODAL,
        "Cancel this charter?",
        [
            section(
                f"*{charter.booking_id}* will be cancelled here: calendar, crew event and guest page change{people}.\n"
                + _on_platform(charter.booking_id, "*This does NOT cancel it on {}: do that there too.*")
            ),
            field("by", "Who cancels?", select_element(BY_OPTIONS, None), optional=False),
        ],
        submit="Cancel charter",
        close="Keep charter",
        private_metadata=charter.booking_id,
    )


def parse_cancel(view: Mapping[str, Any]) -> tuple[str, CancelledBy | None]:
    """The booking id, and who cancels (None where nothing was chosen)."""
    chosen = form_values(view.get("state") or {}).get("by")
    by: CancelledBy | None = chosen if chosen in ("renter", "us", "weather") else None
    return str(view.get("private_metadata") or ""), by


def build_move(charter: Charter, boat: Boat, roster: Roster, now: dt.datetime) -> Block:
    start, end = (at.astimezone(boat.zone) for at in (charter.trip.start_at, charter.trip.end_at))
    told = words.first_names([seat.crew_id for seat in charter.seats], roster)
    people = f"{escape(told)} will be asked again, and the guest page changes." if told else "The guest page changes."
    return modal(
        MOVE_MODAL,
        "Move this charter",
        [
            section(
                f"*{charter.booking_id}* is now {words.trip_span(charter, boat, now)} ({boat.place} time). {people}\n"
                + _on_platform(charter.booking_id, "*{} is not told: change it there too.*")
            ),
            field("start_date", "Start, day", date_element(f"{start:%Y-%m-%d}"), optional=False),
            field("start_time", "Start, time at the boat", time_element(f"{start:%H:%M}"), optional=False),
            field("end_date", "End, day", date_element(f"{end:%Y-%m-%d}"), optional=False),
            field("end_time", "End, time at the boat", time_element(f"{end:%H:%M}"), optional=False),
        ],
        submit="Move charter",
        close="Leave as it is",
        private_metadata=charter.booking_id,
    )


def parse_move(view: Mapping[str, Any]) -> tuple[str, Form]:
    """The booking id and the new hours as a form."""
    return str(view.get("private_metadata") or ""), form_values(view.get("state") or {})


def moved(booking_id: str) -> Block:
    return answer("Moved", f"{booking_id} is moved. Its thread shows who is asked.")


def cancelled(booking_id: str) -> Block:
    also = _on_platform(booking_id, " Cancel it on {} too.")
    return answer("Cancelled", f"{booking_id} is cancelled here and the crew is told.{also}")


def _on_platform(booking_id: str, sentence: str) -> str:
    """The sentence with the platform's name; nothing for a trip that was sold directly."""
    platform = platform_of(booking_id)
    return "" if platform == DIRECT else sentence.format(platform)
