"""One call to one of the systems the bot drives: its key, its retries, and what its errors mean.

==============================================  ==============================================================
what came back                                  what it is
==============================================  ==============================================================
no connection, time-out, 500, 502, 503, 504     `Retryable`; tried three times at once, then due again later
429                                             `Retryable`, with the wait it asks for
409 ``in_flight``                               `Retryable`: the same call is being worked on
401, 403 with CloudFront's fingerprints         `Fatal`, naming the setting: CloudFront strips key headers
any other 4xx                                   `Refused`, a `Fatal` with the problem's stable code
==============================================  ==============================================================
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

import httpx
import stamina

from bot.domain.errors import Fatal, Retryable
from contracts.problems import Problem

PASSING = frozenset({429, 500, 502, 503, 504})
CLOUDFRONT_HEADERS = ("x-amz-cf-id", "x-cache", "via")
TIMEOUT = httpx.Timeout(10.0, connect=3.0)


class Refused(Fatal):
    """The system said no, with a code that programs may rely on."""

    def __init__(self, system: str, detail: str, code: str) -> None:
        super().__init__(system, detail)
        self.code = code


@dataclass(frozen=True)
class HttpApi:
    system: str
    """What people call it, e.g. ``the calendar``."""
    setting: str
    """The environment variable that holds its address."""
    base_url: str
    key_header: str
    key: Callable[[], str]
    client: httpx.Client

    def call(
        self,
        method: str,
        path: str,
        *,
        body: Mapping[str, Any] | None = None,
        idempotency_key: str | None = None,
        params: Mapping[str, str] | None = None,
    ) -> Any:
        """The answer's JSON (None where it has none). Raises `Retryable`, `Refused`, `Fatal`."""
        headers = {self.key_header: self.key()}
        if idempotency_key:
            headers["Idempotency-Key"] = idempotency_key
        for attempt in stamina.retry_context(on=Retryable, attempts=3, timeout=20, wait_initial=0.2, wait_max=2):
            with attempt:
                return self._once(method, path, headers, body, params)
        raise AssertionError("stamina re-raises the last error")

    def _once(
        self,
        method: str,
        path: str,
        headers: Mapping[str, str],
        body: Mapping[str, Any] | None,
        params: Mapping[str, str] | None,
    ) -> Any:
        try:
            answer = self.client.request(
                method, f"{self.base_url}{path}", json=body, params=params, headers=headers, timeout=TIMEOUT
            )
        except httpx.TransportError as error:
            raise Retryable(self.system, "did not answer") from error
        if answer.is_success:
            return answer.json() if answer.content else None
        raise self._error(answer)

    def _error(self, answer: httpx.Response) -> Retryable | Fatal:
        code = _code(answer)
        if answer.status_code in PASSING or code == "in_flight":
            return Retryable(self.system, f"answered {answer.status_code}", _retry_after(answer))
        if answer.status_code in (401, 403) and self._through_cloudfront(answer):
            return Fatal(
                self.system,
                f"the call went through CloudFront, which strips the {self.key_header} header: "
                f"set {self.setting} to the execute-api address",
            )
        return Refused(self.system, f"answered {answer.status_code} {code}".strip(), code)

    def _through_cloudfront(self, answer: httpx.Response) -> bool:
        direct = ".execute-api." in httpx.URL(self.base_url).host
        return not direct and any(name in answer.headers for name in CLOUDFRONT_HEADERS)


def _code(answer: httpx.Response) -> str:
    try:
        return Problem.model_validate_json(answer.content).code
    except ValueError:
        return ""


def _retry_after(answer: httpx.Response) -> float | None:
    """Seconds, where the header holds them (RFC 9110 §10.2.3; a date is treated as not given)."""
    value = answer.headers.get("retry-after", "")
    return float(value) if value.isdigit() else None
