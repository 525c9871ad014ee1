"""From a gateway event to the function that answers it. Whatever comes in, what goes out is a response."""

import logging
import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from typing import Any

from services.web.idempotency import IdempotencyKeys
from services.web.problems import Refused
from services.web.requests import Request, from_event
from services.web.responses import Response, problem_response

logger = logging.getLogger(__name__)

_WRITES = {"POST", "PUT", "DELETE"}


@dataclass(frozen=True)
class Route:
    method: str
    path: re.Pattern[str]
    act: Callable[[Request], Response]
    public: bool = False
    """Needs no key; whoever asks is known by other means."""


def route(method: str, path: str, act: Callable[[Request], Response], *, public: bool = False) -> Route:
    """``{name}`` in a path stands for one id."""
    pattern = re.sub(r"\{(\w+)\}", r"(?P<\1>[A-Za-z0-9_-]{1,64})", path)
    return Route(method, re.compile(pattern), act, public)


@dataclass(frozen=True)
class Api:
    """A table of routes behind one key check."""

    routes: Sequence[Route]
    is_allowed: Callable[[Request], bool]
    keys: IdempotencyKeys

    def __call__(self, event: object, context: Any) -> dict[str, Any]:
        """Lambda's entry: answers an HTTP API event of payload format 2.0."""
        try:
            request = from_event(event)
            response = self._answer(request, context)
            if request.method == "HEAD":
                response = replace(response, body="")
        except Refused as refused:
            response = problem_response(refused)
        except Exception:
            logger.exception("request failed", extra={"request_id": getattr(context, "aws_request_id", None)})
            response = problem_response(Refused("internal", f"ref {getattr(context, 'aws_request_id', 'unknown')}"))
        return response.to_gateway()

    def _answer(self, request: Request, context: Any) -> Response:
        found, params = self._find(request)
        asked = replace(request, params=params)
        if found.public:
            return found.act(asked)
        if not self.is_allowed(asked):
            raise Refused("unauthorized")
        if found.method not in _WRITES:
            return found.act(asked)
        return self.keys.answer(asked, context, lambda: found.act(asked))

    def _find(self, request: Request) -> tuple[Route, dict[str, str]]:
        matches = [(each, match) for each in self.routes if (match := each.path.fullmatch(request.path))]
        if not matches:
            raise Refused("not_found")
        for candidate, match in matches:
            if candidate.method == request.method:
                return candidate, match.groupdict()
        allowed = ", ".join(sorted({candidate.method for candidate, _ in matches}))
        raise Refused("method_not_allowed", headers={"allow": allowed})
