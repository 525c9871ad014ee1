"""One run over one charter: looks at what is desired, makes the systems agree, tells who must be told.

A run is started by a hint and reads everything now, so it does not matter how often, how late or in which order hints
arrive, nor where an earlier run died. It takes a lease first (the next look in 15 minutes), reads after that, and
at its end sets the real next moment, unless somebody asked for attention meanwhile.
"""

import datetime as dt
import logging
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from functools import partial
from typing import Any

from pydantic import BaseModel

from bot.domain.docket import (
    STATUS,
    TROUBLE_IN_SLACK,
    Glance,
    GotIt,
    HidePhoto,
    NoticeKey,
    Press,
    Scene,
    StepName,
    StepState,
    behind,
    fingerprint,
)
from bot.domain.errors import Fatal, Retryable
from bot.domain.forgetting import BY_ITSELF, erase_at, forget
from bot.domain.outcomes import CrewAnswers
from bot.domain.season import departure_month
from bot.pipeline import album, notices, reminders
from bot.pipeline.attention import next_look
from bot.pipeline.crew_notice import CrewNotice, to_mail_again
from bot.pipeline.glances import glance_of
from bot.pipeline.homes import Homes
from bot.pipeline.messenger import Messenger, slack_user
from bot.pipeline.outlook import look_outside
from bot.pipeline.run import AFTER_A_REFUSAL, Run, log_trouble, trouble
from bot.pipeline.steps import Step
from bot.ports import Charters, Clock, ConditionsKeeper, CrewEvents, Drafts, Overtaken, Settings

log = logging.getLogger(__name__)

LEASE = dt.timedelta(minutes=15)
DAY = dt.timedelta(days=1)
LAST_RECEIVE = 5
"""A message received this often has crashed its reader each time: the charter is parked before the last try."""
PASSES = 4
"""How often one run looks again at what its own results made behind."""

SLACK, CREW_SYSTEM = "Slack", "the crew system"


