"""The key under which a call may be repeated without harm."""

import hashlib

from pydantic import BaseModel


def idempotency_key(booking_id: str, step: str, version: int, body: BaseModel) -> str:
    """``{booking_id}:{step}:{version}:{hash of the body}``."""
    digest = hashlib.sha256(body.model_dump_json().encode()).hexdigest()[:16]
    return f"{booking_id}:{step}:{version}:{digest}"
