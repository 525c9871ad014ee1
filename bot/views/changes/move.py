"""Another day or other hours."""

from bot.domain import wishes
from bot.domain.charter import Charter
from bot.domain.forms import form_of
from bot.views import trip_fields, words
from bot.views.blocks import Block, escape
from bot.views.changes.frame import Kind, Sheet
from bot.views.ids import MOVE_MODAL
from bot.views.paste_modal import answer


def _fields(sheet: Sheet) -> list[Block]:
    form = {**form_of(sheet.charter.trip, sheet.boat), **sheet.form}
    return trip_fields.hours(form, {})


def _intro(sheet: Sheet) -> str:
    told = words.first_names([seat.crew_id for seat in sheet.charter.seats], sheet.roster)
    people = f"{escape(told)} will be asked again, and the guest page changes." if told else "The guest page changes."
    return f"{people} {words.on_platform(sheet.charter.booking_id, '*{} is not told: change it there too.*')}"


def _done(charter: Charter) -> Block:
    return answer("Moved", f"{charter.booking_id} is moved. Its thread shows who is asked.")


MOVE = Kind(MOVE_MODAL, "Move this charter", "Move charter", wishes.edit, _intro, _fields, _done)
