"""The fields of a trip and its people, as the review and the modals that change a charter show them."""

from collections.abc import Collection, Mapping, Sequence

from bot.domain.boat import Fleet, Role
from bot.domain.charter import CrewMember, Roster
from bot.domain.forms import Form
from bot.views.blocks import (
    INITIAL_LIMIT,
    Block,
    context,
    date_element,
    field,
    multi_select_element,
    number_element,
    option,
    select_element,
    text_element,
    time_element,
)

OPTIONS_LIMIT = 100
"""docs.slack.dev/reference/block-kit/block-elements/select-menu-element."""
TOO_LONG = "This is longer than fits here, so only its beginning stands in the field."
CAPTAIN_OPTIONS = (option("Yes, with captain", "yes"), option("No, without captain", "no"))

Hints = Mapping[str, str]


def boat(form: Form, fleet: Fleet, hints: Hints) -> Block:
    boats = [option(known.name, known.key) for known in fleet.values()]
    return _field("boat", "Boat", select_element(boats, value(form, "boat")), hints, required=True)


def hours(form: Form, hints: Hints) -> list[Block]:
    def moment(name: str, label: str) -> list[Block]:
        day, clock = f"{name}_date", f"{name}_time"
        return [
            _field(day, f"{label}, day", date_element(value(form, day)), hints, required=True),
            _field(clock, f"{label}, time at the boat", time_element(value(form, clock)), hints, required=True),
        ]

    return [*moment("start", "Start"), *moment("end", "End")]


def guests(form: Form, hints: Hints) -> list[Block]:
    party = number_element(value(form, "party_size"), decimal=False, minimum="1")
    return [
        _field("party_size", "Guests", party, hints, required=True),
        text("guest_name", "Guest's name", form, hints),
        text("guest_phone", "Guest's phone", form, hints),
        text("guest_email", "Guest's e-mail", form, hints),
        text("dock", "Where to board", form, hints),
        text("notes", "Guest's note", form, hints, multiline=True),
    ]


def small_print(form: Form, hints: Hints) -> list[Block]:
    captain = select_element(CAPTAIN_OPTIONS, value(form, "captain_included"))
    return [
        _field("captain_included", "Captain included?", captain, hints),
        text("pickup_location", "Location in the booking", form, hints),
        text("total_usd", "Guest paid, in dollars", form, hints),
        text("payout_usd", "You earn, in dollars", form, hints),
    ]


def people(form: Form, roster: Roster, *, staying: Mapping[Role, Collection[str]] | None = None) -> list[Block]:
    """Who sails. Those who are `staying` are offered even where they are no longer to be asked."""
    captains, crew = (_able(roster, role, (staying or {}).get(role, ())) for role in ("captain", "crew"))
    blocks = []
    if captains:
        element = select_element(_options(captains), value(form, "captain"), placeholder="Left open")
        blocks.append(field("captain", "Captain", element, hint=_more(captains)))
    if crew:
        chosen = form.get("crew") or ()
        several = multi_select_element(_options(crew), chosen, placeholder="Left open")
        blocks.append(field("crew", "Crew", several, hint=_more(crew)))
    return blocks or [context("Nobody is on the roster yet, so the places stay open.")]


def text(name: str, label: str, form: Form, hints: Hints, *, required: bool = False, multiline: bool = False) -> Block:
    held = value(form, name)
    told = hints if len(held or "") <= INITIAL_LIMIT else {**hints, name: f"{TOO_LONG} {hints.get(name, '')}".strip()}
    return _field(name, label, text_element(held, multiline=multiline), told, required=required)


def value(form: Form, name: str) -> str | None:
    held = form.get(name)
    return held if isinstance(held, str) else None


def _able(roster: Roster, role: Role, staying: Collection[str]) -> Sequence[CrewMember]:
    able = roster.able(role)
    kept = [member for member in roster.members if member.crew_id in staying and member not in able]
    return (*kept, *able)


def _options(members: Sequence[CrewMember]) -> list[Block]:
    return [option(member.name, member.crew_id) for member in members[:OPTIONS_LIMIT]]


def _more(members: Sequence[CrewMember]) -> str | None:
    more = len(members) - OPTIONS_LIMIT
    return f"{more} more are not offered here: give whom you need a better rank in /charter crew." if more > 0 else None


def _field(name: str, label: str, element: Block, hints: Hints, *, required: bool = False) -> Block:
    return field(name, label, element, hint=hints.get(name) or None, optional=not required)
