"""The crew page behind a magic link. Looking at it changes nothing; only a pressed button does."""

import datetime as dt
from collections.abc import Mapping
from enum import StrEnum
from http import HTTPStatus
from urllib.parse import parse_qs

from contracts.problems import Code
from contracts.scc import AcknowledgementBody, AnswerBody, AnswerWord
from services.crewing.links import InvalidLink, LinkClaims, LinkKeys
from services.crewing.rows import EventRows
from services.crewing.table import CrewingTable
from services.scc import acknowledgements, answers, notices, page_html
from services.web.problems import Refused
from services.web.requests import Request
from services.web.responses import Response

_ANSWERS: dict[str, AnswerWord] = {"confirmed": "confirmed", "declined": "declined"}
_NEW_LINK = "new_link"
_GOT_IT = "got_it"
_MAX_FIELDS = 10


class State(StrEnum):
    """What the page says to this person, about this link, now."""

    ASKED = "asked"
    YES = "yes"
    NO = "no"
    STALE = "stale"
    EXPIRED = "expired"
    OFF = "off"
    CANCELLED = "cancelled"
    ENDED = "ended"
    INVALID = "invalid"


_OPEN = {State.ASKED, State.YES, State.NO}
_MAY_HAVE_NEW_LINK = {State.STALE, State.EXPIRED}
_FAREWELLS = {State.OFF, State.CANCELLED}
"""Also shown to who has left the crew; that they read it may be said by an expired link."""
_REFUSED: dict[Code, str] = {
    "too_many_requests": "We have sent you several links already. Please look for the newest.",
    "in_flight": "Somebody else is changing this charter right now. Please try again.",
}


def respond(request: Request, table: CrewingTable, keys: LinkKeys, now: dt.datetime) -> Response:
    form = _form(request) if request.method == "POST" else {}
    token = form.get("token") or request.query.get("token", "")
    try:
        claims = keys.verify(token, now)
    except InvalidLink:
        return page_html.message_page(State.INVALID, HTTPStatus.UNAUTHORIZED)
    rows, roster = table.read_event(claims.event_id), {row.crew_id: row for row in table.members()}
    member = roster.get(claims.crew_id)
    if rows is None or member is None:
        return page_html.message_page(State.INVALID, HTTPStatus.UNAUTHORIZED)
    if claims.epoch != member.epoch or not (member.active or state_of(claims, rows, now) in _FAREWELLS):
        return page_html.message_page(State.ENDED, HTTPStatus.UNAUTHORIZED)
    status, notice = HTTPStatus.OK, None
    if request.method == "POST":
        status, notice = _press(form, claims, rows, table, now)
        rows = table.read_event(claims.event_id) or rows
    view = page_html.View(state_of(claims, rows, now), rows, claims.crew_id, token, notice)
    return page_html.crew_page(view, status, roster, now)


def _press(
    form: Mapping[str, str], claims: LinkClaims, rows: EventRows, table: CrewingTable, now: dt.datetime
) -> tuple[HTTPStatus, str | None]:
    """Does what the button says if it may be pressed in this state. Returns the status and what to tell."""
    button, state = form.get("answer", ""), state_of(claims, rows, now)
    if button not in (*_ANSWERS, _NEW_LINK, _GOT_IT):
        return HTTPStatus.BAD_REQUEST, "Please press one of the buttons."
    try:
        if button in _ANSWERS and state in _OPEN:
            answers.answer(table, claims.event_id, _given(claims, _ANSWERS[button], now), now)
            return HTTPStatus.OK, None
        if button == _NEW_LINK and state in _MAY_HAVE_NEW_LINK:
            notices.ask_new_link(table, claims.event_id, claims.crew_id, now)
            return HTTPStatus.ACCEPTED, "A new link is on its way to the e-mail address we have for you."
        if button == _GOT_IT and state in _FAREWELLS and (given := _read_it(form, claims, rows, now)):
            acknowledgements.acknowledge(table, claims.event_id, given, now)
            return HTTPStatus.OK, None
    except Refused as refused:
        return HTTPStatus(refused.to_problem().status), _REFUSED.get(refused.code)
    return HTTPStatus.CONFLICT, "This has changed since you opened the page. What you see above is how it stands now."


def _read_it(
    form: Mapping[str, str], claims: LinkClaims, rows: EventRows, now: dt.datetime
) -> AcknowledgementBody | None:
    """The acknowledgement, if what the pressed page said is what holds now."""
    told = rows.event.farewell_of(claims.crew_id)
    if told is None or form.get("told") != page_html.told_name(told):
        return None
    kind, asked_version = told
    return AcknowledgementBody(
        crew_id=claims.crew_id, kind=kind, asked_version=asked_version, via="link", acknowledged_at=now
    )


def _given(claims: LinkClaims, word: AnswerWord, now: dt.datetime) -> AnswerBody:
    return AnswerBody(
        crew_id=claims.crew_id, answer=word, via="link", asked_version=claims.asked_version, answered_at=now
    )


def state_of(claims: LinkClaims, rows: EventRows, now: dt.datetime) -> State:
    event = rows.event
    if claims.crew_id not in event.asked:
        return State.OFF
    if event.status == "cancelled":
        return State.CANCELLED
    if claims.asked_version != event.asked[claims.crew_id]:
        return State.STALE
    if claims.has_expired(now):
        return State.EXPIRED
    answer = rows.answer_of(claims.crew_id)
    if answer is None:
        return State.ASKED
    return State.YES if answer.answer == "confirmed" else State.NO


def _form(request: Request) -> dict[str, str]:
    """The first value of each field; empty where it is no form."""
    try:
        fields = parse_qs(request.body.decode("utf-8"), max_num_fields=_MAX_FIELDS)
    except ValueError:
        return {}
    return {name: values[0] for name, values in fields.items()}
