"""The form for one person of the crew list.

When it is drawn again because somebody else changed the person, its blocks get new ids: under the old ones Slack would
keep showing what stood in the fields before.
"""

import datetime as dt
from collections.abc import Mapping
from typing import Any, NamedTuple

from pydantic import BaseModel, ConfigDict, ValidationError

from bot.domain.boat import Fleet
from bot.domain.charter import CrewMember
from bot.domain.forms import Form
from bot.domain.roster import LOWEST_RANK, Coming
from bot.views.blocks import (
    Block,
    checkboxes_element,
    escape,
    field,
    form_values,
    modal,
    number_element,
    option,
    radio_element,
    section,
    select_element,
    text_element,
    user_element,
)
from bot.views.crew_words import changed, charters
from bot.views.ids import MEMBER_MODAL
from language import times

ROLES = (option("Captain", "captain"), option("Crew", "crew"))
ACTIVE = (option("Active: can be asked", "yes"), option("Not active: is asked no more", "no"))


class Memo(BaseModel):
    """What the form carries along."""

    model_config = ConfigDict(frozen=True, hide_input_in_errors=True)

    form_id: str
    seen: CrewMember | None = None
    turn: int = 0
    """How often it was drawn again."""
    operator_meant: str = ""


class Sent(NamedTuple):
    memo: Memo
    form: Form


def build(memo: Memo, fleet: Fleet, *, form: Form | None = None, notes: tuple[str, ...] = ()) -> Block:
    """Filled in from `form`, or from the person as seen; `notes` stand on top, for mrkdwn."""
    held = form if form is not None else form_of(memo.seen)
    fields = [field(_block_id(name, memo), *parts, **more) for name, parts, more in _fields(held, fleet)]
    if memo.seen is not None:
        radio = radio_element(ACTIVE, "no" if held.get("active") == "no" else "yes")
        fields.append(field(_block_id("active", memo), "On the crew list", radio, optional=False))
    return modal(
        MEMBER_MODAL,
        "Change a person" if memo.seen else "Add to the crew list",
        [*(section(note) for note in notes), *fields],
        submit="Save",
        close="Leave as it is",
        private_metadata=memo.model_dump_json(exclude_defaults=True),
    )


def parse(view: Mapping[str, Any]) -> Sent | None:
    """The form as it was sent; None where it is none of ours."""
    try:
        memo = Memo.model_validate_json(str(view.get("private_metadata") or ""))
    except ValidationError:
        return None
    values = form_values(view.get("state") or {})
    return Sent(memo, {name.partition(".")[0]: value for name, value in values.items()})


def errors_at_fields(errors: Mapping[str, str], memo: Memo) -> dict[str, str]:
    return {_block_id(name, memo): sentence for name, sentence in errors.items()}


def form_of(member: CrewMember | None) -> Form:
    """A person as the form shows them."""
    if member is None:
        return {"rank": "1"}
    texts = {name: getattr(member, name) for name in ("name", "email", "phone", "slack_user", "home_boat")}
    active = "yes" if member.active else "no"
    return {**texts, "roles": list(member.roles), "rank": str(member.rank), "active": active}


def merged(typed: Form, seen: CrewMember, now: CrewMember) -> Form:
    """What the operator typed, and what somebody else made of the fields they left alone."""
    before, after = form_of(seen), form_of(now)
    return {name: after[name] if _same(typed.get(name), before[name]) else typed.get(name) for name in after}


def still_on(member: CrewMember, coming: Coming, home: Fleet, now: dt.datetime) -> str:
    """That a change of this list changes no charter; nothing for who is on none."""
    zone = next(iter(home.values())).zone
    today = now.astimezone(zone).date()
    named = [
        f"{booking_id} ({times.day(slot.from_at.astimezone(zone).date(), today)})"
        for booking_id, slot in coming.items()
    ]
    if not named:
        return ""
    name = escape(member.first_name)
    return (
        f"{name} is on {charters(named)}. If you make {name} inactive, they stay on "
        "each of them until you change that charter."
    )


def changed_note(seen: CrewMember, now: CrewMember, by: str | None) -> str:
    who = f"<@{by}>" if by else "Somebody"
    return (
        f":warning: {who} changed this person after you opened the form: {changed(seen, now)}. "
        "Nothing of yours was saved yet. What you typed still stands below: please look once more, then save."
    )


def operator_note(user: str) -> str:
    return (
        f":warning: <@{user}> is one of the operators. If they are crew as well, save again: "
        "they will be asked about charters like everybody on this list. Otherwise choose another account."
    )


def _fields(held: Form, fleet: Fleet) -> list[tuple[str, tuple[str, Block], dict[str, Any]]]:
    boats = [option(boat.name, boat.key) for boat in fleet.values()]
    roles = held.get("roles") or ()
    rank = {**number_element(_text(held, "rank"), decimal=False, minimum="1"), "max_value": str(LOWEST_RANK)}
    asked_by = "Left empty, I look for it by the e-mail address."
    return [
        ("name", ("Name", text_element(_text(held, "name"))), {"optional": False}),
        ("roles", ("Can sail as", checkboxes_element(ROLES, roles)), {"optional": False}),
        ("rank", ("Rank", rank), {"hint": "Who stands first in every choice: 1 before 2.", "optional": False}),
        ("email", ("E-mail", text_element(_text(held, "email"))), {}),
        ("slack_user", ("Slack account", user_element(_text(held, "slack_user"))), {"hint": asked_by}),
        ("phone", ("Phone", text_element(_text(held, "phone"))), {}),
        ("home_boat", ("Home boat", select_element(boats, _text(held, "home_boat"))), {}),
    ]


def _text(held: Form, name: str) -> str | None:
    value = held.get(name)
    return value if isinstance(value, str) else None


def _same(one: object, other: object) -> bool:
    if isinstance(one, list | tuple) and isinstance(other, list | tuple):
        return set(one) == set(other)
    return (one or "") == (other or "")


def _block_id(name: str, memo: Memo) -> str:
    return f"{name}.{memo.turn}" if memo.turn else name
