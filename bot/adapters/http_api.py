"""One call to one of the systems the bot drives: its key, its retries, and what its errors mean.

==============================================  ==============================================================
what came back                                  what it is
==============================================  ==============================================================
no connection, time-out, 500, 502, 503, 504     `Retryable`; tried three times at once, then due again later
a success that is not what was asked for        `Fatal`, naming the setting: something else answers there
429                                             `Retryable`, with the wait it asks for
409 ``in_flight``                               `Retryable`: the same call is being worked on
401, 403 with CloudFront's fingerprints         `Fatal`, naming the setting: CloudFront strips key headers
any other 4xx                                   `Refused`, a `Fatal` with the problem's stable code
==============================================  ==============================================================
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import TypeVar

import httpx
import stamina
from pydantic import BaseModel, ValidationError

from bot.domain.errors import Fatal, Retryable
from contracts.problems import Problem

PASSING = frozenset({429, 500, 502, 503, 504})
CLOUDFRONT_HEADERS = ("x-amz-cf-id", "x-cache", "via")
TIMEOUT = httpx.Timeout(5.0, connect=2.0)

Model = TypeVar("Model", bound=BaseModel)


class Refused(Fatal):
    """The system said no, with a code that programs may rely on."""

    def __init__(self, system: str, detail: str, code: str, why: str = "") -> None:
        super().__init__(system, detail)
        self.code = code
        self.why = why
        """What the problem's ``detail`` says."""


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
        model: type[Model],
        *,
        body: BaseModel | None = None,
        idempotency_key: str | None = None,
    ) -> Model:
        """The answer, read as `model`. Raises `Retryable`, `Refused`, `Fatal`."""
        answer = self.send(method, path, body=body, idempotency_key=idempotency_key)
        try:
            return model.model_validate_json(answer.content)
        except ValidationError as error:
            raise self._something_else() from error

    def send(
        self,
        method: str,
        path: str,
        *,
        body: BaseModel | None = None,
        idempotency_key: str | None = None,
        params: Mapping[str, str] | None = None,
    ) -> httpx.Response:
        """The successful answer. Raises `Retryable`, `Refused`, `Fatal`."""
        request = self.client.build_request(
            method,
            f"{self.base_url}{path}",
            json=None if body is None else body.model_dump(mode="json", exclude_none=True),
            params=params,
            headers={self.key_header: self.key()} | ({"Idempotency-Key": idempotency_key} if idempotency_key else {}),
            timeout=TIMEOUT,
        )
        for attempt in stamina.retry_context(on=Retryable, attempts=3, timeout=12, wait_initial=0.2, wait_max=2):
            with attempt:
                return self._once(request)
        raise AssertionError("stamina re-raises the last error")

    def _once(self, request: httpx.Request) -> httpx.Response:
        try:
            answer = self.client.send(request)
        except httpx.TransportError as error:
            raise Retryable(self.system, "did not answer") from error
        except httpx.RequestError as error:
            raise self._something_else() from error
        if answer.is_success:
            return answer
        raise self._error(answer)

    def _something_else(self) -> Fatal:
        return Fatal(self.system, f"something else answers there: check {self.setting}")

    def _error(self, answer: httpx.Response) -> Retryable | Fatal:
        problem = _problem(answer)
        code = problem.code if problem else ""
        if answer.status_code in PASSING or code == "in_flight":
            return Retryable(self.system, f"answered {answer.status_code}", _retry_after(answer))
        if answer.status_code in (401, 403) and self._through_cloudfront(answer):
            return Fatal(
                self.system,
                f"the call went through CloudFront, which strips the {self.key_header} header: "
                f"set {self.setting} to the execute-api address",
            )
        why = (problem.detail or "") if problem else ""
        return Refused(self.system, f"answered {answer.status_code} {code}".strip(), code, why)

    def _through_cloudfront(self, answer: httpx.Response) -> bool:
        direct = ".execute-api." in httpx.URL(self.base_url).host
        return not direct and any(name in answer.headers for name in CLOUDFRONT_HEADERS)


def _problem(answer: httpx.Response) -> Problem | None:
    try:
        return Problem.model_validate_json(answer.content)
    except ValueError:
        return None


def _retry_after(answer: httpx.Response) -> float | None:
    """Seconds, where the header holds them (RFC 9110 §10.2.3; a date is treated as not given)."""
    value = answer.headers.get("retry-after", "")
    return float(value) if value.isdigit() else None
