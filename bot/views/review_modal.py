"""The second modal: everything that was read and why, every field editable, every doubt on top and at its field."""

import datetime as dt
from collections.abc import Mapping, Sequence
from typing import Any

from bot.domain.boat import Boat, BoatKey, Fleet
from bot.domain.charter import Roster
from bot.domain.draft import Draft, Question
from bot.domain.forms import Form
from bot.domain.guards import Overlap
from bot.domain.home import home_boat
from bot.domain.review import NEVER_TICKED
from bot.views import trip_fields
from bot.views.blocks import (
    Block,
    checkboxes_element,
    context,
    divider,
    escape,
    field,
    form_values,
    modal,
    option,
    radio_element,
    sections,
    select_element,
)
from bot.views.ids import REVIEW_MODAL
from bot.views.overlaps import overlap_blocks, override_fields

CHECKS_PER_BLOCK = 10
"""docs.slack.dev/reference/block-kit/block-elements/checkboxes-element."""

STATUS_OPTIONS = (option("Confirmed on Boatsetter", "confirmed"), option("Not confirmed yet", "not_confirmed"))
ASKING_OPTIONS = (option("Ask the crew", "ask"), option("They already agreed", "agreed"))


def build(
    draft: Draft,
    fleet: Fleet,
    roster: Roster,
    now: dt.datetime,
    *,
    typed: Form | None = None,
    overlaps: Sequence[Overlap] = (),
) -> Block:
    """The review; drawn again, it holds what was `typed` into it."""
    form = draft.read if typed is None else typed
    boat = fleet.get(BoatKey(trip_fields.value(form, "boat") or ""))
    shown_at = boat or home_boat(fleet)
    hints = _hints(draft)
    status = select_element(STATUS_OPTIONS, trip_fields.value(form, "status"))
    asking = trip_fields.value(form, "asking") or "ask"
    blocks = [
        *_doubts(draft, boat),
        *overlap_blocks(overlaps, shown_at, fleet, roster, now),
        trip_fields.text("booking_id", "Booking id", form, hints, required=True),
        field("status", "Status", status, hint=hints.get("status")),
        trip_fields.boat(form, fleet, hints),
        *trip_fields.hours(form, hints),
        *trip_fields.guests(form, hints),
        *trip_fields.people(form, roster),
        *(
            [field("asking", "Have they agreed?", radio_element(ASKING_OPTIONS, asking), optional=False)]
            if roster.members
            else []
        ),
        divider(),
        *trip_fields.small_print(form, hints),
        *_checks(draft.questions, form.get("checks") or ()),
        *override_fields(overlaps),
    ]
    return modal(
        REVIEW_MODAL,
        "Check the booking",
        blocks,
        submit="Save charter",
        close="Not now",
        private_metadata=draft.draft_id,
    )


def parse(view: Mapping[str, Any]) -> tuple[str, Form]:
    """The draft's id and the form."""
    values = form_values(view.get("state") or {})
    ticked = [name for block_id, names in values.items() if block_id.startswith("checks") for name in names or ()]
    form = {name: value for name, value in values.items() if not name.startswith("checks")}
    return str(view.get("private_metadata") or ""), {**form, "checks": ticked}


def _doubts(draft: Draft, boat: Boat | None) -> list[Block]:
    lines = [f":warning: {escape(question.sentence)}" for question in draft.questions]
    if draft.read.get("boat_title") and boat is None:
        title = escape(draft.read["boat_title"] or "")
        lines.append(f":warning: I don't know the boat “{title}”. Please choose it.")
    head = "*Please look at this before you save:*" if lines else "*I read everything clearly.* Please check it once."
    blocks = sections("\n".join([head, *lines]))
    if boat is not None and boat.passenger_limit is None:
        name = escape(boat.name)
        blocks.append(context(f"Passenger limit not set for {name}: I cannot warn when a party is too large."))
    return blocks


def _hints(draft: Draft) -> dict[str, str]:
    """By field: what is unclear about it, why it holds what it holds, and what else the text says."""
    hints = dict(draft.reasons)
    for question in reversed(draft.questions):
        for name in question.fields:
            hints[name] = f"{question.sentence} {hints.get(name, '')}".strip()
    if pickup := draft.read.get("pickup_location"):
        hints["dock"] = f"{hints.get('dock', '')} The text says: {pickup}".strip()
    if draft.read.get("boat_title") and not draft.read.get("boat"):
        hints["boat"] = f"{hints.get('boat', '')} I remember your choice for this title.".strip()
    return hints


def _checks(questions: Sequence[Question], ticked: Sequence[str] | str) -> list[Block]:
    ticks = [question for question in questions if question.code not in NEVER_TICKED]
    return [
        field(
            f"checks{number}",
            "I looked at what was unclear",
            checkboxes_element(
                [option(question.confirm, question.name) for question in ticks[at : at + CHECKS_PER_BLOCK]], ticked
            ),
        )
        for number, at in enumerate(range(0, len(ticks), CHECKS_PER_BLOCK))
    ]
