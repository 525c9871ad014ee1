"""Signed HTTP to the bot's endpoint, under Slack's deadline. The workspace is never locked while one is under way.

docs.slack.dev/authentication/verifying-requests-from-slack
"""

import functools
import hashlib
import hmac
import json
import ssl
import urllib.parse
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace

import httpx

from sandbox.slack.models import Json

DEADLINE_SECONDS = 3.0  # docs.slack.dev/interactivity/handling-user-interaction#acknowledgment_response
PATIENCE_SECONDS = 60.0  # how long to wait for an answer that is late already, to learn how late
RETRIES = 3  # docs.slack.dev/apis/events-api: at once, after 1 minute, after 5 minutes; here all at once


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


class Delivery:
    """Posts to `events_url`, which is known only once the bot's server has its port."""

    def __init__(
        self,
        signing_secret: str,
        clock: Callable[[], float],
        faults: list[str],
        transport: httpx.BaseTransport | None = None,
    ) -> None:
        self.events_url = ""
        self._secret, self._clock, self._faults = signing_secret, clock, faults
        self._client = httpx.Client(
            transport=transport,
            timeout=PATIENCE_SECONDS,
            trust_env=False,
            verify=_trusted(),
            limits=httpx.Limits(max_keepalive_connections=0),  # no socket outlives its delivery
        )

    def command(self, form: Mapping[str, str]) -> Answer:
        return self._form(form, f"{form['command']} {form['text']}".strip())

    def interaction(self, payload: Json, what: str) -> Answer:
        return self._form({"payload": json.dumps(payload)}, f"{payload['type']} {what}".strip())

    def event(self, envelope: Json) -> Answer:
        """An event is sent again until it is taken, or the bot says `X-Slack-No-Retry: 1`."""
        what, body = f"event {envelope['event']['type']}", json.dumps(envelope).encode()
        answer = self._post(what, body, "application/json", {})
        for number in range(1, RETRIES + 1):
            if answer.ok or (answer.status != 200 and answer.headers.get("x-slack-no-retry") == "1"):
                break
            reason = "http_timeout" if answer.timed_out else "http_error"
            headers = {"X-Slack-Retry-Num": str(number), "X-Slack-Retry-Reason": reason}
            answer = self._post(what, body, "application/json", headers)
        return answer

    def _form(self, form: Mapping[str, str], what: str) -> Answer:
        body = urllib.parse.urlencode(form).encode()
        return self._post(what, body, "application/x-www-form-urlencoded", {})

    def _post(self, what: str, body: bytes, content_type: str, headers: Mapping[str, str]) -> Answer:
        if not self.events_url:
            raise RuntimeError("events_url is not set: there is no bot to talk to yet")
        started_at = self._clock()
        answer = self._exchange(body, {**self._signed(body, started_at), "Content-Type": content_type, **headers})
        took = self._clock() - started_at
        if answer.ok and took > DEADLINE_SECONDS:
            answer = replace(answer, body=b"", problem=f"answered after {took:.1f} s", timed_out=True)
        if answer.problem is not None:
            self._faults.append(f"{what}: {answer.problem}")
        return answer

    def _exchange(self, body: bytes, headers: Mapping[str, str]) -> Answer:
        try:
            response = self._client.post(self.events_url, content=body, headers=dict(headers))
        except httpx.HTTPError as error:
            words = f"no answer ({type(error).__name__})"
            return Answer(0, problem=words, timed_out=isinstance(error, httpx.TimeoutException))
        problem = None if response.status_code == 200 else f"answered HTTP {response.status_code}"
        return Answer(response.status_code, response.content, problem, headers=response.headers)

    def _signed(self, body: bytes, at: float) -> dict[str, str]:
        timestamp = str(int(at))
        base = b"v0:" + timestamp.encode() + b":" + body
        signature = "v0=" + hmac.new(self._secret.encode(), base, hashlib.sha256).hexdigest()
        return {
            "X-Slack-Request-Timestamp": timestamp,
            "X-Slack-Signature": signature,
            "User-Agent": "Slackbot 1.0 (+https://api.slack.com/robots)",
        }


@functools.cache
def _trusted() -> ssl.SSLContext:
    """Slow to build, so one for all clients."""
    return httpx.create_ssl_context()
