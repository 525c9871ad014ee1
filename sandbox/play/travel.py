"""Moving the charter's clock so that nothing on the way is skipped."""

import datetime as dt
from typing import TYPE_CHECKING

from bot.adapters.dynamo_charters import DynamoCharters

if TYPE_CHECKING:
    from sandbox.world import Sandbox

STOPS_AT_MOST = 500


def travel(sandbox: "Sandbox", target: dt.datetime) -> None:
    """Sets the charter's time, stopping at each moment at which a charter wants attention; backwards at once."""
    charters = DynamoCharters(sandbox.aws.dynamodb, sandbox.aws.known("ChartersTable", "Ref"))
    with sandbox.by_hand():
        sandbox.settle()
        for _ in range(STOPS_AT_MOST):
            now = sandbox.clock.now()
            stop = min((at for _, at in charters.due(target) if at > now), default=target)
            if stop >= target:
                break
            sandbox.move_to(stop + dt.timedelta(seconds=1))
        sandbox.move_to(target)


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
