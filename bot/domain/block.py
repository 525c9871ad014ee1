"""Days on which a boat does not sail: hauled out, or her owner aboard."""

import datetime as dt
from typing import NewType

from pydantic import AwareDatetime, BaseModel, ConfigDict, Field

from bot.domain.boat import Boat, BoatKey
from bot.domain.charter import SlackUser
from bot.domain.errors import Rejected
from bot.domain.guards import GuardKey, Slot, slots_over

BlockId = NewType("BlockId", str)
PREFIX = "BLOCK-"
"""How a block's id begins; no booking platform's ids do."""
LONGEST_DAYS = 80
"""What one transaction can guard, a row for each day."""
LONGEST_REASON = 120


class Block(BaseModel):
    """From the first day's midnight at the boat to the midnight after the last."""

    model_config = ConfigDict(frozen=True)

    block_id: BlockId
    boat: BoatKey
    first: dt.date
    last: dt.date
    reason: str = Field(min_length=1, max_length=LONGEST_REASON)
    by: SlackUser
    by_name: str
    at: AwareDatetime
    version: int = 1
    lifted: bool = False

    def start_at(self, boat: Boat) -> dt.datetime:
        return dt.datetime.combine(self.first, dt.time(0), boat.zone).astimezone(dt.UTC)

    def end_at(self, boat: Boat) -> dt.datetime:
        after = self.last + dt.timedelta(days=1)
        return dt.datetime.combine(after, dt.time(0), boat.zone).astimezone(dt.UTC)

    def lift(self, now: dt.datetime) -> "Block":
        if self.lifted:
            raise Rejected("is_lifted", "This block is lifted already.")
        return self.model_copy(update={"version": self.version + 1, "lifted": True, "at": now})


def slots_of_block(block: Block, boat: Boat) -> dict[GuardKey, Slot]:
    """What the block occupies of the boat."""
    if block.lifted:
        return {}
    slot = Slot(from_at=block.start_at(boat), to_at=block.end_at(boat), note=block.reason)
    return slots_over("boat", boat.key, slot)


def is_block(booking_id: str) -> bool:
    return booking_id.startswith(PREFIX)
