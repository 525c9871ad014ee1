"""What the next calls of the bot are to be answered with, instead of having an effect."""

import threading
from dataclasses import dataclass

from sandbox.slack.models import Json
from sandbox.slack.refusals import Refusal

MOST_TIMES = 1000


@dataclass(frozen=True)
class PlannedFailure:
    """The next call of `method` is refused with `error`; with `retry_after` (seconds) as HTTP 429."""

    method: str
    error: str
    retry_after: int | None = None


class PlannedFailures:
    """In order; each is used up by one call."""

    def __init__(self) -> None:
        self._planned: list[PlannedFailure] = []
        self._lock = threading.Lock()

    def add(self, failure: PlannedFailure, times: int = 1) -> None:
        with self._lock:
            self._planned.extend([failure] * times)

    def add_from_json(self, wish: Json) -> None:
        """Adds `{"method", "error", "retry_after"?, "times"?}`. Raises `Refusal` for anything else."""
        method, error = wish.get("method"), wish.get("error")
        retry_after, times = wish.get("retry_after"), wish.get("times", 1)
        if not (isinstance(method, str) and method and isinstance(error, str) and error):
            raise Refusal("invalid_arguments", ["[ERROR] method and error must be given"])
        if retry_after is not None and not _is_number(retry_after):
            raise Refusal("invalid_arguments", ["[ERROR] retry_after must be a number of seconds"])
        if not _is_number(times) or not 1 <= times <= MOST_TIMES:
            raise Refusal("invalid_arguments", [f"[ERROR] times must be a number from 1 to {MOST_TIMES}"])
        self.add(PlannedFailure(method, error, retry_after), times)

    def take(self, method: str) -> PlannedFailure | None:
        """The next one for this method, used up by asking."""
        with self._lock:
            planned = next((each for each in self._planned if each.method == method), None)
            if planned is not None:
                self._planned.remove(planned)
            return planned

    def clear(self) -> None:
        with self._lock:
            self._planned.clear()


def _is_number(value: object) -> bool:
    return isinstance(value, int) and not isinstance(value, bool)
