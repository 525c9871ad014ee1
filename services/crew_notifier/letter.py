"""Everything a mail is made from."""

import datetime as dt
from dataclasses import dataclass

from contracts.scc import EventBody, NoticeKind
from services.crewing.facts import Facts
from services.crewing.rows import Told

FAREWELLS: frozenset[NoticeKind] = frozenset({"off", "cancelled"})
"""Nothing to answer, only to be read."""


@dataclass(frozen=True)
class Letter:
    kind: NoticeKind
    reader: str
    facts: Facts
    event_id: str
    version: int
    """Of the event: what is sent later replaces what was sent before."""
    body: EventBody
    told: Told
    """What the reader goes by now."""
    was: Told | None
    """What the reader had been told before, if it moved."""
    agreed: bool
    """The reader's yes to this is on file."""
    declined: bool
    """The reader's no to this is on file."""
    yes_is_void: bool
    """The reader had said yes to what was asked before."""
    told_to: str | None
    """The operator who wrote that yes down."""
    link: str
    feed_url: str | None
    """Where the reader's charters can be read as a calendar."""
    now: dt.datetime
