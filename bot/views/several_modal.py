"""A text that holds several bookings: the list of them, and the way from one review to the next."""

import datetime as dt
from collections.abc import Mapping, Sequence
from typing import Any

from bot.domain.opened import Row, Several
from bot.views import words
from bot.views.blocks import Block, context, escape, modal, section, sections
from bot.views.ids import ANSWER_MODAL, NEXT_MODAL
from language import times

SKIPPED = {
    "on_file": "on file already: paste it alone and I compare it",
    "cancelled": "cancelled, so nothing to create",
    "nothing": "nothing to create",
}

CUT = "The text was too long to be read to its end. Paste what is missing here by itself afterwards."


def build(several: Several, now: dt.datetime) -> Block:
    to_review = [row for row in several.rows if row.skipped is None]
    then = "You check them one after the other." if to_review else "None of them needs to be created."
    blocks = [
        section(f"This text holds *{len(several.rows)} bookings*{' or more' if several.is_cut else ''}. {then}"),
        *sections("\n".join(f"{number}. {_row(row, now)}" for number, row in enumerate(several.rows, 1))),
        *([context(CUT)] if several.is_cut else []),
    ]
    if several.first_draft is None:
        return modal(ANSWER_MODAL, "Several bookings", blocks)
    label = "Check the first" if len(to_review) > 1 else "Check it"
    return _to_next("Several bookings", blocks, label, several.first_draft)


def saved(booking_id: str, channel: str, following: Sequence[str]) -> Block:
    """After a review was saved: where to follow it, and how many more there are."""
    done = section(f"*Saved as {booking_id}.* Follow it in <#{channel}>.")
    if not following:
        return modal(ANSWER_MODAL, "Saved", [done])
    left = "One more booking of this text waits." if len(following) == 1 else f"{len(following)} more bookings wait."
    return _to_next("Saved", [done, section(left)], "Check the next", following[0])


def parse(view: Mapping[str, Any]) -> str:
    """The draft to be reviewed next."""
    return str(view.get("private_metadata") or "")


def _to_next(title: str, blocks: Sequence[Block], label: str, draft_id: str) -> Block:
    return modal(NEXT_MODAL, title, blocks, submit=label, close="Not now", private_metadata=draft_id)


def _row(row: Row, now: dt.datetime) -> str:
    start = times.moment(row.start_local, now.date()) if row.start_local else ""
    party = words.party(row.party_size) if row.party_size else ""
    boat = row.boat.name if row.boat else ""
    facts = " · ".join(escape(fact) for fact in (row.booking_id, boat, start, row.guest_name, party) if fact)
    return f"~{facts}~ {SKIPPED[row.skipped]}" if row.skipped else facts or "hard to read: you fill it in"
