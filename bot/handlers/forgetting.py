"""``/charter forget``: the modal that asks, and what it does once the booking id is typed."""

from collections.abc import Mapping
from typing import Any

from slack_bolt import Ack, App
from slack_sdk import WebClient

from bot.domain.errors import Rejected
from bot.domain.forgetting import forget
from bot.handlers.office import Office, operator_of
from bot.handlers.received import name_in, trigger_of
from bot.views import forget_modal
from bot.views.commands import Wish
from bot.views.ids import FORGET_MODAL


def register(app: App, office: Office) -> None:
    @app.view(FORGET_MODAL)
    def typed(ack: Ack, body: dict[str, Any], view: dict[str, Any]) -> None:
        booking_id, is_typed = forget_modal.parse(view)
        office.require_operator(body["user"]["id"], "forget", booking_id)
        name_in(booking_id)
        if not is_typed:
            ack(response_action="errors", errors=forget_modal.not_typed(booking_id))
            return
        charter = office.desk.charter(booking_id)
        office.desk.change(charter, forget(charter, by=operator_of(body), now=office.clock()))
        ack(response_action="update", view=forget_modal.forgotten(booking_id))


def ask(office: Office, wish: Wish, command: Mapping[str, Any], client: WebClient, ack: Ack) -> None:
    charter = office.desk.charter(wish.booking_id)
    if charter.forgotten_at is not None:
        raise Rejected("is_forgotten", f"The guest of {wish.booking_id} is erased already. Nothing was changed.")
    boat = office.settings.fleet[charter.trip.boat]
    client.views_open(trigger_id=trigger_of(command), view=forget_modal.build(charter, boat, office.clock()))
    ack()
