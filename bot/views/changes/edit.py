"""Correct anything about the trip."""

from bot.domain import wishes
from bot.domain.charter import Charter
from bot.domain.forms import form_of
from bot.views import trip_fields
from bot.views.blocks import Block
from bot.views.changes.frame import Kind, Sheet
from bot.views.ids import EDIT_MODAL
from bot.views.paste_modal import answer


def _fields(sheet: Sheet) -> list[Block]:
    form = {**form_of(sheet.charter.trip, sheet.boat), **sheet.form}
    return [
        trip_fields.boat(form, sheet.fleet, {}),
        *trip_fields.hours(form, {}),
        *trip_fields.guests(form, {}),
        *trip_fields.small_print(form, {}),
    ]


def _intro(sheet: Sheet) -> str:
    return "Change what is wrong. Nothing is saved before you have seen what it means."


def _done(charter: Charter) -> Block:
    return answer("Saved", f"{charter.booking_id} is changed. Its thread shows what happens.")


EDIT = Kind(EDIT_MODAL, "Edit this charter", "Save changes", wishes.edit, _intro, _fields, _done)
