"""The boats, the titles they are known by, and the titles that operators explained."""

from collections.abc import Sequence

from bot.domain.boat import Boat, Fleet, LearnedTitle
from bot.views.blocks import Block, button, context, escape, modal, section
from bot.views.ids import ANSWER_MODAL, FORGET_TITLE

MOST_SHOWN = 80
"""A modal holds a hundred blocks (docs.slack.dev/reference/block-kit/blocks)."""


def build(fleet: Fleet, learned: Sequence[LearnedTitle]) -> Block:
    blocks = [section(_boat(boat)) for boat in fleet.values()]
    blocks.append(section("*Titles I learned*" if learned else "I have not had to learn a listing title yet."))
    blocks += [_title(each, fleet) for each in learned[:MOST_SHOWN]]
    if len(learned) > MOST_SHOWN:
        blocks.append(context(f"{len(learned) - MOST_SHOWN} more are not shown."))
    return modal(ANSWER_MODAL, "Our boats", blocks)


def _boat(boat: Boat) -> str:
    limit = boat.passenger_limit
    carries = f"{limit.people} passengers ({limit.basis})" if limit else "passenger limit not set"
    titles = ", ".join(boat.titles)
    return f"*{escape(boat.name)}* · {escape(boat.dock)}\n{escape(carries)} · known as: {escape(titles)}"


def _title(each: LearnedTitle, fleet: Fleet) -> Block:
    boat = fleet.get(each.boat)
    name = boat.name if boat else "a boat we no longer have"
    line = section(f"“{escape(each.title)}” is {escape(name)}, {escape(each.by_name)} said.")
    return line | {"accessory": button("Forget it", FORGET_TITLE, each.title)}
