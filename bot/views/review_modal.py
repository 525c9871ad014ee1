"""The second modal: everything that was read and why, every field editable, every doubt on top and at its field."""

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
    boat = boat_by_title(fleet, draft.read.get("boat_title"))
    blocks = [
        *_doubts(draft, boat),
        *_booking(draft, fleet),
        *_hours(draft),
        *_guests(draft),
        *_people(roster),
        divider(),
        *_small_print(draft),
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


def _booking(draft: Draft, fleet: Fleet) -> list[Block]:
    boats = [option(known.name, known.key) for known in fleet.values()]
    return [
        _text(draft, "booking_id", "Booking id", required=True),
        _field(draft, "status", "Status", select_element(STATUS_OPTIONS, draft.read.get("status"))),
        _field(draft, "boat", "Boat", select_element(boats, draft.read.get("boat")), required=True),
    ]


def _hours(draft: Draft) -> list[Block]:
    def moment(name: str, label: str) -> list[Block]:
        day, clock = f"{name}_date", f"{name}_time"
        return [
            _field(draft, day, f"{label}, day", date_element(draft.read.get(day)), required=True),
            _field(draft, clock, f"{label}, time at the boat", time_element(draft.read.get(clock)), required=True),
        ]

    return [*moment("start", "Start"), *moment("end", "End")]


def _guests(draft: Draft) -> list[Block]:
    party = number_element(draft.read.get("party_size"), decimal=False, minimum="1")
    pickup = draft.read.get("pickup_location")
    return [
        _field(draft, "party_size", "Guests", party, required=True),
        _text(draft, "guest_name", "Guest's name"),
        _text(draft, "guest_phone", "Guest's phone"),
        _text(draft, "guest_email", "Guest's e-mail"),
        _text(draft, "dock", "Where to board", beside=f"The text says: {pickup}" if pickup else None),
        _text(draft, "notes", "Guest's note", multiline=True),
    ]


def _small_print(draft: Draft) -> list[Block]:
    captain = select_element(CAPTAIN_OPTIONS, draft.read.get("captain_included"))
    return [
        _field(draft, "captain_included", "Captain included?", captain),
        _text(draft, "pickup_location", "Location in the booking"),
        _text(draft, "total_usd", "Guest paid, in dollars"),
        _text(draft, "payout_usd", "You earn, in dollars"),
    ]


def _text(
    draft: Draft, name: str, label: str, *, beside: str | None = None, required: bool = False, multiline: bool = False
) -> Block:
    element = text_element(draft.read.get(name), multiline=multiline)
    return _field(draft, name, label, element, beside=beside, required=required)


def _field(
    draft: Draft, name: str, label: str, element: Block, *, beside: str | None = None, required: bool = False
) -> Block:
    """A field whose hint says what is unclear about it, why it holds what it holds, and what else the text says."""
    doubts = (question.sentence for question in draft.questions if name in question.fields)
    hint = " ".join(sentence for sentence in (*doubts, draft.reasons.get(name), beside) if sentence)
    return field(name, label, element, hint=hint or None, optional=not required)


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
