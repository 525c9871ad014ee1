"""The first modal: where an operator pastes a booking. And the answers that end there."""

from collections.abc import Mapping
from typing import Any, NamedTuple

from bot.views.blocks import (
    Block,
    context,
    escape,
    field,
    file_element,
    form_values,
    link,
    modal,
    section,
    sections,
    text_element,
)
from bot.views.ids import ANSWER_MODAL, PASTE_MODAL

TEXT, MORE, FILE = "text", "more", "file"
FILE_TYPES = ("eml", "txt", "text", "email", "ics", "csv", "html")


class Pasted(NamedTuple):
    text: str
    files: tuple[Mapping[str, Any], ...]


def build() -> Block:
    """The paste boxes set no ``max_length``: with one, Slack would cut at 3,000 characters."""
    box = text_element(None, multiline=True, placeholder="The whole mail or dashboard page, just as it is")
    more = text_element(None, multiline=True, placeholder="Only if it did not fit into the box above")
    return modal(
        PASTE_MODAL,
        "New charter",
        [
            section("Paste the booking from Boatsetter. I read it, you check it, and only then anything happens."),
            field(TEXT, "Booking text", box),
            field(MORE, "The rest of it", more),
            field(FILE, "Or the mail as a file", file_element(FILE_TYPES), hint="A saved mail (.eml) or a text file."),
        ],
        submit="Read it",
    )


def parse(view: Mapping[str, Any]) -> Pasted:
    """What was pasted, both boxes as one text, and the files."""
    values = form_values(view.get("state") or {})
    boxes = [text for name in (TEXT, MORE) if (text := str(values.get(name) or ""))]
    return Pasted("\n".join(boxes), tuple(values.get(FILE) or ()))


def reading() -> Block:
    """What stands while a file is fetched and read."""
    return modal(ANSWER_MODAL, "New charter", [section("Reading …"), context("This takes a few seconds.")])


def answer(title: str, sentence: str, permalink: str | None = None) -> Block:
    """A modal that only says something, with a link where there is something to open."""
    opening = [section(link(permalink, "Open it"))] if permalink else []
    return modal(ANSWER_MODAL, title, [*sections(escape(sentence)), *opening])
