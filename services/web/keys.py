"""Shared keys in headers, compared in constant time. Several may be valid at once, so that a key can be changed."""

import hashlib
import hmac
from collections.abc import Iterable


def hash_password(password: str) -> str:
    """Hex SHA-256, as ``SERVICE_KEY_HASH`` holds it."""
    return hashlib.sha256(_bytes(password)).hexdigest()


def is_one_of(given: str, accepted: Iterable[str]) -> bool:
    """Whether ``given`` is one of the non-empty ``accepted``; compares with each, however early one matches."""
    matches = [hmac.compare_digest(_bytes(given), _bytes(key)) for key in accepted if key]
    return any(matches)


def _bytes(text: str) -> bytes:
    return text.encode("utf-8", "surrogatepass")
