"""The modal that erases a guest: it says what goes and what stays. Nothing undoes it, so the booking id is typed."""

import datetime as dt
from collections.abc import Mapping
from typing import Any

from bot.domain.boat import Boat
from bot.domain.charter import Charter
from bot.views import words
from bot.views.blocks import Block, escape, field, form_values, modal, section, text_element
from bot.views.ids import FORGET_MODAL
from bot.views.paste_modal import answer

TYPED = "typed"


def build(charter: Charter, boat: Boat, now: dt.datetime) -> Block:
    booking_id = charter.booking_id
    return modal(
        FORGET_MODAL,
        "Erase the guest?",
        [
            section(
                f"*{booking_id}* · {escape(boat.name)} · {words.trip_span(charter, boat, now)}\n"
                "*This erases at once* the guest's name, phone, e-mail, note and pick-up: here, in the crew event and "
                "in the text that was pasted. The messages in Slack are drawn without the name, and the guest page "
                "says that it has closed."
            ),
            section(
                "*This stays:* boat, hours, head count, amounts, crew and the log. Mails that went out and texts "
                "somebody copied are where they are; backups let go of the guest within 35 days. "
                "Nobody of the crew is asked again.\n*Nothing can undo this.*"
            ),
            field(TYPED, f"Type {booking_id} to erase its guest", text_element(None), optional=False),
        ],
        submit="Erase for good",
        close="Keep everything",
        private_metadata=booking_id,
    )


def parse(view: Mapping[str, Any]) -> tuple[str, bool]:
    """The booking id, and whether it was typed as it should be."""
    booking_id = str(view.get("private_metadata") or "")
    typed = str(form_values(view.get("state") or {}).get(TYPED) or "").strip().upper().removeprefix("#")
    return booking_id, typed == booking_id


def not_typed(booking_id: str) -> dict[str, str]:
    return {TYPED: f"Nothing was erased. To erase the guest, type {booking_id} here."}


def forgotten(booking_id: str) -> Block:
    return answer("Erased", f"The guest of {booking_id} is erased here. The other systems follow within a minute.")
