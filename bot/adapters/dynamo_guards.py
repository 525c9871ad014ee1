"""Guard rows in the bot's table: who or what is occupied when, one row a day."""

import datetime as dt
from collections.abc import Mapping
from typing import Any

from bot.domain.guards import Guard, GuardKey

GUARDS_KEPT = dt.timedelta(days=400)

Item = Mapping[str, Any]


def guard_key(key: GuardKey) -> str:
    return f"GUARD#{key.kind}#{key.name}#{key.day.isoformat()}"


def guard_of(item: Item) -> Guard:
    return Guard.model_validate_json(item["guard"]["S"])


def guard_put(key: GuardKey, guard: Guard) -> dict[str, Any]:
    midnight = dt.datetime.combine(key.day, dt.time(0), dt.UTC)
    return {
        "Item": {
            "pk": {"S": guard_key(key)},
            "sk": {"S": "GUARD"},
            "guard": {"S": guard.model_dump_json()},
            "revision": {"N": str(guard.revision)},
            "expires_at": {"N": str(int((midnight + GUARDS_KEPT).timestamp()))},
        },
        "ConditionExpression": "attribute_not_exists(pk) OR revision = :seen"
        if guard.revision == 1
        else "revision = :seen",
        "ExpressionAttributeValues": {":seen": {"N": str(guard.revision - 1)}},
    }
