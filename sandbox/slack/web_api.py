"""The HTTP side the bot calls: POST /slack/api/<method>, POST /slack/response/<id>, GET /slack/files/<id>/<name>.

Slack answers a refused call with HTTP 200 and `ok: false`; only 429 differs (docs.slack.dev/apis/web-api/rate-limits).
What Slack does not have is /slack/faults: GET lists what the bot did wrong, POST plans a failure.
"""

import hmac
import json
from collections.abc import Callable, Iterable
from typing import TYPE_CHECKING, Any

from werkzeug.wrappers import Request, Response

from sandbox.slack import chat_methods, conversation_methods, file_methods, view_methods
from sandbox.slack.call import Call
from sandbox.slack.models import Channel, Json
from sandbox.slack.planned_failures import PlannedFailures
from sandbox.slack.rate_limits import RateLimits
from sandbox.slack.refusals import Refusal
from sandbox.slack.responses import respond
from sandbox.slack.scopes import FILE_SCOPES, needed
from sandbox.slack.socket_door import SocketDoor
from sandbox.slack.workspace import Workspace

if TYPE_CHECKING:
    from _typeshed.wsgi import StartResponse, WSGIEnvironment

API = "/slack/api/"
RESPONSE = "/slack/response/"
FILES = "/slack/files/"
FAULTS = "/slack/faults"

METHODS: dict[str, Callable[[Call], Json]] = {
    "auth.test": conversation_methods.auth_test,
    "chat.delete": chat_methods.delete,
    "chat.getPermalink": chat_methods.get_permalink,
    "chat.postEphemeral": chat_methods.post_ephemeral,
    "chat.postMessage": chat_methods.post_message,
    "chat.update": chat_methods.update,
    "conversations.history": conversation_methods.conversations_history,
    "conversations.info": conversation_methods.conversations_info,
    "conversations.open": conversation_methods.conversations_open,
    "conversations.replies": conversation_methods.conversations_replies,
    "files.info": file_methods.files_info,
    "users.info": conversation_methods.users_info,
    "users.lookupByEmail": conversation_methods.users_lookup_by_email,
    "views.open": view_methods.open_view,
    "views.publish": view_methods.publish,
    "views.push": view_methods.push,
    "views.update": view_methods.update,
}

# Methods that read take their arguments from the query or a form; a JSON body is not looked at.
READING = frozenset(
    {
        "chat.getPermalink",
        "conversations.history",
        "conversations.info",
        "conversations.replies",
        "files.info",
        "users.info",
        "users.lookupByEmail",
    }
)

# Refusals that say how the workspace is, not that the bot did something wrong.
CONDITIONS = frozenset(
    {
        "cant_update_message",
        "cant_delete_message",
        "channel_not_found",
        "file_deleted",
        "file_not_found",
        "hash_conflict",
        "is_archived",
        "is_inactive",
        "message_not_found",
        "not_found",
        "not_in_channel",
        "ratelimited",
        "thread_not_found",
        "user_disabled",
        "user_not_found",
        "user_not_in_channel",
        "users_not_found",
    }
)


