"""What is taken already, in words, and the field in which an operator says why it is right all the same."""

import datetime as dt
from collections.abc import Mapping, Sequence
from typing import Any

from bot.domain.block import is_block
from bot.domain.boat import Boat, BoatKey, Fleet
from bot.domain.charter import Roster
from bot.domain.guards import Overlap, Override, name_of
from bot.views.blocks import Block, clip, escape, field, sections, text_element
from language import times

OVERRIDE = "override-"
"""How the field's block id begins; the name of the overlaps shown follows, so that nothing unseen is overridden."""

LONGEST_REASON = 300


def overlap_blocks(
    overlaps: Sequence[Overlap], boat: Boat, fleet: Fleet, roster: Roster, now: dt.datetime
) -> list[Block]:
    """One warning for each; nothing where nothing is taken."""
    if not overlaps:
        return []
    lines = [f":warning: {sentence(overlap, boat, fleet, roster, now)}" for overlap in overlaps]
    return sections("\n".join([*lines, "*Change it, or say at the very end why both are right.*"]))


def override_fields(overlaps: Sequence[Overlap]) -> list[Block]:
    if not overlaps:
        return []
    hint = "Leave this empty if it is not. What you write here stays in the charter's log."
    element = text_element(None, placeholder="e.g. the other one is about to be cancelled", longest=LONGEST_REASON)
    return [field(OVERRIDE + name_of(overlaps), "Save it all the same, because …", element, hint=hint)]


def sentence(overlap: Overlap, boat: Boat, fleet: Fleet, roster: Roster, now: dt.datetime) -> str:
    """``JADA is taken by KWBZPGD: Sat, May 30 · 1:00–5:00 PM, with the time to turn her around.``"""
    start, end = (at.astimezone(boat.zone) for at in (overlap.slot.from_at, overlap.slot.to_at))
    span = times.span(start, end, now.astimezone(boat.zone).date())
    if is_block(overlap.booking_id):
        why = escape(overlap.slot.note or "")
        return f"{escape(fleet[BoatKey(overlap.name)].name)} is blocked: {span} ({why})."
    if overlap.kind == "boat":
        name = fleet[BoatKey(overlap.name)].name
        return f"{escape(name)} is taken by {overlap.booking_id}: {span}, with the time to turn her around."
    return f"{escape(roster.name_of(overlap.name))} is on {overlap.booking_id}: {span}."


def parse_override(form: Mapping[str, Any]) -> Override | None:
    """The reason an operator gave, with the name of the overlaps it was given for."""
    for block_id, reason in form.items():
        if block_id.startswith(OVERRIDE) and isinstance(reason, str) and reason.strip():
            return Override(block_id.removeprefix(OVERRIDE), clip(" ".join(reason.split()), LONGEST_REASON))
    return None
