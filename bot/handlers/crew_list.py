"""``/charter crew``: the crew list, and the form for one person."""

import logging
import secrets
from collections.abc import Mapping
from typing import Any

from slack_bolt import Ack, App
from slack_sdk import WebClient
from slack_sdk.errors import SlackApiError

from bot.domain.charter import SlackUser
from bot.domain.errors import Rejected
from bot.domain.forms import Unsettled
from bot.domain.roster import Book
from bot.handlers.office import Office
from bot.handlers.received import trigger_of, value_of, view_of
from bot.pipeline.roster_desk import ChangedMeanwhile, Filled, IsOperator
from bot.views import member_modal, roster_modal
from bot.views.blocks import Block
from bot.views.commands import Wish
from bot.views.ids import MEMBER_MODAL, ROSTER_ADD, ROSTER_EARLIER, ROSTER_EDIT, ROSTER_LATER
from bot.views.member_modal import Memo, Sent

log = logging.getLogger(__name__)


def open_list(office: Office, wish: Wish, command: Mapping[str, Any], client: WebClient, ack: Ack) -> None:
    view = roster_modal.build(office.roster.book.open(), office.settings.fleet)
    client.views_open(trigger_id=trigger_of(command), view=view)
    ack()


def register(app: App, office: Office) -> None:
    @app.action(ROSTER_ADD)
    def add(ack: Ack, body: dict[str, Any], client: WebClient) -> None:
        office.require_operator(body["user"]["id"], "crew")
        form = member_modal.build(Memo(form_id=_new_form_id()), office.settings.fleet)
        client.views_push(trigger_id=trigger_of(body), view=form)
        ack()

    @app.action(ROSTER_EDIT)
    def edit(ack: Ack, body: dict[str, Any], action: dict[str, Any], client: WebClient) -> None:
        office.require_operator(body["user"]["id"], "crew")
        client.views_push(trigger_id=trigger_of(body), view=_form_of(office, value_of(action)))
        ack()

    @app.action(ROSTER_EARLIER)
    @app.action(ROSTER_LATER)
    def turn(ack: Ack, body: dict[str, Any], action: dict[str, Any], client: WebClient) -> None:
        office.require_operator(body["user"]["id"], "crew")
        page, view_id = roster_modal.page_in(value_of(action)), view_of(body)
        view = roster_modal.build(office.roster.book.open(), office.settings.fleet, page)
        client.views_update(view_id=view_id, view=view)
        ack()

    @app.view(MEMBER_MODAL)
    def saved(ack: Ack, body: dict[str, Any], view: dict[str, Any], client: WebClient) -> None:
        office.require_operator(body["user"]["id"], "crew")
        sent = member_modal.parse(view)
        if sent is None:
            raise Rejected("form_gone", "I can't read this form any more. Please open /charter crew again.")
        _save(office, sent, body, client, ack)


def _save(office: Office, sent: Sent, body: Mapping[str, Any], client: WebClient, ack: Ack) -> None:
    memo = sent.memo
    filled = Filled(memo.form_id, sent.form, memo.seen, memo.operator_meant)
    try:
        book = office.roster.save(filled, SlackUser(body["user"]["id"]))
    except Unsettled as unsettled:
        ack(response_action="errors", errors=member_modal.errors_at_fields(unsettled.errors, memo))
    except (ChangedMeanwhile, IsOperator) as second_look:
        ack(response_action="update", view=_again(office, sent, second_look))
    else:
        _show_saved(office, book, body["view"], client)
        ack()


def _form_of(office: Office, crew_id: str) -> Block:
    member = office.roster.person(crew_id)
    note = member_modal.still_on(member, office.roster.coming(member), office.settings.fleet, office.clock())
    memo = Memo(form_id=_new_form_id(), seen=member)
    return member_modal.build(memo, office.settings.fleet, notes=(note,) if note else ())


def _again(office: Office, sent: Sent, cause: ChangedMeanwhile | IsOperator) -> Block:
    """The form with all that was typed, and what the operator should look at before they save."""
    memo = sent.memo.model_copy(update={"turn": sent.memo.turn + 1})
    if isinstance(cause, IsOperator):
        memo = memo.model_copy(update={"operator_meant": cause.user})
        return member_modal.build(
            memo, office.settings.fleet, form=sent.form, notes=(member_modal.operator_note(cause.user),)
        )
    seen = sent.memo.seen or cause.now
    return member_modal.build(
        memo.model_copy(update={"seen": cause.now}),
        office.settings.fleet,
        form=member_modal.merged(sent.form, seen, cause.now),
        notes=(member_modal.changed_note(seen, cause.now, cause.by),),
    )


def _show_saved(office: Office, book: Book, view: Mapping[str, Any], client: WebClient) -> None:
    """The list under the form, with the wish on it. Saved is saved, though it may no longer be there to be drawn."""
    try:
        client.views_update(view_id=view["root_view_id"], view=roster_modal.build(book, office.settings.fleet))
    except (SlackApiError, OSError, KeyError):
        log.warning("the crew list could not be drawn again", exc_info=True)


def _new_form_id() -> str:
    return secrets.token_hex(8)
