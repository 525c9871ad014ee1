"""Signed HTTP to the bot's endpoint (docs.slack.dev/authentication/verifying-requests-from-slack)."""

import functools
import hashlib
import hmac
import json
import ssl
import urllib.parse
from collections.abc import Callable, Mapping

import httpx

from sandbox.slack.door import Answer, Retry
from sandbox.slack.models import Json

PATIENCE_SECONDS = 60.0
"""How long to wait for an answer that is late already, to learn how late."""
FORM = "application/x-www-form-urlencoded"


class HttpDoor:
    """Posts to `url`, which is known only once the bot's server has its port."""

    def __init__(
        self,
        signing_secret: str,
        real_clock: Callable[[], float],
        transport: httpx.BaseTransport | None = None,
        *,
        url: str = "",
        patience_seconds: float = PATIENCE_SECONDS,
    ) -> None:
        self.url = url
        self._secret, self._clock = signing_secret, real_clock
        self._client = httpx.Client(
            transport=transport,
            timeout=patience_seconds,
            trust_env=False,
            verify=_trusted(),
            limits=httpx.Limits(max_keepalive_connections=0),  # no socket outlives its delivery
        )

    def command(self, form: Mapping[str, str]) -> Answer:
        return self._post(urllib.parse.urlencode(form).encode(), FORM)

    def interaction(self, payload: Json) -> Answer:
        return self._post(urllib.parse.urlencode({"payload": json.dumps(payload)}).encode(), FORM)

    def event(self, envelope: Json, retry: Retry | None = None) -> Answer:
        again = {"X-Slack-Retry-Num": str(retry.number), "X-Slack-Retry-Reason": retry.reason} if retry else {}
        return self._post(json.dumps(envelope).encode(), "application/json", again)

    def _post(self, body: bytes, content_type: str, more: Mapping[str, str] | None = None) -> Answer:
        if not self.url:
            raise RuntimeError("events_url is not set: there is no bot to talk to yet")
        headers = {**self._signed(body), "Content-Type": content_type, **(more or {})}
        try:
            response = self._client.post(self.url, content=body, headers=headers)
        except httpx.HTTPError as error:
            words = f"no answer ({type(error).__name__})"
            return Answer(0, problem=words, timed_out=isinstance(error, httpx.TimeoutException))
        problem = None if response.status_code == 200 else f"answered HTTP {response.status_code}"
        return Answer(response.status_code, response.content, problem, headers=response.headers)

    def _signed(self, body: bytes) -> dict[str, str]:
        timestamp = str(int(self._clock()))
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
