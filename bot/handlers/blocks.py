"""``/charter block``: blocking a boat, and lifting a block."""

import datetime as dt
from collections.abc import Sequence
from typing import Any

from slack_bolt import Ack, App
from slack_sdk import WebClient

from bot.domain.charter import Operator
from bot.domain.forms import Form
from bot.domain.guards import Taken, name_of
from bot.domain.home import home_boat
from bot.handlers.office import Office, operator_of
from bot.handlers.received import value_of, view_of
from bot.pipeline.blocking import typed
from bot.views import block_modal
from bot.views.ids import BLOCK_MODAL, LIFT_BLOCK


def register(app: App, office: Office) -> None:
    @app.view(BLOCK_MODAL)
    def submitted(ack: Ack, body: dict[str, Any], view: dict[str, Any]) -> None:
        office.require_operator(body["user"]["id"], "block")
        shown, form = block_modal.parse(view)
        ack(response_action="update", view=_block(office, operator_of(body), shown, form))

    @app.action(LIFT_BLOCK)
    def lift(ack: Ack, body: dict[str, Any], action: dict[str, Any], client: WebClient) -> None:
        office.require_operator(body["user"]["id"], "block")
        block_id, view_id = value_of(action), view_of(body)
        office.blocking.lift(block_id)
        client.views_update(view_id=view_id, view=_modal(office, {}))
        ack()


def open_block(office: Office, words: str, trigger_id: str, client: WebClient) -> None:
    form = typed(words, office.settings.fleet, _today(office)) if words else {}
    client.views_open(trigger_id=trigger_id, view=_modal(office, form))


def _block(office: Office, by: Operator, shown: str, form: Form) -> dict[str, Any]:
    wish = block_modal.settle(form, office.settings.fleet, _today(office))
    try:
        block = office.blocking.block(wish.boat, wish.first, wish.last, wish.reason, by, shown)
    except Taken as taken:
        roster = office.desk.charters.roster()
        warning = block_modal.warn(taken.overlaps, wish.boat, office.settings.fleet, roster, office.clock())
        return _modal(office, form, warning, name_of(taken.overlaps))
    return block_modal.done(block, wish.boat, _today(office))


def _modal(office: Office, form: Form, warning: Sequence[str] = (), shown: str = "") -> dict[str, Any]:
    return block_modal.build(office.settings.fleet, office.blocking.every(), _today(office), form, warning, shown)


def _today(office: Office) -> dt.date:
    return office.clock().astimezone(home_boat(office.settings.fleet).zone).date()
