"""Other people on a charter."""

from bot.domain import wishes
from bot.domain.boat import Role
from bot.domain.charter import Charter
from bot.domain.forms import Form
from bot.views import trip_fields, words
from bot.views.blocks import Block, escape
from bot.views.changes.frame import Kind, Sheet
from bot.views.ids import REASSIGN_MODAL
from bot.views.paste_modal import answer


def _fields(sheet: Sheet) -> list[Block]:
    staying: dict[Role, list[str]] = {"captain": [], "crew": []}
    for seat in sheet.charter.seats:
        staying[seat.role].append(seat.crew_id)
    now: Form = {"captain": next(iter(staying["captain"]), None), "crew": staying["crew"]}
    return trip_fields.people(sheet.form or now, sheet.roster, staying=staying)


def _intro(sheet: Sheet) -> str:
    names = words.listed([f"{sheet.roster.name_of(seat.crew_id)} ({seat.role})" for seat in sheet.charter.seats])
    return f"On it now: {escape(names) or 'nobody'}. Who stays keeps their answer."


def _done(charter: Charter) -> Block:
    return answer("Crew changed", f"The crew of {charter.booking_id} is changed. Its thread shows who is told.")


REASSIGN = Kind(REASSIGN_MODAL, "Change the crew", "Change the crew", wishes.reassign, _intro, _fields, _done)
