"""A cancelled charter that takes place after all."""

from bot.domain import wishes
from bot.domain.charter import Charter
from bot.views import words
from bot.views.blocks import Block, escape
from bot.views.changes.frame import Kind, Sheet
from bot.views.ids import REOPEN_MODAL
from bot.views.paste_modal import answer


def _fields(sheet: Sheet) -> list[Block]:
    return []


def _intro(sheet: Sheet) -> str:
    told = words.first_names([seat.crew_id for seat in sheet.charter.seats], sheet.roster)
    people = f" and {escape(told)} {'are' if len(sheet.charter.seats) > 1 else 'is'} asked anew" if told else ""
    return f"It goes back on the calendar, its guest page says welcome again{people}."


def _done(charter: Charter) -> Block:
    return answer("Reopened", f"{charter.booking_id} is on again. Its thread shows who is asked.")


REOPEN = Kind(
    REOPEN_MODAL,
    "Reopen this charter?",
    "Reopen charter",
    wishes.reopen,
    _intro,
    _fields,
    _done,
    close="Keep it cancelled",
    says_all_at_once=True,
)
