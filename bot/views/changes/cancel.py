"""Calling a charter off."""

from bot.domain import wishes
from bot.domain.charter import Charter
from bot.views import words
from bot.views.blocks import Block, escape, field, option, select_element
from bot.views.changes.frame import Kind, Sheet
from bot.views.ids import CANCEL_MODAL
from bot.views.paste_modal import answer
from bot.views.trip_fields import value

BY_OPTIONS = (
    option("The renter cancelled", "renter"),
    option("We cancel", "us"),
    option("Weather", "weather"),
)


def _fields(sheet: Sheet) -> list[Block]:
    return [field("by", "Who cancels?", select_element(BY_OPTIONS, value(sheet.form, "by")), optional=False)]


def _intro(sheet: Sheet) -> str:
    charter = sheet.charter
    told = words.first_names([seat.crew_id for seat in charter.seats], sheet.roster)
    people = f", and {escape(told)} {'are' if len(charter.seats) > 1 else 'is'} told at once" if told else ""
    also = words.on_platform(charter.booking_id, "\n*This does NOT cancel it on {}: do that there too.*")
    return f"{charter.booking_id} will be cancelled here: calendar, crew event and guest page change{people}.{also}"


def _done(charter: Charter) -> Block:
    also = words.on_platform(charter.booking_id, " Cancel it on {} too.")
    return answer("Cancelled", f"{charter.booking_id} is cancelled here and the crew is told.{also}")


CANCEL = Kind(
    CANCEL_MODAL,
    "Cancel this charter?",
    "Cancel charter",
    wishes.cancel,
    _intro,
    _fields,
    _done,
    close="Keep charter",
    says_all_at_once=True,
)
