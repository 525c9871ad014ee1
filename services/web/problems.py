"""Refusals. Whoever cannot do what was asked raises `Refused`; the edge answers with it as problem JSON (RFC 9457)."""

from collections.abc import Mapping
from http import HTTPStatus

from pydantic import ValidationError

from contracts.problems import Code, Problem

_STATUS: dict[Code, HTTPStatus] = {
    "unauthorized": HTTPStatus.UNAUTHORIZED,
    "bad_request": HTTPStatus.BAD_REQUEST,
    "not_found": HTTPStatus.NOT_FOUND,
    "not_on_event": HTTPStatus.NOT_FOUND,
    "stale_call": HTTPStatus.CONFLICT,
    "event_cancelled": HTTPStatus.CONFLICT,
    "in_flight": HTTPStatus.CONFLICT,
    "key_reused": HTTPStatus.UNPROCESSABLE_ENTITY,
    "too_large": HTTPStatus.REQUEST_ENTITY_TOO_LARGE,
    "too_many_requests": HTTPStatus.TOO_MANY_REQUESTS,
    "too_early": HTTPStatus.CONFLICT,
    "too_late": HTTPStatus.CONFLICT,
    "too_many": HTTPStatus.CONFLICT,
    "wrong_kind": HTTPStatus.UNSUPPORTED_MEDIA_TYPE,
    "consent_needed": HTTPStatus.UNPROCESSABLE_ENTITY,
    "other_words": HTTPStatus.CONFLICT,
    "method_not_allowed": HTTPStatus.METHOD_NOT_ALLOWED,
    "internal": HTTPStatus.INTERNAL_SERVER_ERROR,
}


class Refused(Exception):
    """The request is answered with this code; nothing was changed."""

    def __init__(self, code: Code, detail: str | None = None, headers: Mapping[str, str] | None = None) -> None:
        super().__init__(code)
        self.code = code
        self.detail = detail
        self.headers = headers or {}

    def to_problem(self) -> Problem:
        status = _STATUS[self.code]
        return Problem(title=status.phrase, status=status, code=self.code, detail=self.detail)


def from_validation(error: ValidationError) -> Refused:
    """Names each field that is wrong and why; never repeats what was sent."""
    faults = error.errors(include_url=False, include_context=False, include_input=False)
    return Refused("bad_request", "; ".join(f"{_field(fault['loc'])}: {fault['msg']}" for fault in faults[:10]))


def _field(location: tuple[int | str, ...]) -> str:
    return ".".join(str(part) for part in location)[:100] or "body"
