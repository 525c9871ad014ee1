"""The crew page behind a magic link. Looking at it changes nothing; only a pressed button does."""

import datetime as dt
import json
from collections.abc import Mapping
from enum import StrEnum
from http import HTTPStatus
from typing import NamedTuple
from urllib.parse import parse_qs

from contracts.problems import Code
from contracts.scc import AcknowledgementBody, AnswerBody, AnswerWord, EventBody
from services.crewing.links import InvalidLink, LinkClaims, LinkKeys
from services.crewing.rows import EventRows, MemberRow
from services.crewing.table import CrewingTable
from services.scc import acknowledgements, answers, notices, page_html
from services.scc.conditions.api import stored
from services.scc.conditions.boats import all_waters
from services.scc.conditions.table import ConditionsTable, LeftOver
from services.scc.day import deeds
from services.scc.day.deeds import Form
from services.scc.day.guest import guest_for_captain
from services.scc.day.hours import DayHours, boat_key, day_hours
from services.scc.day.outlook import Outlook, outlook, window
from services.scc.day.sheet import sheet, written_down
from services.web.problems import Refused
from services.web.requests import Request
from services.web.responses import Response, problem_response

_ANSWERS: dict[str, AnswerWord] = {"confirmed": "confirmed", "declined": "declined"}
_NEW_LINK = "new_link"
_GOT_IT = "got_it"
_MAX_FIELDS = 100
CHANGED = "This has changed since you opened the page. What you see is how it stands now."


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
    MISSING = "missing"
    """The address tells no link: the page's script knows it, or it was opened by hand."""
    INVALID = "invalid"


_OPEN = {State.ASKED, State.YES, State.NO}
_MAY_HAVE_NEW_LINK = {State.STALE, State.EXPIRED}
_FAREWELLS = {State.OFF, State.CANCELLED}
"""Also shown to who has left the crew; that they read it may be said by an expired link."""
_REFUSED: dict[Code, str] = {
    "too_many_requests": "We have sent you several links already. Please look for the newest.",
    "in_flight": "Somebody else is changing this charter right now. Please try again.",
}


class Page(NamedTuple):
    """What the page is made from."""

    table: CrewingTable
    conditions: ConditionsTable
    site: str
    """Where the guest pages stand."""
    now: dt.datetime


def respond(request: Request, page: Page, keys: LinkKeys) -> Response:
    form = _form(request) if request.method == "POST" else {}
    token = _first(form, "token") or request.query.get("token", "")
    if request.method != "POST" and "token" not in request.query:
        return page_html.message_page(State.MISSING, HTTPStatus.UNAUTHORIZED)
    try:
        claims = keys.verify(token, page.now)
    except InvalidLink:
        return page_html.message_page(State.INVALID, HTTPStatus.UNAUTHORIZED)
    rows, roster = page.table.read_event(claims.event_id), {row.crew_id: row for row in page.table.members()}
    member = roster.get(claims.crew_id)
    if rows is None or member is None:
        return page_html.message_page(State.INVALID, HTTPStatus.UNAUTHORIZED)
    if claims.epoch != member.epoch or not (member.active or state_of(claims, rows, page.now) in _FAREWELLS):
        return page_html.message_page(State.ENDED, HTTPStatus.UNAUTHORIZED)
    if _first(form, "answer") in deeds.DEEDS and "application/json" in request.headers.get("accept", ""):
        return _answer_script(form, claims, rows, roster, page)
    status, notice = HTTPStatus.OK, None
    if request.method == "POST":
        status, notice = _press(form, claims, rows, page)
        rows = page.table.read_event(claims.event_id) or rows
    state = state_of(claims, rows, page.now)
    view = page_html.View(state, rows, claims.crew_id, token, notice, _first(form, "phase"))
    return page_html.crew_page(view, status, roster, page.now, day_of(view, roster, page))


