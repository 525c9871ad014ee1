"""``/charter boats``: what each listing title is, and what operators taught."""

from typing import Any

from slack_bolt import Ack, App
from slack_sdk import WebClient

from bot.handlers.office import Office
from bot.handlers.received import value_of, view_of
from bot.views import boats_modal
from bot.views.ids import FORGET_TITLE


def register(app: App, office: Office) -> None:
    @app.action(FORGET_TITLE)
    def forget(ack: Ack, body: dict[str, Any], action: dict[str, Any], client: WebClient) -> None:
        office.require_operator(body["user"]["id"], "boats")
        title, view_id = value_of(action), view_of(body)
        office.desk.titles.forget(title)
        view = boats_modal.build(office.settings.fleet, office.desk.titles.every())
        client.views_update(view_id=view_id, view=view)
        ack()


def open_boats(office: Office, trigger_id: str, client: WebClient) -> None:
    view = boats_modal.build(office.settings.fleet, office.desk.titles.every())
    client.views_open(trigger_id=trigger_id, view=view)
