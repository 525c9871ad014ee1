"""The Home tab: somebody opens it, or presses one of its buttons. The worker draws it."""

import time
from typing import Any

from slack_bolt import Ack, App
from slack_sdk import WebClient

from bot.domain.charter import SlackUser
from bot.domain.errors import new_reference
from bot.handlers.office import Office, operator_of
from bot.handlers.received import trigger_of, value_of
from bot.views import detail_modal
from bot.views.ids import HOME_OPEN, HOME_REVIEW
from bot.views.opened import opened_view


def register(app: App, office: Office) -> None:
    @app.event("app_home_opened")
    def opened(event: dict[str, Any], body: dict[str, Any]) -> None:
        user, event_id = event.get("user"), body.get("event_id") or new_reference()
        if event.get("tab") == "home" and isinstance(user, str):
            office.season.note_viewer(SlackUser(user))
            office.desk.jobs.draw_home(SlackUser(user), str(event_id), time.time())

    @app.action(HOME_REVIEW)
    def go_on(ack: Ack, body: dict[str, Any], action: dict[str, Any], client: WebClient) -> None:
        office.require_operator(body["user"]["id"], "new")
        review = office.pasting.resume(value_of(action), operator_of(body))
        view = opened_view(review, office.settings.fleet, office.clock())
        client.views_open(trigger_id=trigger_of(body), view=view)
        ack()

    @app.action(HOME_OPEN)
    def open_charter(ack: Ack, body: dict[str, Any], action: dict[str, Any], client: WebClient) -> None:
        booking_id = value_of(action)
        office.require_operator(body["user"]["id"], "show", booking_id)
        view = detail_modal.build(office.scene(booking_id), office.settings.channel)
        client.views_open(trigger_id=trigger_of(body), view=view)
        ack()
