"""One run over one charter: looks at what is desired, makes the systems agree, tells who must be told.

A run is started by a hint and reads everything now, so it does not matter how often, how late or in which order hints
arrive, nor where an earlier run died. It takes a lease first (the next look in 15 minutes) and at its end sets the
real next moment, unless somebody changed the charter meanwhile.
"""

import datetime as dt
import logging
from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any

from pydantic import BaseModel

from bot.domain.docket import STATUS, Docket, Scene, StepName, StepState, Trouble, behind, fingerprint
from bot.domain.errors import Fatal, Retryable, new_reference
from bot.pipeline import notices, reminders
from bot.pipeline.attention import next_look, retry_delay
from bot.pipeline.crew_notice import CrewNotice
from bot.pipeline.messenger import Messenger
from bot.pipeline.steps import Step
from bot.ports import Charters, Clock, CrewEvents, Settings

log = logging.getLogger(__name__)

LEASE = dt.timedelta(minutes=15)
LAST_RECEIVE = 5
"""A message received this often has crashed its reader each time: the charter is parked before the last try."""
PASSES = 4
"""How often one run looks again at what its own results made behind."""

HEARS_ANSWERS = frozenset({"crew_answered", "mail_state", "retry", "tap"})


@dataclass
class Run:
    """What one run carries from part to part."""

    scene: Scene
    lease: dt.datetime
    try_again_at: list[dt.datetime] = field(default_factory=list)
    """Moments at which something that could not be done now is to be tried again."""

    @property
    def docket(self) -> Docket:
        return self.scene.docket

    @property
    def booking_id(self) -> str:
        return self.scene.docket.charter.booking_id

    def update(self, **attributes: object) -> None:
        self.scene = self.scene._replace(docket=self.docket.model_copy(update=attributes))

    @contextmanager
    def put_off(self) -> Iterator[None]:
        """What fails for a passing reason inside is tried again soon; the rest of the run goes on."""
        try:
            yield
        except Retryable as error:
            log.warning("put off", extra={"booking_id": self.booking_id, "system": error.system})
            self.try_again_at.append(self.scene.now + retry_delay(1, error.wait_seconds))
        except Fatal as error:
            reference = new_reference()
            log.error("refused", extra={"booking_id": self.booking_id, "system": error.system, "ref": reference})
            self.try_again_at.append(self.scene.now + dt.timedelta(hours=1))


