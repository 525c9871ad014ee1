"""SCC's routes. The wire models are `contracts.scc`; what each write may do is decided in the modules it calls."""

import datetime as dt
from collections.abc import Callable
from dataclasses import dataclass
from http import HTTPStatus

from contracts.scc import (
    AcknowledgementBody,
    AnswerBody,
    BounceBody,
    CancelBody,
    CrewMember,
    EventBody,
    FeedAddress,
    NoticeBody,
    Roster,
)
from runtime.clock import Clock
from services.crewing.links import LinkKeys
from services.crewing.rows import EventRows
from services.crewing.table import CrewingTable
from services.scc import acknowledgements, answers, bounces, events, notices, page, roster
from services.scc.conditions.api import conditions
from services.scc.conditions.table import ConditionsTable
from services.scc.photos.album import Albums
from services.scc.photos.api import operators_routes, public_routes
from services.web.idempotency import IdempotencyKeys
from services.web.keys import hash_password, is_one_of
from services.web.problems import Refused
from services.web.requests import Request
from services.web.responses import Response, json_response, no_content
from services.web.routing import Api, route


@dataclass(frozen=True)
class Scc:
    """What the routes work with."""

    table: CrewingTable
    clock: Clock
    link_keys: Callable[[], LinkKeys]
    conditions: ConditionsTable
    site: str
    """Where the guest pages stand."""
    albums: Albums

    def now(self) -> dt.datetime:
        return self.clock()


def scc_api(scc: Scc, service_key_hashes: tuple[str, ...], keys: IdempotencyKeys) -> Api:
    def is_allowed(request: Request) -> bool:
        return is_one_of(hash_password(request.headers.get("x-service-key", "")), service_key_hashes)

    def confirm(request: Request) -> Response:
        return page.respond(request, page.Page(scc.table, scc.conditions, scc.site, scc.now()), scc.link_keys())

    guarded = (
        route("POST", "/events", lambda request: _post_event(scc, request)),
        route("GET", "/events/{event_id}", lambda request: _get_event(scc, request)),
        route("PUT", "/events/{event_id}", lambda request: _put_event(scc, request)),
        route("POST", "/events/{event_id}/cancel", lambda request: _cancel(scc, request)),
        route("POST", "/events/{event_id}/answers", lambda request: _answer(scc, request)),
        route("POST", "/events/{event_id}/notices", lambda request: _notice(scc, request)),
        route("POST", "/events/{event_id}/acknowledgements", lambda request: _acknowledge(scc, request)),
        route("POST", "/events/{event_id}/bounces", lambda request: _bounce(scc, request)),
        route("GET", "/roster", lambda _: _get_roster(scc)),
        route("PUT", "/roster/{crew_id}", lambda request: _put_member(scc, request)),
        route("PUT", "/roster/{crew_id}/feed", lambda request: _put_feed(scc, request)),
        route("GET", "/conditions", lambda request: json_response(conditions(request, scc.conditions, scc.now()))),
        *operators_routes(scc.albums),
    )
    public = (
        *(route(method, "/crew/confirm", confirm, public=True) for method in ("GET", "HEAD", "POST")),
        *public_routes(scc.albums),
    )
    return Api(guarded + public, is_allowed, keys)


def _post_event(scc: Scc, request: Request) -> Response:
    body = request.parse(EventBody)
    rows, is_new = events.post(scc.table, body, scc.now())
    _erase_photos(scc, rows, body.guest_erased)
    return json_response(rows.to_event(), HTTPStatus.CREATED if is_new else HTTPStatus.OK)


def _get_event(scc: Scc, request: Request) -> Response:
    rows = events.read(scc.table, request.params["event_id"])
    photos = scc.albums.shown(rows.event.event_id)
    return json_response(rows.to_event().model_copy(update={"photos": photos}))


def _put_event(scc: Scc, request: Request) -> Response:
    body = request.parse(EventBody)
    rows = events.put(scc.table, request.params["event_id"], body, scc.now())
    _erase_photos(scc, rows, body.guest_erased)
    return json_response(rows.to_event())


def _cancel(scc: Scc, request: Request) -> Response:
    body = request.parse(CancelBody, default=b"{}")
    rows = events.cancel(scc.table, request.params["event_id"], body)
    _erase_photos(scc, rows, body.guest_erased)
    return json_response(rows.to_event())


def _erase_photos(scc: Scc, rows: EventRows, is_wanted: bool) -> None:
    """With each request that wants it: one before may have been cut off half-way."""
    if is_wanted and rows.event.guest_token is None:
        scc.albums.erase(rows.event.event_id)


def _answer(scc: Scc, request: Request) -> Response:
    rows = answers.answer(scc.table, request.params["event_id"], request.parse(AnswerBody), scc.now())
    return json_response(rows.to_event())


def _notice(scc: Scc, request: Request) -> Response:
    rows = notices.ask(scc.table, request.params["event_id"], request.parse(NoticeBody), scc.now())
    return json_response(rows.to_event(), HTTPStatus.ACCEPTED)


def _acknowledge(scc: Scc, request: Request) -> Response:
    body = request.parse(AcknowledgementBody)
    return json_response(
        acknowledgements.acknowledge(scc.table, request.params["event_id"], body, scc.now()).to_event()
    )


def _bounce(scc: Scc, request: Request) -> Response:
    body = request.parse(BounceBody)
    return json_response(bounces.bounced(scc.table, request.params["event_id"], body, scc.now()).to_event())


def _get_roster(scc: Scc) -> Response:
    rows = scc.table.members()
    return json_response(
        Roster(
            members=tuple(row.to_member() for row in rows),
            feeds={row.crew_id: row.feed_url for row in rows if row.feed_url},
        )
    )


def _put_feed(scc: Scc, request: Request) -> Response:
    if not scc.table.write_feed(request.params["crew_id"], request.parse(FeedAddress).feed_url):
        raise Refused("not_found", "Nobody active on the roster has this id")
    return no_content()


def _put_member(scc: Scc, request: Request) -> Response:
    member = request.parse(CrewMember)
    if member.crew_id != request.params["crew_id"]:
        raise Refused("bad_request", "crew_id: differs from the one in the path")
    return json_response(roster.put(scc.table, member))
