"""One port for all that speaks HTTP: both APIs, the Slack endpoint, the guest site, the local Slack, the weather."""

import json
import logging
import threading
from collections.abc import Callable, Iterable
from typing import TYPE_CHECKING, Protocol

from werkzeug.serving import ThreadedWSGIServer, WSGIRequestHandler
from werkzeug.wrappers import Request, Response

from sandbox.endpoint import MailsElsewhere
from sandbox.guest_site import GuestSite
from sandbox.http_events import Match, Routes, to_event, to_response
from sandbox.mail import Mail, inbox_page
from sandbox.weather import PATHS as OF_WEATHER
from sandbox.weather import WeatherServer

if TYPE_CHECKING:
    from _typeshed.wsgi import StartResponse, WSGIApplication, WSGIEnvironment

logger = logging.getLogger(__name__)

OF_SLACK = ("/slack/api/", "/slack/response/", "/slack/files/", "/slack/faults")


class Front(Protocol):
    """A page for people, beside what AWS serves."""

    def owns(self, path: str) -> bool: ...

    def answer(self, request: Request, path: str) -> Response: ...

    def close(self) -> None: ...


class Api:
    """Serves only what serverless.yml routes, as AWS does."""

    def __init__(self, routes: Routes) -> None:
        self._routes = routes

    def answer(self, request: Request, path: str) -> Response:
        match = self._routes.find(request.method, path)
        return _invoke(request, path, match) if match else _message(404, "Not Found")


class Gateway:
    """The WSGI application. What are several hosts on AWS is one here; no two of them want the same address."""

    def __init__(
        self,
        api: Api,
        slack: "WSGIApplication | None",
        site: GuestSite,
        inbox: Callable[[], list[Mail]],
        weather: WeatherServer,
    ) -> None:
        self.front: Front | None = None
        self._weather = weather
        self._inbox = inbox
        self._api = api
        self._slack = slack
        self._site = site

    def __call__(self, environ: "WSGIEnvironment", start_response: "StartResponse") -> Iterable[bytes]:
        request = Request(environ)
        path = _path(environ)
        if self._slack and path.startswith(OF_SLACK):
            return self._slack(environ, start_response)
        return self._answer(request, path)(environ, start_response)

    def _answer(self, request: Request, path: str) -> Response:
        if self.front and self.front.owns(path):
            return self.front.answer(request, path)
        if path.startswith(OF_WEATHER):
            return self._weather.answer(request, path)
        if path == "/inbox":
            return self._inbox_page()
        if self._site.owns(path):
            return self._site.answer(request, path)
        return self._api.answer(request, path)

    def _inbox_page(self) -> Response:
        try:
            return Response(inbox_page(self._inbox()), content_type="text/html; charset=utf-8")
        except MailsElsewhere as why:
            return Response(f"{why}\n", content_type="text/plain; charset=utf-8")


class GatewayServer:
    """The gateway on a port of 127.0.0.1."""

    def __init__(self, port: int) -> None:
        self.application: WSGIApplication = _starting
        self._server = ThreadedWSGIServer("127.0.0.1", port, self._serve, handler=_Handler)
        self.url = f"http://127.0.0.1:{self._server.server_port}"
        self._thread = threading.Thread(target=self._server.serve_forever, kwargs={"poll_interval": 0.05}, daemon=True)
        self._thread.start()

    def close(self) -> None:
        self._server.shutdown()
        self._thread.join()
        self._server.server_close()

    def _serve(self, environ: "WSGIEnvironment", start_response: "StartResponse") -> Iterable[bytes]:
        return self.application(environ, start_response)


class _Handler(WSGIRequestHandler):
    """Writes each reply in one packet: a second one can wait 40 ms. werkzeug itself closes each connection after it."""

    protocol_version = "HTTP/1.1"
    wbufsize = -1
    disable_nagle_algorithm = True

    def log_request(self, code: int | str = "-", size: int | str = "-") -> None:
        """Addresses carry secrets: nothing of a request is logged."""


def _starting(environ: "WSGIEnvironment", start_response: "StartResponse") -> Iterable[bytes]:
    sentence = "The sandbox is still starting. Please try again in a few seconds.\n"
    return Response(sentence, status=503, headers={"Retry-After": "2"})(environ, start_response)


def _path(environ: "WSGIEnvironment") -> str:
    """The path as it came over the wire, still quoted."""
    path: str = environ["REQUEST_URI"].partition("?")[0]
    return path


def _invoke(request: Request, path: str, match: Match) -> Response:
    """A function that raises, or answers what API Gateway cannot read, is a 500 for the caller."""
    try:
        return to_response(match.function.invoke(to_event(request, path, match)))
    except (KeyboardInterrupt, SystemExit):
        raise
    except BaseException:
        logger.debug("%s failed", match.key, exc_info=True)
        return _message(500, "Internal Server Error")


def _message(status: int, text: str) -> Response:
    return Response(json.dumps({"message": text}), status=status, content_type="application/json")
