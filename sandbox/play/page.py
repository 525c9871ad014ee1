"""The page over HTTP: its files, what a person sees (waiting until there is something new), and the deeds.

Answers only to this machine's own name, and does deeds only for the page itself: any other site open in the same
browser could reach this port, too.
"""

import json
import logging
import re
import secrets
import threading
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

from pydantic import ValidationError
from werkzeug.wrappers import Request, Response

from sandbox.play.deeds import DEEDS, Clock, Deed, Reset
from sandbox.play.picture import Pictures
from sandbox.slack.forms import NotOnScreen
from sandbox.slack.refusals import Refusal

if TYPE_CHECKING:
    from sandbox.world import Sandbox

logger = logging.getLogger(__name__)

WAIT_SECONDS = 25.0
LARGEST_DEED = 20_000_000
_STATIC = Path(__file__).with_name("static")
_TYPES = {".html": "text/html; charset=utf-8", ".js": "text/javascript; charset=utf-8", ".css": "text/css"}
_FILE = re.compile(r"/play/static/([a-z_]+\.(?:js|css))")
_MAIL = re.compile(r"/play/mail/(\d{1,6})")
_HERE = frozenset({"127.0.0.1", "localhost"})
_POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; connect-src 'self'; "
    "frame-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'"
)
_MAIL_POLICY = (
    "default-src 'none'; style-src 'unsafe-inline'; img-src data:; base-uri 'self'; form-action 'none'; "
    "sandbox allow-popups allow-popups-to-escape-sandbox"
)


def open_page(sandbox: "Sandbox") -> None:
    """Has a running sandbox serve the page."""
    sandbox.show(Page(sandbox, sandbox.aws.known("GuestBucket", "Ref")))


class Page:
    """``owns`` says which paths it answers."""

    def __init__(self, sandbox: "Sandbox", bucket: str) -> None:
        self._sandbox = sandbox
        self._pictures = Pictures(sandbox, bucket)
        self._run = secrets.token_hex(4)
        self._world = threading.Lock()
        self._moving = threading.Lock()
        self._is_closed = False

    def close(self) -> None:
        """Whoever waits for something new is sent away."""
        with self._world:
            self._is_closed = True
        self._sandbox.slack.workspace.revision.grow()

    @staticmethod
    def owns(path: str) -> bool:
        return path in {"/", "/play"} or path.startswith("/play/")

    def answer(self, request: Request, path: str) -> Response:
        if urlsplit(f"//{request.host}").hostname not in _HERE:
            return _words(403, "This page is for this machine only: open it as 127.0.0.1 or localhost.")
        if request.method == "POST":
            return self._do(request, path.removeprefix("/play/"))
        if request.method not in {"GET", "HEAD"}:
            return _words(405, "This address can be read, or posted to.")
        if path in {"/", "/play"}:
            return _file("index.html")
        if path == "/play/events":
            return self._see(request)
        if found := _FILE.fullmatch(path):
            return _file(found[1])
        if found := _MAIL.fullmatch(path):
            return self._mail(int(found[1]))
        return _words(404, "There is nothing at this address.")

    def _see(self, request: Request) -> Response:
        """The picture as soon as it is not the one with revision ``after`` any more."""
        after = request.args.get("after", default=0, type=int)
        if after:
            self._sandbox.slack.workspace.revision.wait_beyond(after, WAIT_SECONDS)
        with self._world:
            if self._is_closed:
                return _words(503, "The sandbox has stopped.")
            return _json(self._pictures.of(request.args.get("player", ""), self._run))

    def _do(self, request: Request, name: str) -> Response:
        if request.headers.get("Origin") != f"http://{request.host}":
            return _words(403, "Only the page itself may do this.")
        if name not in DEEDS:
            return _words(404, "There is no such thing to do.")
        if (request.content_length or 0) > LARGEST_DEED or request.mimetype != "application/json":
            return _words(400, "A deed is JSON of at most 20 MB.")
        kind, do = DEEDS[name]
        try:
            return _json(self._perform(do, kind.model_validate_json(request.get_data())))
        except ValidationError as error:
            return _words(400, f"That cannot be done: {error.errors()[0]['msg']}.")
        except (NotOnScreen, Refusal, ValueError) as refused:
            return _words(409, str(refused))
        except Exception:
            logger.exception("%s could not be done", name)
            return _words(500, "The sandbox itself failed. Its terminal says how.")
        finally:
            self._sandbox.slack.workspace.revision.grow()

    def _perform(self, do: Callable[["Sandbox", Deed], dict[str, Any]], deed: Deed) -> dict[str, Any]:
        if isinstance(deed, Clock):
            with self._moving:
                return do(self._sandbox, deed)
        if isinstance(deed, Reset):
            with self._moving, self._world:  # nobody looks at a world that is half taken down
                self._run = secrets.token_hex(4)
                return do(self._sandbox, deed)
        return do(self._sandbox, deed)

    def _mail(self, number: int) -> Response:
        """The HTML of one mail; its links open beside the page."""
        mails = self._sandbox.mails
        if number >= len(mails):
            return _words(404, "There is no such mail.")
        html = re.sub(r"(<head\b[^>]*>)", r'\1<base target="_blank">', mails[number].html, count=1)
        response = Response(html, content_type=_TYPES[".html"])
        response.headers |= {"Content-Security-Policy": _MAIL_POLICY, "Cache-Control": "no-store"}
        return response


def _file(name: str) -> Response:
    file = _STATIC / name
    if not file.is_file():
        return _words(404, "There is nothing at this address.")
    response = Response(file.read_bytes(), content_type=_TYPES[file.suffix])
    response.headers |= {
        "Content-Security-Policy": _POLICY,
        "Cache-Control": "no-cache",
        "Referrer-Policy": "no-referrer",
        "X-Content-Type-Options": "nosniff",
    }
    return response


def _json(content: dict[str, Any]) -> Response:
    response = Response(json.dumps(content), content_type="application/json")
    response.headers |= {"Cache-Control": "no-store", "X-Content-Type-Options": "nosniff"}
    return response


def _words(status: int, sentence: str) -> Response:
    return Response(json.dumps({"ok": False, "notice": sentence}), status=status, content_type="application/json")
