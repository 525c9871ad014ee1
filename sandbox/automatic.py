"""The pumps and the schedules, running by themselves."""

import datetime as dt
import logging
import threading
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from typing import Protocol

from apscheduler.schedulers.background import BackgroundScheduler

from sandbox.jobs_pump import JobsPump
from sandbox.schedules import Schedules

logger = logging.getLogger(__name__)

WORKERS = 4
"""So many charters are worked on at once."""
RETRY_SECONDS = 2.0
"""AWS waits until the message becomes visible again, which is two minutes; nobody wants to watch that."""
_POLL_SECONDS = 0.2
LOOK_SECONDS = 5.0
"""How often Slack looks for events the bot did not take, and whether a schedule slower than the tick has its turn."""


class Pump(Protocol):
    """Carries what has happened in one place to the function that is to hear of it, in order."""

    @property
    def is_trying_again(self) -> bool:
        """Whether what comes next has failed before."""

    def fetch(self) -> None: ...

    def deliver_one(self) -> bool: ...


class Automatic:
    """Delivers the queue and whatever the pumps carry in threads of their own, and plays the schedules."""

    def __init__(
        self, jobs: JobsPump, pumps: Sequence[Pump], schedules: Schedules, send_due_events: Callable[[], None]
    ) -> None:
        self._jobs = jobs
        self._stop = threading.Event()
        self._pool = ThreadPoolExecutor(WORKERS, thread_name_prefix="jobs")
        runs: list[Callable[[], None]] = [self._run_jobs, *(partial(self._run, pump) for pump in pumps)]
        self._threads = [threading.Thread(target=each, daemon=True) for each in runs]
        self._scheduler = BackgroundScheduler(timezone="UTC")
        self._every(schedules.tick_every.total_seconds(), schedules.tick)
        self._every(LOOK_SECONDS, schedules.play_due, next_run_time=dt.datetime.now(dt.UTC))
        self._every(LOOK_SECONDS, send_due_events)

    def start(self) -> None:
        for each in self._threads:
            each.start()
        self._scheduler.start()

    def stop(self) -> None:
        """Returns when nothing runs any more."""
        self._scheduler.shutdown(wait=True)
        self._stop.set()
        for each in self._threads:
            each.join()
        self._pool.shutdown(wait=True)

    def _every(self, seconds: float, act: Callable[[], None], **first: dt.datetime) -> None:
        self._scheduler.add_job(act, "interval", seconds=seconds, max_instances=1, coalesce=True, **first)

    def _run_jobs(self) -> None:
        while not self._stop.is_set():
            self._jobs.fetch()
            for _ in range(WORKERS):
                self._pool.submit(self._drain)
            self._stop.wait(_POLL_SECONDS)

    def _drain(self) -> None:
        try:
            while not self._stop.is_set() and self._jobs.deliver_one(RETRY_SECONDS):
                pass
        except Exception:
            logger.exception("the jobs queue could not be delivered")

    def _run(self, pump: Pump) -> None:
        while not self._stop.is_set():
            pump.fetch()
            while not self._stop.is_set() and pump.deliver_one():
                if pump.is_trying_again:
                    self._stop.wait(RETRY_SECONDS)
            self._stop.wait(_POLL_SECONDS)
