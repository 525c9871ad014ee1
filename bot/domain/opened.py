"""What an operator sees after a paste: a review, a change of a charter on file, or why there is nothing to do."""

import datetime as dt
from typing import Literal, NamedTuple

from bot.domain.boat import Boat
from bot.domain.charter import Charter, Roster
from bot.domain.draft import Draft
from bot.domain.forms import Form
from bot.domain.guards import Overlap


class Nothing(NamedTuple):
    """Why no charter comes of a text; `permalink` leads to the one on file that it is about."""

    title: str
    sentence: str
    permalink: str | None = None


class Review(NamedTuple):
    """A draft to be checked, with the crew there is and what occupies the boat at its hours."""

    draft: Draft
    roster: Roster
    overlaps: tuple[Overlap, ...] = ()


class Update(NamedTuple):
    """A text that says something else about a charter on file: the fields as it has them, and what is unsure."""

    charter: Charter
    roster: Roster
    form: Form
    after: Charter | None
    """The version that this makes; None where it cannot stand yet."""
    doubts: tuple[str, ...] = ()
    overlaps: tuple[Overlap, ...] = ()


class CancelNotice(NamedTuple):
    """A text that says that a charter on file was cancelled."""

    charter: Charter
    roster: Roster


class BookedAgain(NamedTuple):
    """A booking whose charter was cancelled here."""

    charter: Charter
    roster: Roster


class Row(NamedTuple):
    """One booking of a text that holds several; `skipped` is why it is not reviewed."""

    booking_id: str
    boat: Boat | None
    guest_name: str | None
    start_local: dt.datetime | None
    party_size: int | None
    skipped: Literal["on_file", "cancelled", "nothing"] | None


class Several(NamedTuple):
    rows: tuple[Row, ...]
    first_draft: str | None
    is_cut: bool = False
    """Whether the text goes on behind what was read."""


Opened = Nothing | Review | Update | CancelNotice | BookedAgain | Several
