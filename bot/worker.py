"""The worker's entry: one job a message, or the tick."""

import datetime as dt
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from bot.pipeline.reconcile import Reconciler
from bot.ports import Charters, CrewEvents, Jobs
from contracts.jobs import JOB, RosterChanged


@dataclass(frozen=True)
class Worker:
    reconciler: Reconciler
    charters: Charters
    crew_events: CrewEvents
    jobs: Jobs
    clock: Callable[[], dt.datetime]

    def handle(self, event: Mapping[str, Any], context: object) -> None:
        """Takes an SQS event with one record (``BatchSize: 1``), or the schedule's ``{"tick": true}``."""
        if event.get("tick"):
            self._tick()
            return
        for record in event["Records"]:
            self._work_on(record)

    def _tick(self) -> None:
        """Hints at every charter whose moment has come; costs what is due, not what exists."""
        for booking_id, attention_at in self.charters.due(self.clock()):
            self.jobs.look_at(booking_id, "due", attention_at)

    def _work_on(self, record: Mapping[str, Any]) -> None:
        job = JOB.validate_json(record["body"])
        if isinstance(job, RosterChanged):
            self.charters.save_roster(self.crew_events.roster())
            return
        receives = int(record.get("attributes", {}).get("ApproximateReceiveCount", 1))
        self.reconciler.run(job.booking_id, job.reason, receives)
