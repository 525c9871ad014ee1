"""What every modal that changes a charter shows: what is now, what changed meanwhile, what will change, who hears.

It is drawn until its reader has seen everything: the first submit shows what will change, the second one does it. A
charter that somebody else changed in between, or hours that are taken, draw it once more with what was typed kept.
"""

import datetime as dt
import hashlib
import json
from collections.abc import Callable, Mapping
from types import MappingProxyType
from typing import Any, NamedTuple

from bot.domain.boat import Boat, Fleet
from bot.domain.charter import Change, Charter, Operator, Roster
from bot.domain.forms import Form
from bot.domain.guards import Overlap
from bot.domain.wishes import Asked
from bot.views import words
from bot.views.blocks import Block, escape, form_values, modal, section, sections
from bot.views.differences import difference_lines, who_is_told
from bot.views.overlaps import OVERRIDE, overlap_blocks, override_fields

SHOW = "See what changes"


class Seen(NamedTuple):
    """What the person who submits had before them."""

    booking_id: str
    version: int
    shown: str = ""
    """The name of the form whose effects were shown, by `name_of_form`."""


class Sheet(NamedTuple):
    """What a modal is drawn from."""

    charter: Charter
    fleet: Fleet
    roster: Roster
    now: dt.datetime
    form: Form = MappingProxyType({})
    """What stands in the fields so far."""
    seen_version: int | None = None
    """The version that was shown when this was typed, where it is not the present one."""
    after: Charter | None = None
    """The version that the form makes, where that is to be shown."""
    doubts: tuple[str, ...] = ()
    overlaps: tuple[Overlap, ...] = ()

    @property
    def boat(self) -> Boat:
        return self.fleet[self.charter.trip.boat]


class Kind(NamedTuple):
    """One modal."""

    callback_id: str
    title: str
    submit: str
    wish: Callable[[Asked], Charter]
    intro: Callable[[Sheet], str]
    fields: Callable[[Sheet], list[Block]]
    done: Callable[[Charter], Block]
    close: str = "Leave as it is"
    says_all_at_once: bool = False
    """Whether its effects do not depend on what is typed, so that one submit is enough."""


def build(kind: Kind, sheet: Sheet) -> Block:
    shown = name_of_form(sheet.form) if sheet.after else ""
    fields = kind.fields(sheet)
    return modal(
        kind.callback_id,
        kind.title,
        [
            *sections(headline(sheet) + _intro(kind, sheet)),
            *_news(sheet),
            *(section(f":warning: {escape(doubt)}") for doubt in sheet.doubts),
            *overlap_blocks(sheet.overlaps, sheet.boat, sheet.fleet, sheet.roster, sheet.now),
            *_effects(sheet),
            *fields,
            *override_fields(sheet.overlaps),
        ],
        submit=kind.submit if sheet.after or kind.says_all_at_once else SHOW,
        close=kind.close,
        private_metadata=json.dumps([sheet.charter.booking_id, sheet.charter.version, shown]),
    )


def parse(view: Mapping[str, Any]) -> tuple[Seen, Form]:
    """What was seen and what was typed. A modal that was not made here gives no id."""
    form = form_values(view.get("state") or {})
    try:
        booking_id, version, shown = json.loads(str(view.get("private_metadata") or ""))
        return Seen(str(booking_id), int(version), str(shown)), form
    except (ValueError, TypeError, OverflowError, RecursionError):
        return Seen("", 0), form


def name_of_form(form: Form) -> str:
    """The same for the same wishes, whatever was said about overlaps."""
    wishes = {name: value for name, value in form.items() if not name.startswith(OVERRIDE) and value}
    return hashlib.sha256(json.dumps(wishes, sort_keys=True).encode()).hexdigest()[:16]


def is_second_click(by: Operator, charter: Charter, seen: Seen) -> bool:
    """Whether what is on file may be this very wish: the next version, by the same person."""
    return charter.version == seen.version + 1 and charter.changes[-1].by == by.user


def headline(sheet: Sheet) -> str:
    """What the charter is now."""
    charter = sheet.charter
    span = words.trip_span(charter, sheet.boat, sheet.now)
    state = ", cancelled" if charter.status == "cancelled" else ""
    return f"*{charter.booking_id}* · {escape(sheet.boat.name)} · {span} ({escape(sheet.boat.place)} time){state}\n"


def _intro(kind: Kind, sheet: Sheet) -> str:
    """What such a change means in general, until its effects can be named."""
    return kind.intro(sheet) if kind.says_all_at_once or sheet.after is None else ""


def _news(sheet: Sheet) -> list[Block]:
    if sheet.seen_version is None:
        return []
    changes = [change for change in sheet.charter.changes if change.version > sheet.seen_version]
    lines = [f":warning: {_told(change)}" for change in changes]
    return sections("\n".join([*lines, "What you typed is kept. Please look at it once more."])) if lines else []


def _told(change: Change) -> str:
    fields = words.listed([words.field_words(name) for name in change.fields])
    what = words.CHANGE_WORDS[change.kind] + (f": {fields}" if fields else "")
    return f"{escape(change.by_name)} {what}, while you had this open."


def _effects(sheet: Sheet) -> list[Block]:
    if sheet.after is None:
        return []
    lines = [f"• {line}" for line in difference_lines(sheet.charter, sheet.after, sheet.fleet, sheet.roster, sheet.now)]
    told = who_is_told(sheet.charter, sheet.after, sheet.roster)
    return [*(sections("\n".join(["*This will change:*", *lines])) if lines else []), *sections(told)]