@dataclass(frozen=True)
class Reconciler:
    charters: Charters
    steps: Sequence[Step[Any]]
    crew_notice: CrewNotice
    crew_events: CrewEvents
    messenger: Messenger
    settings: Settings
    clock: Clock

    def run(self, booking_id: str, reason: str, receives: int = 1) -> None:
        """Brings one charter up to date. Raises only on a crash: every known failure is kept with the charter."""
        docket = self.charters.docket(booking_id)
        if docket is None:
            log.warning("no such charter", extra={"booking_id": booking_id})
            return
        now = self.clock()
        boat = self.settings.fleet[docket.charter.trip.boat]
        run = Run(Scene(docket, boat, self.charters.roster(), now), lease=now + LEASE)
        if docket.parked():
            self._say_what_is_on_file(run)
            return
        if receives >= LAST_RECEIVE:
            self.charters.park(booking_id, now=now)
            run.update(parked_at=now)
        else:
            self.charters.take_lease(booking_id, run.lease)
        self._say_what_is_on_file(run)
        self._deliver_taps(run)
        if reason in HEARS_ANSWERS:
            self._hear_answers(run)
        self._agree(run)
        self._tell_thread(run)
        self._remind(run)
        with run.put_off():
            run.scene = self.messenger.redraw(run.scene)
        if not run.docket.parked():
            self.charters.return_lease(booking_id, run.lease, next_look(run.scene, run.try_again_at))

    def _say_what_is_on_file(self, run: Run) -> None:
        """The status message and the thread's lines so far; for a charter that rests, also how it got there."""
        with run.put_off():
            run.scene = self.messenger.tell(STATUS, run.scene)
        self._tell_thread(run)
        if run.docket.parked():
            with run.put_off():
                run.scene = self.messenger.redraw(run.scene)

    def _deliver_taps(self, run: Run) -> None:
        """Answers given by a button in Slack go to ShipCaptainCrew; only then are they forgotten here."""
        event_id = run.docket.event_id()
        for tap in list(run.docket.taps.values()):
            if event_id is None:
                continue
            with run.put_off():
                if not self.crew_events.deliver(event_id, tap):
                    late = notices.stale_tap(run.docket, tap)
                    run.scene = self.messenger.tell(late, run.scene)
                self._hear_answers(run)
                self.charters.forget_tap(run.booking_id, tap)
                run.update(taps={who: kept for who, kept in run.docket.taps.items() if kept != tap})

    def _hear_answers(self, run: Run) -> bool:
        """Takes over what ShipCaptainCrew knows now; False if it could not be asked."""
        event_id = run.docket.event_id()
        if event_id is None:
            return True
        with run.put_off():
            known = self.crew_events.crew_answers(event_id)
            if (known.answers, known.mails) != (run.docket.answers, run.docket.mails):
                self.charters.save_crew_answers(run.booking_id, known.answers, known.mails)
                run.update(answers=known.answers, mails=known.mails)
            return True
        return False

    def _agree(self, run: Run) -> None:
        """Runs every step that is behind, side by side, until none is; then the crew is told."""
        for _ in range(PASSES):
            wishes = [(step, step.desired(run.scene)) for step in self.steps]
            open_steps = [(step, wish) for step, wish in wishes if self._behind(run, step.name, wish)]
            if not open_steps:
                break
            with ThreadPoolExecutor(max_workers=len(open_steps)) as side_by_side:
                states = list(side_by_side.map(lambda pair: self._apply(run, *pair), open_steps))
            run.update(steps={**run.docket.steps, **dict(states)})
            if any(step.name == "scc_event" for step, _ in open_steps):
                self._hear_answers(run)
            with run.put_off():
                run.scene = self.messenger.redraw(run.scene)
        self._tell_crew(run)
        if self._all_reached(run):
            with run.put_off():
                run.scene = self.messenger.tell(notices.all_done(run.docket), run.scene)

    def _all_reached(self, run: Run) -> bool:
        """Whether every system agrees with this version; one that had nothing to change for it is noted as agreeing."""
        wishes: list[tuple[StepName, BaseModel]] = [(step.name, step.desired(run.scene)) for step in self.steps]
        wishes.append((self.crew_notice.name, self.crew_notice.desired(run.scene)))
        reached = [name for name, wish in wishes if self._reached(run, name, wish)]
        version = run.docket.charter.version
        for name in reached:
            state = run.docket.step(name)
            if state.version != version or state.trouble is not None:
                self._save_step(run, name, state.model_copy(update={"version": version, "trouble": None}))
        return len(reached) == len(wishes)

    def _save_step(self, run: Run, name: StepName, state: StepState) -> None:
        self.charters.save_step(run.booking_id, name, state)
        run.update(steps={**run.docket.steps, name: state})

    def _apply(self, run: Run, step: Step[Any], wish: BaseModel) -> tuple[StepName, StepState]:
        before = self._leave(run, step.name)
        desired = fingerprint(wish)
        try:
            result = step.apply(wish, run.docket)
            state = StepState(reached=desired, version=run.docket.charter.version, result=result)
        except (Retryable, Fatal) as error:
            state = before.model_copy(update={"trouble": _trouble(before, desired, error, run.scene.now)})
            log.warning("step failed", extra={"booking_id": run.booking_id, "step": step.name, "error": str(error)})
        self.charters.save_step(run.booking_id, step.name, state)
        return step.name, state

    def _leave(self, run: Run, name: StepName) -> StepState:
        """Notes that what was reached no longer holds: a call cut off half-way may have changed the system."""
        state = run.docket.step(name)
        if state.reached is None:
            return state
        left = state.model_copy(update={"reached": None})
        self.charters.save_step(run.booking_id, name, left)
        return left

    def _tell_crew(self, run: Run) -> None:
        """The fourth step: it needs the crew event, and waits for the crew notifier's mails."""
        event_step = next(step for step in self.steps if step.name == "scc_event")
        wish = self.crew_notice.desired(run.scene)
        if not self._reached(run, event_step.name, event_step.desired(run.scene)):
            return
        if self._reached(run, self.crew_notice.name, wish):
            return
        with run.put_off():
            run.scene = self.crew_notice.tell(wish, run.scene)
            before = run.docket.step(self.crew_notice.name)
            state = self.crew_notice.looked_after(wish, run.scene)
            if state != before:
                self._save_step(run, self.crew_notice.name, state)

    def _tell_thread(self, run: Run) -> None:
        for key in notices.in_thread(run.docket):
            with run.put_off():
                run.scene = self.messenger.tell(key, run.scene)

    def _remind(self, run: Run) -> None:
        """Sends what the clock calls for, going by the answers as they stand at this moment."""
        if not reminders.due(run.scene) or not self._hear_answers(run):
            return
        for moment in reminders.due(run.scene):
            with run.put_off():
                if moment.way == "mail":
                    run.scene = self.crew_notice.remind_by_mail(moment.key, run.scene)
                else:
                    run.scene = self.messenger.tell(moment.key, run.scene)

    def _behind(self, run: Run, name: StepName, wish: BaseModel) -> bool:
        return behind(run.docket.step(name), fingerprint(wish), now=run.scene.now, retry_at=run.docket.retry_at)

    def _reached(self, run: Run, name: StepName, wish: BaseModel) -> bool:
        return run.docket.step(name).reached == fingerprint(wish)


def _trouble(before: StepState, desired: str, error: Retryable | Fatal, now: dt.datetime) -> Trouble:
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
