"""The worker's entry: one job a message, or the tick."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from bot.domain.block import is_block
from bot.domain.charter import SlackUser
from bot.pipeline.blocking import BlockKeeper
from bot.pipeline.files import FileReader
from bot.pipeline.guest_site import SitePages
from bot.pipeline.homes import Homes
from bot.pipeline.reconcile import Reconciler
from bot.pipeline.roster_keeper import RosterKeeper
from bot.ports import Charters, Clock, Jobs
from contracts.jobs import JOB, Draft, DrawHome, KeepBlock, RosterChanged


@dataclass(frozen=True)
class Worker:
    reconciler: Reconciler
    files: FileReader
    blocks: BlockKeeper
    homes: Homes
    roster: RosterKeeper
    site: SitePages
    charters: Charters
    jobs: Jobs
    clock: Clock

    def handle(self, event: Mapping[str, Any], context: object) -> None:
        """Takes an SQS event with one record (``BatchSize: 1``), or the schedule's ``{"tick": true}``."""
        self.site.keep()
        if event.get("tick"):
            self._tick()
            return
        for record in event["Records"]:
            self._work_on(record)

    def _tick(self) -> None:
        """Hints at every charter whose moment has come; costs what is due, not what exists."""
        for booking_id, attention_at in self.charters.due(self.clock()):
            if is_block(booking_id):
                self.jobs.keep_block(booking_id, attention_at)
            else:
                self.jobs.look_at(booking_id, "due", attention_at)
        if self.charters.roster_is_wanted():
            self.roster.refresh()
        if self.roster.book.has_wishes() or self.roster.feeds.is_behind():
            self.jobs.roster_changed(self.clock())

    def _work_on(self, record: Mapping[str, Any]) -> None:
        job = JOB.validate_json(record["body"])
        if isinstance(job, RosterChanged):
            self.charters.want_roster()
            self.roster.run()
            return
        if isinstance(job, Draft):
            self.files.run(SlackUser(job.user), job.draft_id)
            return
        if isinstance(job, KeepBlock):
            self.blocks.keep(job.block_id)
            return
        if isinstance(job, DrawHome):
            self.homes.draw(SlackUser(job.user_id), job.wanted_seconds)
            return
        receives = int(record.get("attributes", {}).get("ApproximateReceiveCount", 1))
        self.reconciler.run(job.booking_id, receives)