class WebApi:
    """A WSGI application; `faults` receives every call real Slack would not have taken.

    `scopes` are those of the bot's token; None allows everything.
    """

    def __init__(
        self,
        workspace: Workspace,
        bot_token: str,
        faults: list[str],
        real_clock: Callable[[], float],
        link: Callable[[str], str],
    ) -> None:
        self._workspace, self._bot_token, self._faults, self._link = workspace, bot_token, faults, link
        self.scopes: frozenset[str] | None = None
        self.socket: SocketDoor | None = None
        self.rate_limits = RateLimits(real_clock)
        self.planned = PlannedFailures()

    def __call__(self, environ: "WSGIEnvironment", start_response: "StartResponse") -> Iterable[bytes]:
        request = Request(environ)
        if request.path.startswith(API):
            response = self._api(request, request.path.removeprefix(API))
        elif request.path.startswith(RESPONSE) and request.method == "POST":
            response = self._response_url(request, request.path.removeprefix(RESPONSE))
        elif request.path.startswith(FILES):
            response = self._file(request, request.path.removeprefix(FILES).partition("/")[0])
        elif request.path == FAULTS:
            response = self._fault_list(request)
        else:
            response = Response("not found", status=404)
        if self.scopes is not None:
            response.headers["x-oauth-scopes"] = ",".join(sorted(self.scopes))
        return response(environ, start_response)

    def _api(self, request: Request, method: str) -> Response:
        planned = self.planned.take(method)
        if planned is not None:
            return _refused(Refusal(planned.error), planned.retry_after)
        remarks: list[str] = []
        try:
            if method == "apps.connections.open":
                return _json({"ok": True, "url": self._connection(request)})
            args = _arguments(request, method)
            self._authorise(request, args)
            if method not in METHODS:
                raise Refusal("unknown_method")
            self._allow(needed(method, self._conversation(args)))
            wait = self.rate_limits.wait_seconds(method, str(args.get("channel")))
            if wait is not None:
                return _refused(Refusal("ratelimited"), wait)
            answer = METHODS[method](Call(self._workspace, args, self._link, remarks))
        except Refusal as refusal:
            if refusal.code not in CONDITIONS:
                self._faults.append(f"{method}: {refusal}")
            return _refused(refusal)
        finally:
            self._faults.extend(f"{method}: {remark}" for remark in remarks)
        return _json({"ok": True, **answer})

    def _connection(self, request: Request) -> str:
        """The address for Socket Mode. It takes the app's token, and no other, and only in the header."""
        token = _bearer(request)
        if self.socket is None or token == self._bot_token:
            raise Refusal("not_allowed_token_type")
        if not hmac.compare_digest(token.encode(), self.socket.app_token.encode()):
            raise Refusal("invalid_auth")
        return self.socket.new_url()

    def _authorise(self, request: Request, args: Json) -> None:
        token = _bearer(request) or str(args.get("token") or "")
        if not token:
            raise Refusal("not_authed")
        if not hmac.compare_digest(token.encode(), self._bot_token.encode()):
            raise Refusal("invalid_auth")

    def _allow(self, scopes: frozenset[str]) -> None:
        if self.scopes is not None and not scopes <= self.scopes:
            lacking = ",".join(sorted(scopes - self.scopes))
            raise Refusal("missing_scope", more={"needed": lacking, "provided": ",".join(sorted(self.scopes))})

    def _conversation(self, args: Json) -> Channel | None:
        try:
            return self._workspace.channel(str(args.get("channel")))
        except Refusal:
            return None

    def _fault_list(self, request: Request) -> Response:
        """A browser elsewhere cannot send JSON here unasked, so only who means it plans a failure."""
        if request.method == "GET":
            return _json({"ok": True, "faults": list(self._faults)})
        if request.method != "POST" or request.mimetype != "application/json":
            return _json({"ok": False, "error": "post_json"}, 400)
        try:
            self.planned.add_from_json(_json_object(request.get_data()))
        except Refusal as refusal:
            return _json({"ok": False, "error": str(refusal)}, 400)
        return _json({"ok": True})

    def _response_url(self, request: Request, url_id: str) -> Response:
        try:
            url = self._workspace.use_response_url(url_id)
            respond(self._workspace, url, _json_object(request.get_data()))
        except Refusal as refusal:
            self._faults.append(f"response_url: {refusal}")
            status = 404 if refusal.code in ("used_url", "expired_url") else 400
            return _json({"ok": False, "error": refusal.code}, status)
        return Response("ok", mimetype="text/plain")

    def _file(self, request: Request, file_id: str) -> Response:
        """Without the token Slack shows its sign-in page, with status 200."""
        try:
            self._authorise(request, {})
            self._allow(FILE_SCOPES)
            file = self._workspace.file(file_id)
        except Refusal as refusal:
            if refusal.code == "file_not_found":
                return Response("not found", status=404)
            self._faults.append(f"file: {refusal}")
            return Response("<!DOCTYPE html><title>Sign in | Slack</title>", mimetype="text/html")
        return Response(file.content, mimetype=file.mimetype)


def _bearer(request: Request) -> str:
    scheme, _, token = request.headers.get("Authorization", "").partition(" ")
    return token if scheme == "Bearer" else ""


def _arguments(request: Request, method: str) -> Json:
    """Query, form and JSON arguments alike (docs.slack.dev/apis/web-api)."""
    args: Json = request.args.to_dict()
    if request.mimetype != "application/json":
        return args | request.form.to_dict()
    return args if method in READING else args | _json_object(request.get_data())


def _json_object(body: bytes) -> Json:
    try:
        parsed: Any = json.loads(body or b"{}")
    except ValueError:
        raise Refusal("invalid_json") from None
    if not isinstance(parsed, dict):
        raise Refusal("json_not_object")
    return parsed


def _refused(refusal: Refusal, retry_after: int | None = None) -> Response:
    body: Json = {"ok": False, "error": refusal.code, **refusal.more}
    if refusal.details:
        body["errors"] = [each.removeprefix("[ERROR] ") for each in refusal.details]
        body["response_metadata"] = {"messages": refusal.details}
    response = _json(body, 200 if retry_after is None else 429)
    if retry_after is not None:
        response.headers["Retry-After"] = str(retry_after)
    return response


def _json(body: Json, status: int = 200) -> Response:
    return Response(json.dumps(body), status=status, mimetype="application/json")
