"""``/charter block``: days on which a boat does not sail, and what is blocked now."""

import datetime as dt
from collections.abc import Mapping, Sequence
from typing import Any, NamedTuple

from bot.domain.block import LONGEST_DAYS, LONGEST_REASON, Block
from bot.domain.boat import Boat, BoatKey, Fleet
from bot.domain.charter import Roster
from bot.domain.forms import Form, Unsettled, text
from bot.domain.guards import Overlap
from bot.domain.outcomes import Content
from bot.views import trip_fields, words
from bot.views.blocks import (
    Block as SlackBlock,
)
from bot.views.blocks import (
    button,
    context,
    date_element,
    divider,
    escape,
    field,
    form_values,
    modal,
    option,
    section,
    sections,
    select_element,
    text_element,
)
from bot.views.ids import BLOCK_MODAL, LIFT_BLOCK
from bot.views.overlaps import sentence
from bot.views.paste_modal import answer
from language import times

MOST_SHOWN = 60
YEARS = range(2000, 2200)


class Blocked(NamedTuple):
    boat: Boat
    first: dt.date
    last: dt.date
    reason: str


def build(
    fleet: Fleet,
    blocks: Sequence[Block],
    today: dt.date,
    form: Form,
    warning: Sequence[str] = (),
    shown: str = "",
) -> SlackBlock:
    boats = [option(boat.name, boat.key) for boat in fleet.values()]
    only = boats[0]["value"] if len(boats) == 1 else None
    why = text_element(trip_fields.value(form, "reason"), placeholder="e.g. haul-out")
    return modal(
        BLOCK_MODAL,
        "Block a boat",
        [
            section("A blocked boat cannot be booked by mistake. It stands in the calendar and in Home."),
            *sections("\n".join(warning)),
            field("boat", "Boat", select_element(boats, trip_fields.value(form, "boat") or only), optional=False),
            field("first", "First day", date_element(trip_fields.value(form, "first")), optional=False),
            field("last", "Last day", date_element(trip_fields.value(form, "last")), optional=False),
            field("reason", "Why?", why, optional=False),
            *_blocked_now(blocks, fleet, today),
        ],
        submit="Block all the same" if warning else "Block",
        private_metadata=shown,
    )


def warn(overlaps: Sequence[Overlap], boat: Boat, fleet: Fleet, roster: Roster, now: dt.datetime) -> list[str]:
    """What is in the way; it stays as it is."""
    lines = [f":warning: {sentence(overlap, boat, fleet, roster, now)}" for overlap in overlaps]
    return [*lines, "These stay as they are, and nobody is told. Move or cancel them yourself if they cannot sail."]


def parse(view: Mapping[str, Any]) -> tuple[str, Form]:
    """The name of the overlaps that were shown, and the form."""
    return str(view.get("private_metadata") or ""), form_values(view.get("state") or {})


def settle(form: Form, fleet: Fleet, today: dt.date) -> Blocked:
    """What the form says. Raises `Unsettled`."""
    boat = fleet.get(BoatKey(text(form, "boat") or ""))
    first, last = (_day(form, name) for name in ("first", "last"))
    reason = text(form, "reason") or ""
    errors = {}
    if boat is None:
        errors["boat"] = "Please choose the boat."
    if first is None:
        errors["first"] = "On which day does it begin?"
    if last is None:
        errors["last"] = "Which is the last day?"
    elif last < today:
        errors["last"] = "This day is over already."
    elif first and last < first:
        errors["last"] = "The last day must not come before the first."
    elif first and (last - first).days >= LONGEST_DAYS:
        errors["last"] = f"I can block {LONGEST_DAYS} days at once. Please make two of it."
    if not 1 <= len(reason) <= LONGEST_REASON:
        errors["reason"] = f"Please say why, in up to {LONGEST_REASON} characters."
    if errors or boat is None or first is None or last is None:
        raise Unsettled(errors)
    return Blocked(boat, first, last, reason)


def done(block: Block, boat: Boat, today: dt.date) -> SlackBlock:
    return answer("Blocked", f"{boat.name} is blocked: {_days(block, today)} ({block.reason}).")


def refused(block: Block, boat: Boat, detail: str, reference: str) -> Content:
    told = (
        f"The calendar refused the block of {escape(boat.name)} ({escape(block.reason)}): {words.said(detail)}. "
        f"She is blocked for bookings here all the same. ref {reference}"
    )
    return Content(text=told, blocks=(section(told),))


def _blocked_now(blocks: Sequence[Block], fleet: Fleet, today: dt.date) -> list[SlackBlock]:
    if not blocks:
        return []
    more = len(blocks) - MOST_SHOWN
    rest = [context(f"{more} more are not shown. They come here as others end or are lifted.")] if more > 0 else []
    rows = [_row(block, fleet, today) for block in blocks[:MOST_SHOWN]]
    return [divider(), section("*Blocked now*"), *rows, *rest]


def _row(block: Block, fleet: Fleet, today: dt.date) -> SlackBlock:
    boat = fleet.get(block.boat)
    name = escape(boat.name if boat else block.boat)
    line = f"*{name}*  {_days(block, today)}\n{escape(block.reason)}, {escape(block.by_name)}"
    return section(line) | {"accessory": button("Lift", LIFT_BLOCK, block.block_id)}


def _days(block: Block, today: dt.date) -> str:
    first, last = times.day(block.first, today), times.day(block.last, today)
    return first if block.first == block.last else f"{first} to {last}"


def _day(form: Form, name: str) -> dt.date | None:
    try:
        day = dt.date.fromisoformat(text(form, name) or "")
    except ValueError:
        return None
    return day if day.year in YEARS else None