@dataclass(frozen=True)
class Reconciler:
    charters: Charters
    drafts: Drafts
    steps: Sequence[Step[Any]]
    crew_notice: CrewNotice
    crew_events: CrewEvents
    conditions: ConditionsKeeper
    messenger: Messenger
    homes: Homes
    settings: Settings
    clock: Clock

    def run(self, booking_id: str, receives: int = 1) -> None:
        """Brings one charter up to date, and the Home tabs that show it.

        Raises only on a crash: every known failure is kept with the charter.
        """
        run = self._worked_on(booking_id, receives)
        if run is not None:
            self.homes.follow(run.scene, self._glance(run))

    def _worked_on(self, booking_id: str, receives: int) -> Run | None:
        now = self.clock()
        lease = now + LEASE
        if receives >= LAST_RECEIVE:
            self.charters.park(booking_id, now=now)
        elif not self.charters.take_lease(booking_id, lease):
            log.warning("no such charter", extra={"booking_id": booking_id})
            return None
        run = self._opened(booking_id, lease, now)
        if run is None:
            return None
        self._erase_in_time(run)
        self._say_what_is_on_file(run)
        if run.docket.parked() and receives != LAST_RECEIVE:
            self.charters.return_lease(booking_id, lease, None, self._glance(run))
            return run
        self._erase_pastes(run)
        self._deliver_taps(run)
        self._hear_answers(run)
        if CREW_SYSTEM not in run.away:
            look_outside(run, self.conditions)
        self._agree(run)
        self._tell_thread(run)
        self._tell_written_down(run)
        self._remind(run)
        self._mail_again(run)
        self._post_status_anew(run)
        self._redraw(run)
        self._tell_what_to_mend(run)
        self._note_permalink(run)
        if not run.docket.parked():
            at = next_look(run.scene, run.try_again_at)
            self.charters.return_lease(booking_id, lease, at, self._glance(run))
        return run

    def _glance(self, run: Run) -> Glance:
        return glance_of(run.scene, self.messenger.view)

    def _opened(self, booking_id: str, lease: dt.datetime, now: dt.datetime) -> Run | None:
        docket = self.charters.docket(booking_id)
        if docket is None:
            return None
        boat = self.settings.fleet[docket.charter.trip.boat]
        return Run(Scene(docket, boat, self.charters.roster(), now), lease)

    def _say_what_is_on_file(self, run: Run) -> None:
        """The status message and the thread's lines so far; for a charter that rests, also how it got there."""
        self._tell(run, STATUS)
        self._tell_thread(run)
        if run.docket.parked():
            self._redraw(run)

    def _erase_in_time(self, run: Run) -> None:
        """A guest of long ago goes, unless somebody changes the charter at this moment: then with the next look."""
        charter, boat, now = run.docket.charter, run.scene.boat, run.scene.now
        if charter.forgotten_at is not None or now < erase_at(charter, boat):
            return
        erased = forget(charter, by=BY_ITSELF, now=now)
        try:
            self.charters.commit(erased, {}, departure_month=departure_month(erased, boat))
        except Overtaken:
            return
        run.update(charter=erased)

    def _erase_pastes(self, run: Run) -> None:
        """Once a guest is to be erased: whatever any operator pasted about the booking and never saved."""
        key = notices.pastes_erased(run.docket)
        if key is not None:
            drop = partial(self.drafts.drop_all, self.settings.operators, run.booking_id)
            run.scene = self.messenger.have_told(key, run.scene, drop)

    def _deliver_taps(self, run: Run) -> None:
        """What was said by a button in Slack goes to ShipCaptainCrew; only then is it forgotten here."""
        event_id = run.docket.event_id()
        for tap in run.docket.taps:
            if event_id is None:
                continue
            counted: list[bool] = []
            if not run.attempt(CREW_SYSTEM, lambda: counted.append(self._deliver(event_id, tap))):  # noqa: B023
                continue
            key = notices.of_press(run.docket, tap, counted=counted[0])
            if key is not None:
                self._tell(run, key)
            self.charters.forget_tap(run.booking_id, tap)
            run.update(taps=tuple(kept for kept in run.docket.taps if kept != tap))

    def _deliver(self, event_id: str, tap: Press) -> bool:
        if isinstance(tap, HidePhoto):
            return self.crew_events.hide_photo(event_id, tap)
        if isinstance(tap, GotIt):
            return self.crew_events.acknowledge(event_id, tap)
        return self.crew_events.deliver(event_id, tap)

    def _hear_answers(self, run: Run) -> bool:
        """Takes over what ShipCaptainCrew knows now; False if it could not be asked."""
        event_id = run.docket.event_id()
        return event_id is None or run.attempt(CREW_SYSTEM, lambda: self._heard(run, event_id))

    def _heard(self, run: Run, event_id: str) -> None:
        """Answers to earlier calls are kept: whose yes a move made void is told from them."""
        known = self.crew_events.crew_answers(event_id)
        heard = known.model_copy(update={"answers": {**run.docket.answers, **known.answers}})
        before = {name: getattr(run.docket, name) for name in CrewAnswers.model_fields}
        if heard != CrewAnswers.model_validate(before):
            self.charters.save_crew_answers(run.booking_id, heard)
            run.update(**{name: getattr(heard, name) for name in before})

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
            self._redraw(run)
        self._tell_crew(run)
        if self._all_reached(run):
            self._tell(run, notices.all_done(run.docket))

    def _apply(self, run: Run, step: Step[Any], wish: BaseModel) -> tuple[StepName, StepState]:
        before = self._leave(run, step.name)
        desired = fingerprint(wish)
        try:
            result = {**before.result, **step.apply(wish, run.docket)}
            state = StepState(reached=desired, version=run.docket.charter.version, result=result)
        except (Retryable, Fatal) as error:
            found = trouble(before, desired, error, run.scene.now)
            log_trouble(run.booking_id, step.name, found)
            if isinstance(error, Retryable):
                run.away.add(error.system)
            state = before.model_copy(update={"trouble": found})
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
        if not self._reached(run, event_step.name, event_step.desired(run.scene)):
            return
        wish = self.crew_notice.desired(run.scene)
        if self._reached(run, self.crew_notice.name, wish):
            return
        messages = self.crew_notice.messages(wish, run.scene)
        for key in messages:
            self._tell(run, key)
        if all(run.docket.sent(key) for key in messages):
            run.attempt(CREW_SYSTEM, lambda: self._look_after_mails(run))

    def _look_after_mails(self, run: Run) -> None:
        state = self.crew_notice.looked_after(self.crew_notice.desired(run.scene), run.scene)
        if state != run.docket.step(self.crew_notice.name):
            self._save_step(run, self.crew_notice.name, state)

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

    def _tell_thread(self, run: Run) -> None:
        for key in notices.in_thread(run.docket):
            self._tell(run, key)
        photos = album.due(run.scene)
        if photos is not None:
            self._tell(run, photos)

    def _tell_written_down(self, run: Run) -> None:
        """Somebody's answer that an operator wrote down is told to them, so that they can correct it."""
        for key in notices.written_down(run.docket):
            if slack_user(key, run.scene):
                self._tell(run, key)
            else:
                self._remind_by_mail(run, key)

    def _remind(self, run: Run) -> None:
        """Sends what the clock calls for, going by the answers as they stand at this moment."""
        if not reminders.due(run.scene) or not self._hear_answers(run):
            return
        for moment in reminders.due(run.scene):
            if moment.way == "mail":
                self._remind_by_mail(run, moment.key)
            else:
                self._tell(run, moment.key)

    def _mail_again(self, run: Run) -> None:
        """What did not arrive, at an address that was corrected since."""
        for key in to_mail_again(run.scene):
            run.attempt(CREW_SYSTEM, lambda: self.crew_notice.mail_again(key, run.scene))  # noqa: B023

    def _remind_by_mail(self, run: Run, key: NoticeKey) -> None:
        run.attempt(CREW_SYSTEM, lambda: self.crew_notice.remind_by_mail(key, run.scene))

    def _tell(self, run: Run, key: NoticeKey) -> None:
        run.attempt(SLACK, lambda: self.messenger.tell(key, run.scene))

    def _post_status_anew(self, run: Run) -> None:
        """After all that belongs to the old thread was said there."""
        key = notices.status_due(run.scene)
        if key is not None:
            self._tell(run, key)
            self._note_permalink(run)

    def _note_permalink(self, run: Run) -> None:
        run.attempt(SLACK, lambda: self.messenger.note_permalink(run.scene))

    def _tell_what_to_mend(self, run: Run) -> None:
        """The channel cannot be used: its operator hears it once; it is tried hourly for a day, then daily."""
        if run.to_mend is None:
            return
        key = NoticeKey(TROUBLE_IN_SLACK, run.docket.charter.operator, 1, run.to_mend.detail)
        try:
            run.scene = self.messenger.tell(key, run.scene)
        except (Retryable, Fatal) as error:
            log.error("nobody could be told in Slack", extra={"booking_id": run.booking_id, "detail": error.detail})
        claim = run.docket.claims.get(key)
        fresh = claim is None or run.scene.now - claim.at < DAY
        run.try_again_at.append(run.scene.now + (AFTER_A_REFUSAL if fresh else DAY))

    def _redraw(self, run: Run) -> None:
        for key in self.messenger.outdated(run.scene):
            self._draw_again(run, key)

    def _draw_again(self, run: Run, key: NoticeKey) -> None:
        run.attempt(SLACK, lambda: self.messenger.redraw(key, run.scene))

    def _behind(self, run: Run, name: StepName, wish: BaseModel) -> bool:
        return behind(run.docket.step(name), fingerprint(wish), now=run.scene.now, retry_at=run.docket.retry_at)

    def _reached(self, run: Run, name: StepName, wish: BaseModel) -> bool:
        return run.docket.step(name).reached == fingerprint(wish)

    def _save_step(self, run: Run, name: StepName, state: StepState) -> None:
        self.charters.save_step(run.booking_id, name, state)
        run.update(steps={**run.docket.steps, name: state})
