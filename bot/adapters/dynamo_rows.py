"""How keys and moments are written in the bot's table."""

import datetime as dt

DUE_SHARD = "due"
"""The one partition of the sparse index of what is due."""
BLOCKS = "BLOCKS"
"""The partition of the boats' blocks."""


def charter_key(booking_id: str) -> str:
    return f"CHARTER#{booking_id}"


def moment(at: dt.datetime) -> str:
    """A moment in a form whose order as text is its order in time."""
    return at.astimezone(dt.UTC).strftime("%Y-%m-%dT%H:%M:%S.%f+00:00")
