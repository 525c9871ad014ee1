"""The modals that change a charter: opened by a command or a button, and submitted."""

from collections.abc import Mapping
from typing import Any

from slack_bolt import Ack, App
from slack_sdk import WebClient

from bot.domain.charter import Charter, Operator
from bot.domain.errors import Rejected
from bot.domain.forms import Form
from bot.domain.guards import Taken
from bot.domain.wishes import Asked
from bot.handlers.office import Office, operator_of
from bot.handlers.received import name_in, trigger_of, value_of
from bot.ports import Overtaken
from bot.views import ids
from bot.views.changes import frame
from bot.views.changes.ask_again import ASK_AGAIN
from bot.views.changes.cancel import CANCEL
from bot.views.changes.edit import EDIT
from bot.views.changes.frame import Kind, Seen, Sheet
from bot.views.changes.move import MOVE
from bot.views.changes.reassign import REASSIGN
from bot.views.changes.reopen import REOPEN
from bot.views.overlaps import parse_override

CHANGES: Mapping[str, tuple[str, Kind]] = {
    "edit": (ids.EDIT, EDIT),
    "move": (ids.MOVE, MOVE),
    "reassign": (ids.REASSIGN, REASSIGN),
    "ask": (ids.ASK_AGAIN, ASK_AGAIN),
    "cancel": (ids.CANCEL, CANCEL),
    "reopen": (ids.REOPEN, REOPEN),
}
"""By the word after ``/charter``: the button that opens the same modal, and the modal."""


def register(app: App, office: Office) -> None:
    for wish, (button, kind) in CHANGES.items():
        app.action(button)(_button(office, wish))
        app.view(kind.callback_id)(_submitted(office, wish, kind))


def open_change(office: Office, wish: str, booking_id: str, trigger_id: str, client: WebClient) -> None:
    """Shows the modal of a wish. Raises `Rejected` where the charter as it is cannot be changed so."""
    sheet = sheet_of(office, booking_id)
    _require_state(wish, sheet.charter)
    _, kind = CHANGES[wish]
    client.views_open(trigger_id=trigger_id, view=frame.build(kind, sheet))


def sheet_of(office: Office, booking_id: str) -> Sheet:
    charter, roster = office.desk.with_roster(booking_id)
    return Sheet(charter, office.settings.fleet, roster, office.clock())


def _button(office: Office, wish: str) -> Any:
    def pressed(ack: Ack, body: dict[str, Any], action: dict[str, Any], client: WebClient) -> None:
        booking_id = value_of(action)
        office.require_operator(body["user"]["id"], wish, booking_id)
        open_change(office, wish, booking_id, trigger_of(body), client)
        ack()

    return pressed


def _submitted(office: Office, wish: str, kind: Kind) -> Any:
    def submitted(ack: Ack, body: dict[str, Any], view: dict[str, Any]) -> None:
        seen, form = frame.parse(view)
        office.require_operator(body["user"]["id"], wish, seen.booking_id)
        name_in(seen.booking_id)
        ack(response_action="update", view=_next_view(office, operator_of(body), kind, seen, form))

    return submitted


def _next_view(office: Office, by: Operator, kind: Kind, seen: Seen, form: Form) -> dict[str, Any]:
    """What follows a submit: the effects to be agreed to, what got in the way, or that it is done."""
    sheet = sheet_of(office, seen.booking_id)
    before = sheet.charter
    try:
        after = kind.wish(Asked(before, form, office.settings.fleet, by, office.clock()))
    except Rejected:
        if frame.is_second_click(by, before, seen):
            return kind.done(before)
        raise
    sheet = sheet._replace(
        form=form, after=after, seen_version=seen.version if seen.version != before.version else None
    )
    agreed = kind.says_all_at_once or seen.shown == frame.name_of_form(form)
    if sheet.seen_version is not None or not agreed:
        return frame.build(kind, sheet._replace(overlaps=office.desk.overlaps_of(before, after)))
    try:
        return kind.done(office.desk.change(before, after, parse_override(form)))
    except Taken as taken:
        return frame.build(kind, sheet._replace(overlaps=taken.overlaps))
    except Overtaken:
        return _next_view(office, by, kind, seen, form)


def _require_state(wish: str, charter: Charter) -> None:
    if wish == "reopen" and charter.status != "cancelled":
        raise Rejected("not_cancelled", f"{charter.booking_id} is not cancelled, so there is nothing to reopen.")
    if wish != "reopen" and charter.status == "cancelled":
        raise Rejected("is_cancelled", f"{charter.booking_id} is cancelled already. Reopen it to change it.")
