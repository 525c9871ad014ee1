"""Slack in one process: the Web API for the bot, and people who use it."""

import time
from collections.abc import Callable, Iterable
from dataclasses import replace
from typing import TYPE_CHECKING

import httpx

from sandbox.slack.delivery import Delivery
from sandbox.slack.http_door import HttpDoor
from sandbox.slack.models import Channel, Message, User
from sandbox.slack.people import Person, Stage
from sandbox.slack.planned_failures import PlannedFailure
from sandbox.slack.socket_door import SocketDoor
from sandbox.slack.web_api import WebApi
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
        self._http = HttpDoor(signing_secret, real_clock, transport)
        self._delivery = Delivery(self._http, real_clock, self.faults)
        self._api = WebApi(self.workspace, bot_token, self.faults, real_clock, self._link)
        self._stage = Stage(self.workspace, self._delivery, self.faults, real_clock, self._link, self.subscriptions)

    @property
    def scopes(self) -> frozenset[str] | None:
        """What the bot's token is allowed; None: everything."""
        return self._api.scopes

    @scopes.setter
    def scopes(self, scopes: frozenset[str] | None) -> None:
        self._api.scopes = scopes

    @property
    def rate_limits(self) -> bool:
        """Whether a bot that calls too often is answered 429, as on Slack."""
        return self._api.rate_limits.enabled

    @rate_limits.setter
    def rate_limits(self, enabled: bool) -> None:
        self._api.rate_limits.enabled = enabled

    @property
    def events_url(self) -> str:
        return self._http.url

    @events_url.setter
    def events_url(self, url: str) -> None:
        self._http.url = url

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
        """Serves /slack/api/<method>, /slack/response/<id>, /slack/files/<id>/<name> and /slack/faults."""
        return self._api(environ, start_response)

    def add_user(self, user_id: str, name: str, email: str | None = None) -> Person:
        return Person(self._stage, self.workspace.add_user(User(user_id, name, email)))

    def deactivate(self, user_id: str) -> None:
        """The person has left: nothing reaches them any more."""
        self.workspace.add_user(replace(self.workspace.user(user_id), is_deactivated=True))

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
        self._api.planned.add(PlannedFailure(method, error, retry_after))

    def listen(self, app_token: str) -> SocketDoor:
        """From now on the bot is reached by Socket Mode: it connects, showing this token. Close what is returned."""
        door = SocketDoor(self.workspace.app_id, app_token)
        self._delivery.door = self._api.socket = door
        return door

    def send_due_events(self) -> None:
        """Sends again what the bot did not take one or five minutes ago; to be called now and then."""
        self._delivery.send_due()

    def reset(self) -> None:
        """Forgets messages, views and faults; keeps users and channels."""
        self.workspace.reset()
        self._api.planned.clear()
        self._api.rate_limits.forget()
        self._delivery.forget()
        self.faults.clear()

    def _link(self, path: str) -> str:
        return self.base_url.rstrip("/") + path
