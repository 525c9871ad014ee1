"""The HTTP side the bot calls: POST /slack/api/<method>, POST /slack/response/<id>, GET /slack/files/<id>/<name>.

Slack answers a refused call with HTTP 200 and `ok: false`; only 429 differs (docs.slack.dev/apis/web-api/rate-limits).
"""

import hmac
import json
import threading
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from werkzeug.wrappers import Request, Response

from sandbox.slack import chat_methods, conversation_methods, view_methods
from sandbox.slack.call import Call
from sandbox.slack.models import Json
from sandbox.slack.refusals import Refusal
from sandbox.slack.responses import respond
from sandbox.slack.workspace import Workspace

if TYPE_CHECKING:
    from _typeshed.wsgi import StartResponse, WSGIEnvironment

API = "/slack/api/"
RESPONSE = "/slack/response/"
FILES = "/slack/files/"

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
    "users.info": conversation_methods.users_info,
    "users.lookupByEmail": conversation_methods.users_lookup_by_email,
    "views.open": view_methods.open_view,
    "views.publish": view_methods.publish,
    "views.push": view_methods.push,
    "views.update": view_methods.update,
}

# Refusals that say how the workspace is, not that the bot did something wrong.
CONDITIONS = frozenset(
    {
        "cant_update_message",
        "cant_delete_message",
        "channel_not_found",
        "hash_conflict",
        "is_archived",
        "is_inactive",
        "message_not_found",
        "not_found",
        "not_in_channel",
        "thread_not_found",
        "user_not_found",
        "user_not_in_channel",
        "users_not_found",
    }
)


@dataclass(frozen=True)
class PlannedFailure:
    """The next call of `method` gets this answer instead of an effect."""

    method: str
    error: str
    retry_after: int | None = None


class WebApi:
    """A WSGI application; `faults` receives every call real Slack would not have taken."""

    def __init__(self, workspace: Workspace, bot_token: str, faults: list[str]) -> None:
        self._workspace, self._bot_token, self._faults = workspace, bot_token, faults
        self._planned: list[PlannedFailure] = []
        self._planning = threading.Lock()

    def plan_failure(self, failure: PlannedFailure) -> None:
        with self._planning:
            self._planned.append(failure)

    def forget_failures(self) -> None:
        with self._planning:
            self._planned.clear()

    def __call__(self, environ: "WSGIEnvironment", start_response: "StartResponse") -> Iterable[bytes]:
        request = Request(environ)
        if request.path.startswith(API):
            response = self._api(request, request.path.removeprefix(API))
        elif request.path.startswith(RESPONSE) and request.method == "POST":
            response = self._response_url(request, request.path.removeprefix(RESPONSE))
        elif request.path.startswith(FILES):
            response = self._file(request, request.path.removeprefix(FILES).partition("/")[0])
        else:
            response = Response("not found", status=404)
        return response(environ, start_response)

    def _api(self, request: Request, method: str) -> Response:
        planned = self._take_planned(method)
        if planned is not None:
            return _refused(Refusal(planned.error), planned.retry_after)
        remarks: list[str] = []
        try:
            args = _arguments(request)
            self._authorise(request, args)
            if method not in METHODS:
                raise Refusal("unknown_method")
            answer = METHODS[method](Call(self._workspace, args, remarks))
        except Refusal as refusal:
            if refusal.code not in CONDITIONS:
                self._faults.append(f"{method}: {refusal}")
            return _refused(refusal)
        finally:
            self._faults.extend(f"{method}: {remark}" for remark in remarks)
        return _json({"ok": True, **answer})

    def _take_planned(self, method: str) -> PlannedFailure | None:
        with self._planning:
            planned = next((each for each in self._planned if each.method == method), None)
            if planned is not None:
                self._planned.remove(planned)
            return planned

    def _authorise(self, request: Request, args: Json) -> None:
        scheme, _, token = request.headers.get("Authorization", "").partition(" ")
        token = token if scheme == "Bearer" else str(args.get("token") or "")
        if not token:
            raise Refusal("not_authed")
        if not hmac.compare_digest(token.encode(), self._bot_token.encode()):
            raise Refusal("invalid_auth")

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
            file = self._workspace.file(file_id)
        except Refusal as refusal:
            if refusal.code == "file_not_found":
                return Response("not found", status=404)
            self._faults.append(f"file: {refusal}")
            return Response("<!DOCTYPE html><title>Sign in | Slack</title>", mimetype="text/html")
        return Response(file.content, mimetype=file.mimetype)


def _arguments(request: Request) -> Json:
    """Query, form and JSON arguments alike (docs.slack.dev/apis/web-api)."""
    args: Json = request.args.to_dict()
    if request.mimetype == "application/json":
        return args | _json_object(request.get_data())
    return args | request.form.to_dict()


def _json_object(body: bytes) -> Json:
    try:
        parsed: Any = json.loads(body or b"{}")
    except ValueError:
        raise Refusal("invalid_json") from None
    if not isinstance(parsed, dict):
        raise Refusal("json_not_object")
    return parsed


def _refused(refusal: Refusal, retry_after: int | None = None) -> Response:
    body: Json = {"ok": False, "error": refusal.code}
    if refusal.details:
        body["errors"] = [each.removeprefix("[ERROR] ") for each in refusal.details]
        body["response_metadata"] = {"messages": refusal.details}
    response = _json(body, 200 if retry_after is None else 429)
    if retry_after is not None:
        response.headers["Retry-After"] = str(retry_after)
    return response


def _json(body: Json, status: int = 200) -> Response:
    return Response(json.dumps(body), status=status, mimetype="application/json")
