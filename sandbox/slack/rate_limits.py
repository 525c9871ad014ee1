"""How often a method may be called: docs.slack.dev/apis/web-api/rate-limits.

The tiers of methods are those of java-slack-sdk's metadata/web-api/rate_limit_tiers.json (March 2026).
"""

import math
import threading
from collections.abc import Callable
from dataclasses import dataclass
from typing import NamedTuple


class Limit(NamedTuple):
    """So many calls a minute in the long run, and so many at once after a pause."""

    a_minute: float
    at_once: int


TIER_1, TIER_2, TIER_3, TIER_4 = Limit(1, 1), Limit(20, 20), Limit(50, 50), Limit(100, 100)
POSTS = Limit(60, 5)
"""One message a second in each conversation, with short bursts; Slack does not say how long a burst may be."""
SPECIAL = Limit(600, 600)

LIMITS = {
    "apps.connections.open": TIER_1,
    "auth.test": SPECIAL,
    "chat.delete": TIER_3,
    "chat.getPermalink": SPECIAL,
    "chat.postEphemeral": TIER_4,
    "chat.postMessage": POSTS,
    "chat.update": TIER_3,
    "conversations.history": TIER_3,
    "conversations.info": TIER_3,
    "conversations.open": TIER_3,
    "conversations.replies": TIER_3,
    "files.info": TIER_4,
    "users.info": TIER_4,
    "users.lookupByEmail": TIER_3,
    "views.open": TIER_4,
    "views.publish": TIER_4,
    "views.push": TIER_4,
    "views.update": TIER_4,
}


@dataclass
class _Allowance:
    left: float
    at: float


class RateLimits:
    """Counts only while `enabled`."""

    def __init__(self, clock: Callable[[], float]) -> None:
        self.enabled = False
        self._clock = clock
        self._allowances: dict[tuple[str, str], _Allowance] = {}
        self._lock = threading.Lock()

    def wait_seconds(self, method: str, channel: str) -> int | None:
        """None where the call may be made, and then it is counted; else the whole seconds until one may be."""
        if not self.enabled or method not in LIMITS:
            return None
        limit, now = LIMITS[method], self._clock()
        with self._lock:
            key = (method, channel if limit is POSTS else "")
            held = self._allowances.setdefault(key, _Allowance(limit.at_once, now))
            held.left = min(limit.at_once, held.left + (now - held.at) * limit.a_minute / 60)
            held.at = now
            if held.left < 1:
                return math.ceil((1 - held.left) * 60 / limit.a_minute)
            held.left -= 1
            return None

    def forget(self) -> None:
        with self._lock:
            self._allowances.clear()
