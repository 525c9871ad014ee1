"""Answers that somebody gave by word of mouth, written down by an operator."""

from typing import Any

from slack_bolt import Ack, App
from slack_sdk import WebClient

from bot.domain.docket import Tap
from bot.domain.errors import Rejected
from bot.handlers.changes import sheet_of
from bot.handlers.office import Office, operator_of
from bot.handlers.received import name_in, trigger_of, value_of
from bot.views.changes import write_answer
from bot.views.ids import WRITE_ANSWER, WRITE_ANSWER_MODAL


def register(app: App, office: Office) -> None:
    @app.action(WRITE_ANSWER)
    def pressed(ack: Ack, body: dict[str, Any], action: dict[str, Any], client: WebClient) -> None:
        booking_id = value_of(action)
        office.require_operator(body["user"]["id"], "answer", booking_id)
        open_write_answer(office, booking_id, trigger_of(body), client)
        ack()

    @app.view(WRITE_ANSWER_MODAL)
    def written(ack: Ack, body: dict[str, Any], view: dict[str, Any]) -> None:
        booking_id, said = write_answer.parse(view)
        office.require_operator(body["user"]["id"], "answer", booking_id)
        name_in(booking_id)
        tap = Tap(**said, tapped_at=office.clock(), via="operator", by=operator_of(body).name)
        office.desk.tap(booking_id, tap)
        name = office.desk.charters.roster().name_of(tap.crew_id)
        ack(response_action="update", view=write_answer.done(booking_id, tap, name))


def open_write_answer(office: Office, booking_id: str, trigger_id: str, client: WebClient) -> None:
    sheet = sheet_of(office, booking_id)
    if sheet.charter.status == "cancelled" or not sheet.charter.seats:
        raise Rejected("nobody_asked", f"Nobody is asked for {booking_id}, so there is no answer to write down.")
    client.views_open(trigger_id=trigger_id, view=write_answer.build(sheet))
