"""What one run over a charter carries from part to part, and what it does about systems that do not answer."""

import datetime as dt
import logging
from collections.abc import Callable
from dataclasses import dataclass, field

from bot.domain.docket import Docket, Scene, StepName, StepState, Trouble
from bot.domain.errors import Fatal, Mendable, Retryable, new_reference
from bot.pipeline.attention import retry_delay

log = logging.getLogger(__name__)

AFTER_A_REFUSAL = dt.timedelta(hours=1)


@dataclass
class Run:
    scene: Scene
    lease: dt.datetime
    try_again_at: list[dt.datetime] = field(default_factory=list)
    """Moments at which something that could not be done now is to be tried again."""
    to_mend: Mendable | None = None
    """What keeps the bot from speaking in the channel."""
    away: set[str] = field(default_factory=set)
    """Systems that did not answer in this run: nothing more is asked of them, so the run stays short."""

    @property
    def docket(self) -> Docket:
        return self.scene.docket

    @property
    def booking_id(self) -> str:
        return self.scene.docket.charter.booking_id

    def update(self, **attributes: object) -> None:
        self.scene = self.scene._replace(docket=self.docket.model_copy(update=attributes))

    def attempt(self, system: str, action: Callable[[], Scene | None]) -> bool:
        """Does `action` and takes over the scene it returns; False if the system is away or refused.

        What fails here is tried again soon, and the rest of the run goes on.
        """
        if system in self.away:
            return False
        try:
            self.scene = action() or self.scene
        except Retryable as error:
            self.away.add(system)
            log.warning("put off", extra={"booking_id": self.booking_id, "system": system, "detail": error.detail})
            if isinstance(error, Mendable):
                self.to_mend = error
            else:
                self.try_again_at.append(self.scene.now + retry_delay(1, error.wait_seconds))
            return False
        except Fatal as error:
            log.error("refused", extra={"booking_id": self.booking_id, "system": system, "detail": error.detail})
            self.try_again_at.append(self.scene.now + AFTER_A_REFUSAL)
            return False
        return True


def trouble(before: StepState, desired: str, error: Retryable | Fatal, now: dt.datetime) -> Trouble:
    """Why a step rests, and until when; the reference stays the same while the wish does."""
    last = before.trouble if before.trouble is not None and before.trouble.fingerprint == desired else None
    tries = last.tries + 1 if last else 1
    return Trouble(
        fingerprint=desired,
        kind="retrying" if isinstance(error, Retryable) else "failed",
        detail=error.detail,
        reference=last.reference if last else new_reference(),
        tries=tries,
        since=now,
        next_at=now + retry_delay(tries, error.wait_seconds) if isinstance(error, Retryable) else None,
    )


def log_trouble(booking_id: str, name: StepName, found: Trouble) -> None:
    """The line that the reference shown to people leads to."""
    log.warning(
        "step %s",
        found.kind,
        extra={"booking_id": booking_id, "step": name, "ref": found.reference, "detail": found.detail},
    )
