"""Slack's Web API, in the role of a chat. One table sorts its errors (docs.slack.dev/reference/methods)."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any
from urllib.error import URLError

from slack_sdk import WebClient
from slack_sdk.errors import SlackApiError, SlackClientError
from slack_sdk.web import SlackResponse

from bot.domain.charter import SlackUser
from bot.domain.errors import Fatal, Mendable, Retryable
from bot.domain.outcomes import Content, Posted

SYSTEM = "Slack"
PASSING = frozenset(
    {"ratelimited", "rate_limited", "internal_error", "fatal_error", "service_unavailable", "request_timeout"}
)
WORKSPACE = frozenset(
    {
        "not_in_channel",
        "channel_not_found",
        "is_archived",
        "restricted_action",
        "missing_scope",
        "invalid_auth",
        "not_authed",
        "token_revoked",
        "account_inactive",
    }
)
"""What an owner has to mend; everything is said once it is mended."""
CANNOT_BE_REDRAWN = frozenset({"message_not_found", "cant_update_message", "edit_window_closed", "is_inactive"})
PERSON = ("U", "W")
"""How the id of a person begins; a channel's begins otherwise."""
TO_PERSON = (*PERSON, "D")
"""With the conversations that people have with the bot."""
EVENT_TYPE = "charter_notice"
PAGE = 200


@dataclass(frozen=True)
class SlackChat:
    token: Callable[[], str]
    base_url: str = WebClient.BASE_URL
    timeout_seconds: int = 5

    @cached_property
    def client(self) -> WebClient:
        # No retries of its own: a message may have been posted although its answer was lost.
        return WebClient(token=self.token(), base_url=self.base_url, timeout=self.timeout_seconds, retry_handlers=[])

    def post(
        self, channel: str, content: Content, key: str, *, thread_ts: str | None = None, broadcast: bool = False
    ) -> Posted:
        answer = self._call(
            "chat.postMessage",
            {
                "channel": channel,
                "text": content.text,
                "blocks": list(content.blocks),
                "metadata": {"event_type": EVENT_TYPE, "event_payload": {"key": key}},
                "unfurl_links": False,
                "unfurl_media": False,
                **({"thread_ts": thread_ts} if thread_ts else {}),
                **({"reply_broadcast": True} if thread_ts and broadcast else {}),
            },
        )
        return Posted(channel=answer["channel"], ts=answer["ts"])

    def permalink(self, posted: Posted) -> str:
        answer = self._read("chat.getPermalink", {"channel": posted.channel, "message_ts": posted.ts})
        return str(answer["permalink"])

    def redraw(self, posted: Posted, content: Content) -> bool:
        try:
            self._call(
                "chat.update",
                {"channel": posted.channel, "ts": posted.ts, "text": content.text, "blocks": list(content.blocks)},
            )
        except Fatal as refused:
            if refused.detail in CANNOT_BE_REDRAWN:
                return False
            raise
        return True

    def find(self, channel: str, key: str, since_seconds: float, thread_ts: str | None = None) -> Posted | None:
        if channel.startswith(PERSON):
            channel = self._call("conversations.open", {"users": channel})["channel"]["id"]
        for message in self._history(channel, since_seconds, thread_ts):
            payload = (message.get("metadata") or {}).get("event_payload") or {}
            if payload.get("key") == key:
                return Posted(channel=channel, ts=message["ts"])
        return None

    def publish(self, user: SlackUser, view: Mapping[str, object]) -> None:
        self._call("views.publish", {"user_id": user, "view": view})

    def user_by_email(self, email: str) -> SlackUser | None:
        """docs.slack.dev/reference/methods/users.lookupByEmail"""
        try:
            user = self._read("users.lookupByEmail", {"email": email})["user"]
        except Fatal as refused:
            if refused.detail == "users_not_found":
                return None
            raise
        return None if user.get("deleted") or user.get("is_bot") else SlackUser(user["id"])

    def _history(self, channel: str, since_seconds: float, thread_ts: str | None) -> Iterator[Mapping[str, Any]]:
        method = "conversations.replies" if thread_ts else "conversations.history"
        arguments: dict[str, Any] = {
            "channel": channel,
            "oldest": f"{since_seconds:.6f}",
            "include_all_metadata": True,
            "limit": PAGE,
            **({"ts": thread_ts} if thread_ts else {}),
        }
        cursor = ""
        while True:
            answer = self._read(method, arguments | ({"cursor": cursor} if cursor else {}))
            yield from answer.get("messages") or []
            cursor = (answer.get("response_metadata") or {}).get("next_cursor") or ""
            if not cursor:
                return

    def _call(self, method: str, arguments: Mapping[str, Any]) -> Any:
        to_person = str(arguments.get("channel", "")).startswith(TO_PERSON)
        return self._answer(lambda: self.client.api_call(method, json=dict(arguments)), to_person)

    def _read(self, method: str, arguments: Mapping[str, Any]) -> Any:
        """Methods that read take no JSON body (docs.slack.dev/apis/web-api)."""
        return self._answer(
            lambda: self.client.api_call(method, http_verb="GET", params=dict(arguments)), to_person=False
        )

    def _answer(self, call: Callable[[], SlackResponse], to_person: bool) -> Any:
        try:
            return call().data
        except SlackApiError as error:
            raise _sorted(error, to_person) from error
        except (SlackClientError, URLError, OSError) as error:
            raise Retryable(SYSTEM, "did not answer") from error


def _sorted(error: SlackApiError, to_person: bool) -> Retryable | Fatal:
    """Passing faults and what an owner can mend are tried again; the rest is about one message or one person."""
    code = str(error.response.get("error", ""))
    if code in WORKSPACE and not (to_person and code == "channel_not_found"):
        return Mendable(SYSTEM, code, str(error.response.get("needed") or ""))
    if code in PASSING or error.response.status_code >= 500 or error.response.status_code == 429:
        wait = str(error.response.headers.get("Retry-After", ""))
        return Retryable(SYSTEM, code, float(wait) if wait.isdigit() else None)
    return Fatal(SYSTEM, code)
