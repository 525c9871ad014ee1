"""One GET to a weather server, tried again in a moment where that can help."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import TypeVar

import httpx
import stamina
from pydantic import BaseModel, ValidationError

from services.scc.conditions.errors import Passing, Refused

PASSING = frozenset({429, 500, 502, 503, 504})
TIMEOUT = httpx.Timeout(8.0, connect=3.0)
TRIES = 3
PATIENCE_SECONDS = 20.0
ACCEPT = "application/geo+json, application/ld+json;q=0.9, application/json;q=0.8"

Value = TypeVar("Value")


class _Problem(BaseModel):
    """NWS's problem JSON (weather.gov/documentation/services-web-api, "Formats")."""

    type: str = ""
    detail: str = ""


@dataclass
class Source:
    """A weather server during one refresh. One that could not be reached is asked nothing more."""

    name: str
    base_url: str
    client: httpx.Client
    is_away: bool = field(default=False, init=False)

    def get(self, path: str, read: Callable[[bytes], Value], query: Mapping[str, str] | None = None) -> Value:
        """What ``read`` makes of the body. Raises `SourceError`, and whatever of it ``read`` raises."""
        if self.is_away:
            raise Passing(self.name, "did not answer a moment ago")
        for attempt in stamina.retry_context(
            on=Passing, attempts=TRIES, timeout=PATIENCE_SECONDS, wait_initial=1.0, wait_max=5.0
        ):
            with attempt:
                return read(self._once(path, query))
        raise AssertionError("stamina re-raises the last error")

    def _once(self, path: str, query: Mapping[str, str] | None) -> bytes:
        try:
            answer = self.client.get(f"{self.base_url}{path}", params=query)
        except httpx.TransportError as error:
            self.is_away = True
            raise Passing(self.name, f"did not answer: {error!r}") from error
        except httpx.HTTPError as error:
            raise Refused(self.name, repr(error)) from error
        if answer.is_success:
            self.is_away = False
            return answer.content
        raise self._to_error(answer)

    def _to_error(self, answer: httpx.Response) -> Passing | Refused:
        problem = _problem(answer)
        kind = problem.type.rpartition("/")[2]
        detail = f"answered {answer.status_code} {kind} {problem.detail}".strip()
        return (Passing if answer.status_code in PASSING else Refused)(self.name, detail, kind)


def http_client(user_agent: str, transport: httpx.BaseTransport | None = None) -> httpx.Client:
    """NWS refuses callers that do not say who they are, and redirects a point it would write differently."""
    return httpx.Client(
        headers={"User-Agent": user_agent, "Accept": ACCEPT},
        timeout=TIMEOUT,
        follow_redirects=True,
        max_redirects=3,
        transport=transport,
    )


def _problem(answer: httpx.Response) -> _Problem:
    try:
        return _Problem.model_validate_json(answer.content)
    except ValidationError:
        return _Problem()
