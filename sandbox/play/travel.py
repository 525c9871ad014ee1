"""Moving the charter's clock so that nothing on the way is skipped."""

import datetime as dt
import time
from typing import TYPE_CHECKING

from bot.adapters.dynamo_charters import DynamoCharters

if TYPE_CHECKING:
    from sandbox.world import Sandbox

STOPS_AT_MOST = 200
PATIENCE_SECONDS = 20.0
"""How long everything may take in sum to come to rest on the way."""
_STILL_SECONDS = 0.5


def travel(sandbox: "Sandbox", target: dt.datetime) -> None:
    """Sets the charter's time, stopping at each moment at which a charter wants attention; backwards at once."""
    charters = DynamoCharters(sandbox.aws.dynamodb, sandbox.aws.known("ChartersTable", "Ref"))
    deadline = time.monotonic() + PATIENCE_SECONDS
    for _ in range(STOPS_AT_MOST):
        _come_to_rest(sandbox, deadline)
        now = sandbox.clock.now()
        stop = min((at for _, at in charters.due(target) if at > now), default=None)
        if stop is None or stop >= target or time.monotonic() > deadline:
            break
        _jump(sandbox, stop + dt.timedelta(seconds=1))
    _jump(sandbox, target)


def next_start(sandbox: "Sandbox") -> dt.datetime | None:
    """When the next charter that is not cancelled casts off."""
    rows = sandbox.aws.dynamodb.get_paginator("scan").paginate(
        TableName=sandbox.aws.known("ChartersTable", "Ref"),
        FilterExpression="#status = :booked",
        ExpressionAttributeNames={"#status": "status"},
        ExpressionAttributeValues={":booked": {"S": "booked"}},
    )
    starts = [dt.datetime.fromisoformat(row["start_at"]["S"]) for page in rows for row in page["Items"]]
    return min((start for start in starts if start > sandbox.clock.now()), default=None)


def _jump(sandbox: "Sandbox", moment: dt.datetime) -> None:
    sandbox.clock.move_to(moment)
    sandbox.tick()


def _come_to_rest(sandbox: "Sandbox", deadline: float) -> None:
    """Waits until nothing is under way and nothing new has happened for a moment."""
    revision = sandbox.slack.workspace.revision
    while time.monotonic() < deadline:
        seen = revision.number
        is_still = revision.wait_beyond(seen, _STILL_SECONDS) == seen
        if is_still and not sandbox.jobs.pending() and not sandbox.stream.pending():
            return
