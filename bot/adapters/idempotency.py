"""The key under which a call may be repeated without harm."""

import hashlib
import json
from collections.abc import Mapping
from typing import Any


def idempotency_key(booking_id: str, step: str, version: int, body: Mapping[str, Any]) -> str:
    """``{booking_id}:{step}:{version}:{hash of the body}``."""
    digest = hashlib.sha256(json.dumps(body, sort_keys=True).encode()).hexdigest()[:16]
    return f"{booking_id}:{step}:{version}:{digest}"
