"""What Slack sends to the bot, under Slack's deadline. The workspace is never locked while something is under way."""

import threading
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace

from sandbox.slack.door import Answer, Door, Retry
from sandbox.slack.models import Json

DEADLINE_SECONDS = 3.0  # docs.slack.dev/interactivity/handling-user-interaction#acknowledgment_response
PAUSES_SECONDS = (0.0, 60.0, 300.0)
"""Before each time an event is sent again (docs.slack.dev/apis/events-api#retries)."""


@dataclass(frozen=True)
class _Again:
    """An event the bot did not take, and when it is sent next."""

    envelope: Json
    retry: Retry
    due_at: float


class Delivery:
    """Through `door`; what the bot did wrong is added to `faults`."""

    def __init__(self, door: Door, real_clock: Callable[[], float], faults: list[str]) -> None:
        self.door = door
        self._clock, self._faults = real_clock, faults
        self._again: list[_Again] = []
        self._lock = threading.Lock()

    def command(self, form: Mapping[str, str]) -> Answer:
        return self._timed(f"{form['command']} {form['text']}".strip(), lambda: self.door.command(form))

    def interaction(self, payload: Json, what: str) -> Answer:
        return self._timed(f"{payload['type']} {what}".strip(), lambda: self.door.interaction(payload))

    def event(self, envelope: Json, retry: Retry | None = None) -> Answer:
        """Sends an event; one that is not taken is sent again at once, and then when `send_due` is called in time."""
        what = f"event {envelope['event']['type']}"
        answer = self._timed(what, lambda: self.door.event(envelope, retry))
        number = retry.number if retry else 0
        if answer.ok or answer.forbids_retries or number == len(PAUSES_SECONDS):
            return answer
        again, pause = Retry(number + 1, answer.reason), PAUSES_SECONDS[number]
        if not pause:
            return self.event(envelope, again)
        with self._lock:
            self._again.append(_Again(envelope, again, self._clock() + pause))
        return answer

    def send_due(self) -> None:
        """Sends the events again whose pause is over."""
        with self._lock:
            due = [each for each in self._again if each.due_at <= self._clock()]
            self._again = [each for each in self._again if each not in due]
        for each in due:
            self.event(each.envelope, each.retry)

    def forget(self) -> None:
        with self._lock:
            self._again.clear()

    def _timed(self, what: str, send: Callable[[], Answer]) -> Answer:
        started_at = self._clock()
        answer = send()
        took = self._clock() - started_at
        if answer.ok and took > DEADLINE_SECONDS:
            answer = replace(answer, body=b"", problem=f"answered after {took:.1f} s", timed_out=True)
        if answer.problem is not None:
            self._faults.append(f"{what}: {answer.problem}")
        return answer
