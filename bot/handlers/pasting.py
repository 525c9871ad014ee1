"""From a pasted text to a charter: the paste, the list of several, the review."""

from typing import Any

from slack_bolt import Ack, App

from bot.domain.boat import LearnedTitle
from bot.domain.charter import Charter, Operator
from bot.domain.draft import DRAFT_GONE, Draft, Source, new_paste_id
from bot.domain.errors import Rejected
from bot.domain.forms import Form, Unsettled
from bot.domain.guards import Taken
from bot.handlers.office import Office, operator_of
from bot.handlers.received import name_in
from bot.handlers.shortcuts import files_of
from bot.views import paste_modal, review_modal, several_modal
from bot.views.blocks import Block
from bot.views.ids import NEXT_MODAL, PASTE_MODAL, REVIEW_MODAL
from bot.views.opened import opened_view
from bot.views.overlaps import parse_override


def register(app: App, office: Office) -> None:
    @app.view(PASTE_MODAL)
    def pasted(ack: Ack, body: dict[str, Any], view: dict[str, Any]) -> None:
        office.require_operator(body["user"]["id"], "new")
        ack(response_action="update", view=_after_paste(office, paste_modal.parse(view), view, operator_of(body)))

    @app.view(NEXT_MODAL)
    def next_review(ack: Ack, body: dict[str, Any], view: dict[str, Any]) -> None:
        office.require_operator(body["user"]["id"], "new")
        opened = office.pasting.resume(name_in(several_modal.parse(view)), operator_of(body))
        ack(response_action="update", view=opened_view(opened, office.settings.fleet, office.clock()))

    @app.view(REVIEW_MODAL)
    def reviewed(ack: Ack, body: dict[str, Any], view: dict[str, Any]) -> None:
        office.require_operator(body["user"]["id"], "new")
        draft_id, form = review_modal.parse(view)
        ack(response_action="update", view=_book(office, operator_of(body), name_in(draft_id), form))


def _after_paste(office: Office, pasted: paste_modal.Pasted, view: dict[str, Any], by: Operator) -> Block:
    paste_id = new_paste_id(office.clock())
    if files := files_of(pasted.files):
        view_id = str(view.get("id") or "")
        office.desk.read_later(Source(source_id=paste_id, by=by, view_id=view_id, text=pasted.text, files=files))
        return paste_modal.reading()
    if not pasted.text.strip():
        raise Unsettled({paste_modal.TEXT: "Please paste the booking here, or choose a file."})
    return opened_view(office.pasting.open(pasted.text, by, paste_id), office.settings.fleet, office.clock())


def _book(office: Office, by: Operator, draft_id: str, form: Form) -> Block:
    draft = office.desk.drafts.draft(by.user, draft_id)
    if draft is None:
        raise Rejected("draft_gone", DRAFT_GONE)
    try:
        charter = office.desk.book(form, draft, by, parse_override(form))
    except Taken as taken:
        roster, now = office.desk.charters.roster(), office.clock()
        return review_modal.build(draft, office.settings.fleet, roster, now, typed=form, overlaps=taken.overlaps)
    _learn_title(office, by, draft, charter, form)
    return several_modal.saved(charter.booking_id, office.settings.channel, draft.following)


def _learn_title(office: Office, by: Operator, draft: Draft, charter: Charter, form: Form) -> None:
    """What the operator said of an unknown listing title holds for the next text, too."""
    title = draft.read.get("boat_title")
    if title and not draft.read.get("boat"):
        office.desk.titles.learn(LearnedTitle(title=title, boat=charter.trip.boat, by_name=by.name))
