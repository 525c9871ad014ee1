"""The routes of the photos: one for guests, two for operators. The wire models are `contracts.photos`."""

from http import HTTPStatus

from contracts.photos import HideBody, PhotoBody
from services.scc.photos.album import Albums
from services.web.requests import Request
from services.web.responses import Response, json_response
from services.web.routing import Route, route

TOKEN_HEADER = "x-guest-token"  # noqa: S105  a header's name
PHOTOS = "/g/{booking_id}/photo"


def public_routes(albums: Albums) -> tuple[Route, ...]:
    return (
        route("GET", PHOTOS, lambda request: _get(albums, request), public=True),
        route("POST", PHOTOS, lambda request: _post(albums, request), public=True),
    )


def operators_routes(albums: Albums) -> tuple[Route, ...]:
    photo = "/events/{event_id}/photos/{photo_id}"
    return (
        route("POST", f"{photo}/hide", lambda request: _hide(albums, request)),
        route("POST", f"{photo}/show", lambda request: _show(albums, request)),
    )


def _get(albums: Albums, request: Request) -> Response:
    event = albums.entered(request.params["booking_id"], request.headers.get(TOKEN_HEADER, ""))
    return json_response(albums.album(event))


def _post(albums: Albums, request: Request) -> Response:
    event = albums.entered(request.params["booking_id"], request.headers.get(TOKEN_HEADER, ""))
    body = request.parse(PhotoBody)
    if body.upload is not None:
        return json_response(albums.grant(event, body.upload), HTTPStatus.CREATED)
    albums.take_down(event.event_id, body.take_down or "")
    return json_response(albums.album(event))


def _hide(albums: Albums, request: Request) -> Response:
    body = request.parse(HideBody)
    return json_response(albums.hide(request.params["event_id"], request.params["photo_id"], body.by))


def _show(albums: Albums, request: Request) -> Response:
    return json_response(albums.hide(request.params["event_id"], request.params["photo_id"], None))
