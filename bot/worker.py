"""The worker's entry: one job a message, or the tick."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from bot.pipeline.reconcile import Reconciler
from bot.pipeline.roster_keeper import RosterKeeper
from bot.ports import Charters, Clock, Jobs
from contracts.jobs import JOB, RosterChanged


@dataclass(frozen=True)
class Worker:
    reconciler: Reconciler
    roster: RosterKeeper
    charters: Charters
    jobs: Jobs
    clock: Clock

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
        if self.charters.roster_is_wanted():
            self.roster.refresh()
        if self.roster.book.has_wishes():
            self.jobs.roster_changed(self.clock())

    def _work_on(self, record: Mapping[str, Any]) -> None:
        job = JOB.validate_json(record["body"])
        if isinstance(job, RosterChanged):
            self.charters.want_roster()
            self.roster.run()
            return
        receives = int(record.get("attributes", {}).get("ApproximateReceiveCount", 1))
        self.reconciler.run(job.booking_id, receives)
