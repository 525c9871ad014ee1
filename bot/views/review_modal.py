"""The second modal: everything that was read, every field editable, every doubt named on top and at its field."""

from collections.abc import Mapping, Sequence
from typing import Any

from bot.domain.boat import Boat, Fleet, boat_by_title
from bot.domain.charter import CrewMember, Roster
from bot.domain.draft import Draft, Question
from bot.domain.review import NEVER_TICKED, Form
from bot.views.blocks import (
    Block,
    checkboxes_element,
    context,
    date_element,
    divider,
    escape,
    field,
    form_values,
    modal,
    multi_select_element,
    number_element,
    option,
    radio_element,
    section,
    select_element,
    text_element,
    time_element,
)
from bot.views.ids import REVIEW_MODAL

CHECKS_PER_BLOCK = 10
"""docs.slack.dev/reference/block-kit/block-elements/checkboxes-element."""
OPTIONS_LIMIT = 100

STATUS_OPTIONS = (option("Confirmed on Boatsetter", "confirmed"), option("Not confirmed yet", "not_confirmed"))
CAPTAIN_OPTIONS = (option("Yes, with captain", "yes"), option("No, without captain", "no"))
ASKING_OPTIONS = (option("Ask the crew", "ask"), option("They already agreed", "agreed"))


def build(draft: Draft, fleet: Fleet, roster: Roster) -> Block:
    read = draft.read
    boat = boat_by_title(fleet, read.get("boat_title"))

    def hint(name: str, otherwise: str | None = None) -> str | None:
        doubts = [question.sentence for question in draft.questions if name in question.fields]
        return " ".join(doubts) or otherwise

    def text(name: str, label: str, *, required: bool = False, multiline: bool = False) -> Block:
        return field(
            name, label, text_element(read.get(name), multiline=multiline), hint=hint(name), optional=not required
        )

    boats = [option(known.name, known.key) for known in fleet.values()]
    title, pickup = read.get("boat_title"), read.get("pickup_location")
    blocks = [
        *_doubts(draft, boat),
        text("booking_id", "Booking id", required=True),
        field("status", "Status", select_element(STATUS_OPTIONS, read.get("status")), hint=hint("status")),
        field(
            "boat",
            "Boat",
            select_element(boats, read.get("boat")),
            hint=hint("boat", f"The text says: {title}" if title else None),
            optional=False,
        ),
        *(
            block
            for name, label in (("start", "Start"), ("end", "End"))
            for block in (
                field(
                    f"{name}_date",
                    f"{label}, day",
                    date_element(read.get(f"{name}_date")),
                    hint=hint(f"{name}_date"),
                    optional=False,
                ),
                field(
                    f"{name}_time",
                    f"{label}, time at the boat",
                    time_element(read.get(f"{name}_time")),
                    hint=hint(f"{name}_time"),
                    optional=False,
                ),
            )
        ),
        field(
            "party_size",
            "Guests",
            number_element(read.get("party_size"), decimal=False, minimum="1"),
            hint=hint("party_size"),
            optional=False,
        ),
        text("guest_name", "Guest's name"),
        text("guest_phone", "Guest's phone"),
        text("guest_email", "Guest's e-mail"),
        field(
            "dock",
            "Where to board",
            text_element(read.get("dock")),
            hint=f"The text says: {pickup}" if pickup else None,
        ),
        text("notes", "Guest's note", multiline=True),
        *_people(roster),
        divider(),
        field(
            "captain_included",
            "Captain included?",
            select_element(CAPTAIN_OPTIONS, read.get("captain_included")),
            hint=hint("captain_included"),
        ),
        text("pickup_location", "Location in the booking"),
        text("total_usd", "Guest paid, in dollars"),
        text("payout_usd", "You earn, in dollars"),
        *_checks(draft.questions),
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


def errors_at_fields(errors: Mapping[str, str], view: Mapping[str, Any]) -> dict[str, str]:
    """The errors by block id, each at a field this view has; what has no field of its own goes to the booking id."""
    shown = {block.get("block_id") for block in view.get("blocks") or () if block.get("type") == "input"}
    placed: dict[str, str] = {}
    for name, sentence in errors.items():
        block_id = "checks0" if name == "checks" else name
        place = block_id if block_id in shown else "booking_id"
        placed[place] = f"{placed[place]} {sentence}" if place in placed else sentence
    return placed


def _doubts(draft: Draft, boat: Boat | None) -> list[Block]:
    lines = [f":warning: {escape(question.sentence)}" for question in draft.questions]
    if draft.read.get("boat_title") and boat is None:
        title = escape(draft.read["boat_title"] or "")
        lines.append(f":warning: I don't know the boat “{title}”. Please choose it.")
    head = "*Please look at this before you save:*" if lines else "*I read everything clearly.* Please check it once."
    blocks = [section("\n".join([head, *lines]))]
    if boat is not None and boat.passenger_limit is None:
        name = escape(boat.name)
        blocks.append(context(f"Passenger limit not set for {name}: I cannot warn when a party is too large."))
    return blocks


def _people(roster: Roster) -> list[Block]:
    captains, crew = roster.able("captain"), roster.able("crew")
    blocks = []
    if captains:
        element = select_element(_options(captains), None, placeholder="Left open")
        blocks.append(field("captain", "Captain", element))
    if crew:
        blocks.append(field("crew", "Crew", multi_select_element(_options(crew), (), placeholder="Left open")))
    if not blocks:
        return [context("Nobody is on the roster yet, so the places stay open.")]
    return [*blocks, field("asking", "Have they agreed?", radio_element(ASKING_OPTIONS, "ask"), optional=False)]


def _options(people: Sequence[CrewMember]) -> list[Block]:
    return [option(person.name, person.crew_id) for person in people[:OPTIONS_LIMIT]]


def _checks(questions: Sequence[Question]) -> list[Block]:
    ticks = [question for question in questions if question.code not in NEVER_TICKED]
    return [
        field(
            f"checks{number}",
            "I looked at what was unclear",
            checkboxes_element(
                [option(question.confirm, question.name) for question in ticks[at : at + CHECKS_PER_BLOCK]]
            ),
        )
        for number, at in enumerate(range(0, len(ticks), CHECKS_PER_BLOCK))
    ]
