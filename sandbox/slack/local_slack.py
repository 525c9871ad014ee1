"""Slack in one process: the Web API for the bot, and people who use it."""

import time
from collections.abc import Callable, Iterable
from typing import TYPE_CHECKING

import httpx

from sandbox.slack.delivery import Delivery
from sandbox.slack.models import Channel, Message, User
from sandbox.slack.people import Person, Stage
from sandbox.slack.web_api import PlannedFailure, WebApi
from sandbox.slack.workspace import Workspace

if TYPE_CHECKING:
    from _typeshed.wsgi import StartResponse, WSGIEnvironment


class LocalSlack:
    """`faults` names everything the bot did that real Slack would have refused or hidden; tests want it empty.

    Set `events_url` (the bot's endpoint) and `base_url` (where this is served) once the ports are known.
    `real_clock` gives seconds since 1970; signatures, trigger ids, response_urls and message times follow it.
    `transport` reaches a bot in the same process without a socket.
    """

    def __init__(
        self,
        *,
        bot_token: str,
        signing_secret: str,
        real_clock: Callable[[], float] = time.time,
        transport: httpx.BaseTransport | None = None,
    ) -> None:
        self.faults: list[str] = []
        self.base_url = "http://127.0.0.1"
        self.subscriptions = {"app_home_opened"}
        self.workspace = Workspace(real_clock)
        self._delivery = Delivery(signing_secret, real_clock, self.faults, transport)
        self._api = WebApi(self.workspace, bot_token, self.faults)
        self._stage = Stage(self.workspace, self._delivery, self.faults, real_clock, self._link, self.subscriptions)

    @property
    def events_url(self) -> str:
        return self._delivery.events_url

    @events_url.setter
    def events_url(self, url: str) -> None:
        self._delivery.events_url = url

    @property
    def bot_user_id(self) -> str:
        return self.workspace.bot_user_id

    @property
    def bot_id(self) -> str:
        return self.workspace.bot_id

    @property
    def team_id(self) -> str:
        return self.workspace.team_id

    def wsgi_app(self, environ: "WSGIEnvironment", start_response: "StartResponse") -> Iterable[bytes]:
        """Serves /slack/api/<method>, /slack/response/<id> and /slack/files/<id>/<name>."""
        return self._api(environ, start_response)

    def add_user(self, user_id: str, name: str, email: str | None = None) -> Person:
        return Person(self._stage, self.workspace.add_user(User(user_id, name, email)))

    def add_channel(
        self,
        channel_id: str,
        name: str,
        members: Iterable[str] = (),
        bot_is_member: bool = True,
        *,
        is_private: bool = False,
        is_archived: bool = False,
    ) -> Channel:
        """Adds a channel, or changes one: called again with the same id it puts the new state in its place."""
        everybody = {*members, self.bot_user_id} if bot_is_member else {*members}
        channel = Channel(channel_id, name, frozenset(everybody), is_private=is_private, is_archived=is_archived)
        return self.workspace.put_channel(channel)

    def person(self, user_id: str) -> Person:
        return Person(self._stage, self.workspace.user(user_id))

    def messages(self, channel_id: str, thread_ts: str | None = None) -> list[Message]:
        """In order: a channel's messages without replies, or the replies of one thread."""
        return self.workspace.messages(channel_id, thread_ts)

    def dm(self, user_id: str) -> list[Message]:
        """The bot's direct message with that person."""
        return self.workspace.messages(self.workspace.open_dm(user_id).id)

    def fail_next(self, method: str, error: str, *, retry_after: int | None = None) -> None:
        """The next call of a method is refused with `error`; with `retry_after` as HTTP 429."""
        self._api.plan_failure(PlannedFailure(method, error, retry_after))

    def reset(self) -> None:
        """Forgets messages, views and faults; keeps users and channels."""
        self.workspace.reset()
        self._api.forget_failures()
        self.faults.clear()

    def _link(self, path: str) -> str:
        return self.base_url.rstrip("/") + path
