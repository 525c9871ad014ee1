"""The crew list: everybody who can be asked, who no longer is, and what is being saved."""

from bot.domain.boat import Fleet
from bot.domain.charter import CrewMember
from bot.domain.roster import Book
from bot.views.blocks import Block, actions, button, context, escape, modal, section
from bot.views.crew_words import described
from bot.views.ids import ROSTER_ADD, ROSTER_EARLIER, ROSTER_EDIT, ROSTER_LATER, ROSTER_MODAL

PER_PAGE = 40
"""A modal holds a hundred blocks (docs.slack.dev/reference/views/modal-views)."""
LONGEST_PAGE = 6
BEING_SAVED = "_being saved_"


def build(book: Book, fleet: Fleet, page: int = 0) -> Block:
    people = book.people()
    last = max(0, (len(people) - 1) // PER_PAGE)
    page = min(max(page, 0), last)
    shown = people[page * PER_PAGE : (page + 1) * PER_PAGE]
    return modal(
        ROSTER_MODAL,
        "The crew list",
        [
            section(_head(people)),
            actions([button("Add somebody", ROSTER_ADD, "add", "primary")]),
            *(_person(member, book, fleet) for member in shown),
            *_pages(page, last),
        ],
    )


def page_in(value: str) -> int:
    """The page that a button leads to; the first where it says none."""
    return int(value) if value.isdecimal() and len(value) < LONGEST_PAGE else 0


def _head(people: tuple[CrewMember, ...]) -> str:
    active = sum(member.active for member in people)
    if not people:
        return "Nobody is on the crew list yet. Add the people who sail with you, so that I can ask them."
    left = len(people) - active
    return f"{active} can be asked{f', {left} no longer' if left else ''}. Rank 1 stands first in every choice."


def _person(member: CrewMember, book: Book, fleet: Fleet) -> Block:
    marks = [] if member.active else ["not active"]
    if book.waiting(member.crew_id):
        marks.append(BEING_SAVED)
    head = " · ".join([f"*{escape(member.name)}*", *marks])
    line = section(f"{head}\n{described(member, fleet)}")
    return line | {"accessory": button("Edit", ROSTER_EDIT, member.crew_id)}


def _pages(page: int, last: int) -> list[Block]:
    if last == 0:
        return []
    buttons = [button("Earlier names", ROSTER_EARLIER, str(page - 1))] if page else []
    buttons += [button("Later names", ROSTER_LATER, str(page + 1))] if page < last else []
    return [context(f"Page {page + 1} of {last + 1}"), actions(buttons)]
