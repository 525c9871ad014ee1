"""Calendars that people subscribe to by a secret address: one for each of the crew, one for each operator."""

import secrets
from typing import NamedTuple

from pydantic import BaseModel, ConfigDict

from bot.domain.charter import CrewId, Roster, SlackUser

SECRET_BYTES = 20


class Feed(BaseModel):
    """Whose it is, and what opens it. A new secret ends the one before."""

    model_config = ConfigDict(frozen=True, hide_input_in_errors=True)

    feed_id: str
    secret: str
    number: int = 1
    """Counts the addresses that this person has had."""
    crew_id: CrewId | None = None
    """Of the crew: their own charters."""
    operator: SlackUser | None = None
    """An operator: everything."""
    reached: bool = False
    """Whether the calendar and ShipCaptainCrew know it."""

    def renewed(self) -> "Feed":
        return self.model_copy(update={"secret": _secret(), "number": self.number + 1, "reached": False})


class Address(NamedTuple):
    feed: Feed
    url: str


def crew_feed_id(crew_id: str) -> str:
    return f"crew-{crew_id}"


def operator_feed_id(user: str) -> str:
    return f"operator-{user}"


def crew_feed(crew_id: CrewId) -> Feed:
    return Feed(feed_id=crew_feed_id(crew_id), secret=_secret(), crew_id=crew_id)


def operator_feed(user: SlackUser) -> Feed:
    return Feed(feed_id=operator_feed_id(user), secret=_secret(), operator=user)


def has_owner(feed: Feed, roster: Roster, operators: frozenset[SlackUser]) -> bool:
    """Whether whoever it was made for still is an operator, or active on the roster."""
    if feed.crew_id is None:
        return feed.operator in operators
    member = roster.named(feed.crew_id)
    return member is not None and member.active


def _secret() -> str:
    return secrets.token_hex(SECRET_BYTES)
