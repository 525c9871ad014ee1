"""Submitted modals: the pasted text, the review, a move, a cancel."""

from collections.abc import Mapping
from typing import Any

from slack_bolt import Ack, App

from bot.domain import changes
from bot.domain.charter import CancelledBy, Operator, SlackUser
from bot.domain.errors import Rejected
from bot.domain.review import Form, Unsettled, hours
from bot.handlers.office import Office
from bot.pipeline.drafts import NothingToCreate
from bot.views import change_modals, paste_modal, review_modal
from bot.views.blocks import Block
from bot.views.ids import CANCEL_MODAL, MOVE_MODAL, PASTE_MODAL, REVIEW_MODAL
from language.times import first_name


def register(app: App, office: Office) -> None:
    @app.view(PASTE_MODAL)
    def pasted(ack: Ack, body: dict[str, Any], view: dict[str, Any]) -> None:
        office.require_operator(body["user"]["id"], "new")
        ack(response_action="update", view=_read(office, paste_modal.parse(view), operator_of(body)))

    @app.view(REVIEW_MODAL)
    def reviewed(ack: Ack, body: dict[str, Any], view: dict[str, Any]) -> None:
        office.require_operator(body["user"]["id"], "new")
        _book(office, operator_of(body), view, ack)

    @app.view(MOVE_MODAL)
    def moved(ack: Ack, body: dict[str, Any], view: dict[str, Any]) -> None:
        booking_id, form = change_modals.parse_move(view)
        office.require_operator(body["user"]["id"], "move", booking_id)
        _move(office, operator_of(body), booking_id, form, ack)

    @app.view(CANCEL_MODAL)
    def cancelled(ack: Ack, body: dict[str, Any], view: dict[str, Any]) -> None:
        booking_id, why = change_modals.parse_cancel(view)
        office.require_operator(body["user"]["id"], "cancel", booking_id)
        _cancel(office, operator_of(body), booking_id, why, ack)


def _book(office: Office, by: Operator, view: Mapping[str, Any], ack: Ack) -> None:
    draft_id, form = review_modal.parse(view)
    draft = office.desk.charters.draft(draft_id)
    if draft is None:
        raise Rejected("draft_gone", "This review is too old: I no longer have its text. Please paste it again.")
    try:
        charter = office.desk.book(form, draft, by)
    except Unsettled as unsettled:
        ack(response_action="errors", errors=review_modal.errors_at_fields(unsettled.errors, view))
        return
    ack(response_action="update", view=paste_modal.saved(charter.booking_id, office.settings.channel))


def _move(office: Office, by: Operator, booking_id: str, form: Form, ack: Ack) -> None:
    trip = office.desk.charter(booking_id).trip
    boat = office.settings.fleet[trip.boat]
    start_at, end_at, errors = hours(form, boat, office.clock(), present=(trip.start_at, trip.end_at))
    if start_at is None or end_at is None or errors:
        ack(response_action="errors", errors=errors)
        return
    office.desk.change(booking_id, lambda charter, now: changes.move(charter, start_at, end_at, by=by, now=now))
    ack(response_action="update", view=change_modals.moved(booking_id))


def _cancel(office: Office, by: Operator, booking_id: str, why: CancelledBy | None, ack: Ack) -> None:
    if why is None:
        ack(response_action="errors", errors={"by": "Please say who cancels."})
        return
    office.desk.change(booking_id, lambda charter, now: changes.cancel(charter, why, by=by, now=now))
    ack(response_action="update", view=change_modals.cancelled(booking_id))


def operator_of(body: Mapping[str, Any]) -> Operator:
    """Who submitted, with the first name that colleagues read: ``rowan.ashby`` is Rowan."""
    user = body["user"]
    name = str(user.get("name") or user.get("username") or "An operator").replace(".", " ").replace("_", " ")
    return Operator(user=SlackUser(user["id"]), name=first_name(name).capitalize())


def _read(office: Office, text: str, by: Operator) -> Block:
    """The next modal after a paste: the review, or why nothing can be created."""
    opened = office.desk.open_review(text, by)
    if isinstance(opened, NothingToCreate):
        return paste_modal.answer(opened.title, opened.sentence)
    return review_modal.build(opened, office.settings.fleet, office.desk.charters.roster())
