"""The pumps and the tick, running by themselves."""

import logging
import threading
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor

from apscheduler.schedulers.background import BackgroundScheduler

from sandbox.jobs_pump import JobsPump
from sandbox.sources import Schedule
from sandbox.stream_pump import StreamPump

logger = logging.getLogger(__name__)

WORKERS = 4
"""So many charters are worked on at once."""
RETRY_SECONDS = 2.0
"""AWS waits until the message becomes visible again, which is two minutes; nobody wants to watch that."""
_POLL_SECONDS = 0.2
LOOK_SECONDS = 5.0
"""How often Slack looks for events the bot did not take."""


class Automatic:
    """Delivers queue and stream in threads of their own, and calls ``tick`` as often as the schedule says."""

    def __init__(
        self,
        jobs: JobsPump,
        stream: StreamPump,
        schedule: Schedule,
        tick: Callable[[], None],
        send_due_events: Callable[[], None],
    ) -> None:
        self._jobs = jobs
        self._stream = stream
        self._stop = threading.Event()
        self._pool = ThreadPoolExecutor(WORKERS, thread_name_prefix="jobs")
        self._threads = [threading.Thread(target=each, daemon=True) for each in (self._run_jobs, self._run_stream)]
        self._scheduler = BackgroundScheduler(timezone="UTC")
        seconds = schedule.every.total_seconds()
        self._scheduler.add_job(tick, "interval", seconds=seconds, max_instances=1, coalesce=True)
        self._scheduler.add_job(send_due_events, "interval", seconds=LOOK_SECONDS, max_instances=1, coalesce=True)

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

    def _run_stream(self) -> None:
        while not self._stop.is_set():
            self._stream.fetch()
            while not self._stop.is_set() and self._stream.deliver_one():
                if self._stream.is_trying_again:
                    self._stop.wait(RETRY_SECONDS)
            self._stop.wait(_POLL_SECONDS)
