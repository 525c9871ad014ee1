"""The first modal: where an operator pastes a booking. And the answers that end there."""

from collections.abc import Mapping
from typing import Any

from bot.views.blocks import Block, escape, field, form_values, modal, section, text_element
from bot.views.ids import PASTE_MODAL

TEXT = "text"


def build() -> Block:
    """The paste box sets no ``max_length``: with one, Slack would cut at 3,000 characters."""
    box = text_element(None, multiline=True, placeholder="The whole mail or dashboard page, just as it is")
    return modal(
        PASTE_MODAL,
        "New charter",
        [
            section("Paste the booking from Boatsetter. I read it, you check it, and only then anything happens."),
            field(TEXT, "Booking text", box, optional=False),
        ],
        submit="Read it",
    )


def parse(view: Mapping[str, Any]) -> str:
    """The pasted text."""
    return str(form_values(view.get("state") or {}).get(TEXT) or "")


def answer(title: str, sentence: str) -> Block:
    """A modal that only says something."""
    return modal("charter:answer", title, [section(escape(sentence))])


def saved(booking_id: str, channel: str) -> Block:
    text = f"*Saved as {booking_id}.* Follow it in <#{channel}>."
    return modal("charter:answer", "Saved", [section(text)])
