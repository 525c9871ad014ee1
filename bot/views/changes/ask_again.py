"""A fresh call to people who have not answered, or who said no."""

from bot.domain import wishes
from bot.domain.charter import Charter
from bot.views.blocks import Block, field, multi_select_element, option
from bot.views.changes.frame import Kind, Sheet
from bot.views.ids import ASK_AGAIN_MODAL
from bot.views.paste_modal import answer


def _fields(sheet: Sheet) -> list[Block]:
    people = [option(sheet.roster.name_of(seat.crew_id), seat.crew_id) for seat in sheet.charter.seats]
    chosen = multi_select_element(people, sheet.form.get("people") or (), placeholder="Choose who")
    return [field("people", "Who is asked again?", chosen, optional=False)] if people else []


def _intro(sheet: Sheet) -> str:
    if not sheet.charter.seats:
        return "Nobody is on this charter yet. Put somebody on it with *Change crew*."
    return "They get a new call in Slack and by mail, with fresh buttons. An answer given before no longer counts."


def _done(charter: Charter) -> Block:
    return answer("Asked again", f"The call of {charter.booking_id} goes out again. Its thread shows who answers.")


ASK_AGAIN = Kind(
    ASK_AGAIN_MODAL, "Ask again", "Ask again", wishes.ask_again, _intro, _fields, _done, says_all_at_once=True
)
