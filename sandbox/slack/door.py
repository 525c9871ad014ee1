"""How the bot is reached: what the ways have in common."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal, NamedTuple, Protocol

from sandbox.slack.models import Json

Reason = Literal["http_timeout", "http_error", "connection_failed"]
"""docs.slack.dev/apis/events-api#retries"""


class Retry(NamedTuple):
    """That an event is sent again, for the how manieth time and why."""

    number: int
    reason: Reason


@dataclass(frozen=True)
class Answer:
    """`status` is 0 where nothing answered; `problem` is None where Slack takes the answer."""

    status: int
    body: bytes = b""
    problem: str | None = None
    timed_out: bool = False
    headers: Mapping[str, str] = field(default_factory=dict)

    @property
    def ok(self) -> bool:
        return self.problem is None

    @property
    def forbids_retries(self) -> bool:
        return self.status != 200 and self.headers.get("x-slack-no-retry") == "1"

    @property
    def reason(self) -> Reason:
        if self.timed_out:
            return "http_timeout"
        return "http_error" if self.status else "connection_failed"


class Door(Protocol):
    """One way to the bot. Each call waits for the bot's answer."""

    def command(self, form: Mapping[str, str]) -> Answer: ...

    def interaction(self, payload: Json) -> Answer: ...

    def event(self, envelope: Json, retry: Retry | None = None) -> Answer: ...
