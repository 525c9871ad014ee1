"""An answer that somebody gave by word of mouth, written down by an operator."""

from collections.abc import Mapping
from typing import Any, Literal

from bot.domain.charter import CrewId
from bot.domain.docket import Tap
from bot.domain.forms import Unsettled, text
from bot.views import words
from bot.views.blocks import (
    Block,
    clip,
    field,
    form_values,
    modal,
    option,
    radio_element,
    section,
    select_element,
    text_element,
)
from bot.views.changes.frame import Sheet, headline
from bot.views.ids import WRITE_ANSWER_MODAL
from bot.views.paste_modal import answer

YES, NO = "confirmed", "declined"
LONGEST_REASON = 500
ANSWERS = (option("Yes, they are coming", YES), option("No, they can't make it", NO))


def build(sheet: Sheet) -> Block:
    people = [
        option(sheet.roster.name_of(seat.crew_id), f"{seat.crew_id}|{seat.asked_version}")
        for seat in sheet.charter.seats
    ]
    intro = "What somebody told you counts like their own answer. They are told, and can correct it."
    return modal(
        WRITE_ANSWER_MODAL,
        "Write down an answer",
        [
            section(headline(sheet) + intro),
            field("who", "Who answered?", select_element(people, None), optional=False),
            field("answer", "What did they say?", radio_element(ANSWERS, YES), optional=False),
            field("reason", "Why not?", text_element(None, longest=LONGEST_REASON), hint="Only operators see this."),
        ],
        submit="Write it down",
        private_metadata=sheet.charter.booking_id,
    )


def parse(view: Mapping[str, Any]) -> tuple[str, dict[str, Any]]:
    """The booking id, and what `Tap` needs to know but for the moment and the operator. Raises `Unsettled`."""
    form = form_values(view.get("state") or {})
    who, _, asked_version = str(form.get("who") or "").partition("|")
    version = words.version_in(asked_version)
    if version is None:
        raise Unsettled({"who": "Please choose who answered."})
    said: Literal["confirmed", "declined"] = "declined" if form.get("answer") == NO else "confirmed"
    return str(view.get("private_metadata") or ""), {
        "crew_id": CrewId(who),
        "answer": said,
        "asked_version": version,
        "reason": clip(text(form, "reason") or "", LONGEST_REASON) or None,
    }


def done(booking_id: str, tap: Tap, name: str) -> Block:
    word = "yes" if tap.answer == YES else "no"
    return answer("Written down", f"{name}: {word}. It stands in the thread of {booking_id} in a moment.")
