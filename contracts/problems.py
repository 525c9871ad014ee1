"""RFC 9457 problem details, with a stable ``code`` that programs may rely on."""

from typing import Literal

from pydantic import BaseModel, ConfigDict

CONTENT_TYPE = "application/problem+json"

Code = Literal[
    "unauthorized",
    "bad_request",
    "not_found",
    "not_on_event",
    "stale_call",
    "event_cancelled",
    "in_flight",
    "key_reused",
    "too_large",
    "too_many_requests",
    "too_early",
    "too_late",
    "too_many",
    "wrong_kind",
    "consent_needed",
    "other_words",
    "method_not_allowed",
    "internal",
]


class Problem(BaseModel):
    model_config = ConfigDict(extra="ignore", frozen=True)

    type: str = "about:blank"
    title: str
    status: int
    code: Code
    detail: str | None = None
