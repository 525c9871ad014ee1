"""``/charter calendar``: whoever asks gets their own addresses, and a new one when they want."""

from collections.abc import Mapping
from typing import Any

from slack_bolt import Ack, App
from slack_sdk import WebClient

from bot.domain.charter import SlackUser
from bot.handlers.office import Office
from bot.handlers.received import trigger_of, value_of, view_of
from bot.views import calendar_modal
from bot.views.commands import Wish
from bot.views.ids import CALENDAR_MODAL, NEW_ADDRESS


def open_addresses(office: Office, wish: Wish, command: Mapping[str, Any], client: WebClient, ack: Ack) -> None:
    trigger_id = trigger_of(command)
    view = calendar_modal.build(office.feeds.addresses(SlackUser(command["user_id"])))
    client.views_open(trigger_id=trigger_id, view=view)
    ack()


def register(app: App, office: Office) -> None:
    @app.action(NEW_ADDRESS)
    def renew(ack: Ack, body: dict[str, Any], action: dict[str, Any], client: WebClient) -> None:
        feed_id, view_id = value_of(action), view_of(body)
        addresses = office.feeds.addresses(SlackUser(body["user"]["id"]), renew=feed_id)
        client.views_update(view_id=view_id, view=calendar_modal.build(addresses, renewed=feed_id))
        ack()

    @app.view(CALENDAR_MODAL)
    def done(ack: Ack) -> None:
        ack()
