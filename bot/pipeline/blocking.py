"""Blocking a boat: the wish becomes a record with its guards, and the calendar is made to agree."""

import datetime as dt
import logging
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from bot.domain.block import PREFIX, Block, BlockId, slots_of_block
from bot.domain.boat import Boat, Fleet, boat_by_title
from bot.domain.charter import BookingId, Operator
from bot.domain.errors import Fatal, Rejected, Retryable, new_reference
from bot.domain.forms import Form
from bot.domain.guards import Taken, name_of, overlaps, rewritten
from bot.domain.minting import minted
from bot.domain.outcomes import CalendarEntry, Content
from bot.pipeline.attention import retry_delay
from bot.ports import Blocks, CalendarSystem, Charters, Chat, Clock, Jobs, Overtaken, Settings

log = logging.getLogger(__name__)

Refusal = Callable[[Block, Boat, str, str], Content]
"""Tells an operator that the calendar refused a block: the block, its boat, why, and the reference."""


@dataclass(frozen=True)
class Blocking:
    """The Slack side of it."""

    charters: Charters
    blocks: Blocks
    jobs: Jobs
    settings: Settings
    clock: Clock

    def every(self) -> Sequence[Block]:
        today = self.clock().date()
        return [block for block in self.blocks.every() if block.last >= today - dt.timedelta(days=1)]

    def block(self, boat: Boat, first: dt.date, last: dt.date, reason: str, by: Operator, shown: str) -> Block:
        """The block on file. Raises `Taken` where charters are in the way that the operator was not `shown`.

        Raises `Overtaken` where somebody changed these days at the same moment.
        """
        now = self.clock()
        block = Block(
            block_id=BlockId(minted(PREFIX, 7)),
            boat=boat.key,
            first=first,
            last=last,
            reason=reason,
            by=by.user,
            by_name=by.name,
            at=now,
        )
        wanted = slots_of_block(block, boat)
        guards = self.charters.guards(wanted)
        found = overlaps(wanted, guards, None)
        if found and name_of(found) != shown:
            raise Taken(found)
        new = rewritten(guards, wanted, wanted, BookingId(block.block_id))
        try:
            self.blocks.commit(block, new, now=now, until=block.end_at(boat))
        except Overtaken:
            taken = overlaps(wanted, self.charters.guards(wanted), None)
            if taken and name_of(taken) != shown:
                raise Taken(taken) from None
            raise
        self.jobs.keep_block(block.block_id, now)
        return block

    def lift(self, block_id: str) -> Block:
        """The block, lifted. Raises `Rejected`."""
        kept = self.blocks.block(block_id)
        boat = self.settings.fleet.get(kept.block.boat) if kept else None
        if kept is None or boat is None:
            raise Rejected("no_such_block", "This block is gone already.")
        now = self.clock()
        lifted = kept.block.lift(now)
        held = slots_of_block(kept.block, boat)
        new = rewritten(self.charters.guards(held), held, {}, BookingId(block_id))
        self.blocks.commit(lifted, new, now=now, until=lifted.end_at(boat))
        self.jobs.keep_block(block_id, now)
        return lifted


def typed(words: str, fleet: Fleet, today: dt.date) -> Form:
    """What ``JADA Jun 1 Jun 5 haul-out`` says, as the fields of the modal; what is unclear stays open."""
    from bot.pipeline.intake.dates import find_days, settle

    days = find_days(words)
    if not days:
        return {"boat": _boat_in(words, fleet), "reason": None}
    named = [settle(day, today, {}).day for day in days[:2]]
    first, last = named[0], named[-1]
    return {
        "boat": _boat_in(words[: days[0].start], fleet),
        "first": first.isoformat() if first else None,
        "last": last.isoformat() if last else None,
        "reason": words[days[min(1, len(days) - 1)].end :].strip(" ,:-") or None,
    }


def _boat_in(words: str, fleet: Fleet) -> str | None:
    boat = boat_by_title(fleet, words)
    return boat.key if boat else None


@dataclass(frozen=True)
class BlockKeeper:
    """The worker's side of it."""

    blocks: Blocks
    calendar: CalendarSystem
    chat: Chat
    refusal: Refusal
    settings: Settings
    clock: Clock

    def keep(self, block_id: str) -> None:
        """Makes the calendar agree with one block; one that agrees already is left alone."""
        kept = self.blocks.block(block_id)
        if kept is None or kept.reached == kept.block.version:
            return
        block, boat = kept.block, self.settings.fleet.get(kept.block.boat)
        if boat is None:
            self.blocks.put_off(block_id, kept.tries, None)
            return
        try:
            calendar_id = self.calendar.apply(_entry(block, boat), block.version, kept.calendar_id)
        except Retryable as error:
            log.warning("put off", extra={"block_id": block_id, "detail": error.detail})
            at = self.clock() + retry_delay(kept.tries + 1, error.wait_seconds)
            self.blocks.put_off(block_id, kept.tries + 1, at)
        except Fatal as error:
            reference = new_reference()
            log.error("refused", extra={"block_id": block_id, "detail": error.detail, "ref": reference})
            self.chat.post(block.by, self.refusal(block, boat, error.detail, reference), f"{block_id}|{block.version}")
            self.blocks.put_off(block_id, kept.tries + 1, None)
        else:
            self.blocks.save_reached(block_id, block.version, calendar_id)


def _entry(block: Block, boat: Boat) -> CalendarEntry:
    return CalendarEntry(
        booking_id=BookingId(block.block_id),
        present=not block.lifted,
        date=block.first,
        title=f"{boat.name} blocked: {block.reason}",
        captain=None,
        crew=(),
        start_at=block.start_at(boat),
        end_at=block.end_at(boat),
        notes=f"Blocked by {block.by_name}",
        timezone=boat.timezone,
    )