def _press(form: Form, claims: LinkClaims, rows: EventRows, page: Page) -> tuple[HTTPStatus, str | None]:
    """Does what the button says if it may be pressed in this state. Returns the status and what to tell."""
    button, state, now = _first(form, "answer"), state_of(claims, rows, page.now), page.now
    if button not in (*_ANSWERS, *deeds.DEEDS, _NEW_LINK, _GOT_IT):
        return HTTPStatus.BAD_REQUEST, "Please press one of the buttons."
    try:
        if button in _ANSWERS and state in _OPEN:
            answers.answer(page.table, claims.event_id, _given(claims, _ANSWERS[button], now), now)
            return HTTPStatus.OK, None
        if button == _NEW_LINK and state in _MAY_HAVE_NEW_LINK:
            notices.ask_new_link(page.table, claims.event_id, claims.crew_id, now)
            return HTTPStatus.ACCEPTED, "A new link is on its way to the e-mail address we have for you."
        if button == _GOT_IT and state in _FAREWELLS and (given := _read_it(form, claims, rows, now)):
            acknowledgements.acknowledge(page.table, claims.event_id, given, now)
            return HTTPStatus.OK, None
        if button in deeds.DEEDS and state == State.YES:
            deeds.write_down(button, deeds.Given(form, claims.crew_id, now), rows, page.table)
            return HTTPStatus.OK, "Saved."
    except Refused as refused:
        words = refused.detail if button in deeds.DEEDS else _REFUSED.get(refused.code)
        return HTTPStatus(refused.to_problem().status), words
    return HTTPStatus.CONFLICT, CHANGED


def _answer_script(
    form: Form, claims: LinkClaims, rows: EventRows, roster: Mapping[str, MemberRow], page: Page
) -> Response:
    """For the page's script: what stands now, or a problem whose detail is for the reader."""
    state = state_of(claims, rows, page.now)
    if state == State.EXPIRED:
        return problem_response(Refused("unauthorized", "This link has expired. Reload the page to get a new one."))
    if state != State.YES:
        return problem_response(Refused("stale_call", "This trip has changed. Reload the page to see how it stands."))
    try:
        given = deeds.Given(form, claims.crew_id, page.now)
        deeds.write_down(_first(form, "answer"), given, rows, page.table)
    except Refused as refused:
        return problem_response(refused)
    rows = page.table.read_event(claims.event_id) or rows
    written = written_down(rows, day_hours(rows.event.body), roster, page.now)
    return Response(HTTPStatus.OK, json.dumps(written._asdict()), {"content-type": "application/json"})


def day_of(view: page_html.View, roster: Mapping[str, MemberRow], page: Page) -> page_html.Day:
    """What stands beside the call: for who is asked the outlook, for who said yes all that is of use on the day."""
    event, now = view.rows.event, page.now
    hours = day_hours(event.body)
    shown = page_html.Day()
    if view.state in (State.ASKED, State.YES) and hours.have_an_outlook(now):
        shown = shown._replace(outlook=_outlook(event.body, hours, page))
    if view.state != State.YES:
        return shown
    is_captain = view.crew_id == event.body.captain_id
    return shown._replace(
        sheet=sheet(view.crew_id, view.rows, hours, roster, now),
        guest=guest_for_captain(event, hours, now, page.site) if is_captain else None,
        note=event.body.guest_note,
    )


def _outlook(body: EventBody, hours: DayHours, page: Page) -> Outlook | None:
    """None for a boat whose waters nobody knows."""
    waters = all_waters().get(boat_key(body))
    if hours.trip is None or waters is None:
        return None
    try:
        conditions = stored(waters, *window(hours.trip), page.conditions, page.now)
    except LeftOver:
        conditions = None
    return outlook(conditions, hours.trip, hours.zone, page.now)


def _read_it(form: Form, claims: LinkClaims, rows: EventRows, now: dt.datetime) -> AcknowledgementBody | None:
    """The acknowledgement, if what the pressed page said is what holds now."""
    told = rows.event.farewell_of(claims.crew_id)
    if told is None or _first(form, "told") != page_html.told_name(told):
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


def _form(request: Request) -> Form:
    """The values of each field; empty where it is no form."""
    try:
        return parse_qs(request.body.decode("utf-8"), max_num_fields=_MAX_FIELDS)
    except ValueError:
        return {}


def _first(form: Form, name: str) -> str:
    return next(iter(form.get(name, ())), "")
