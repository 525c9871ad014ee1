"""What the bot knows about a boat (``boats.toml``)."""

import datetime as dt
import re
from collections.abc import Mapping
from typing import Literal, NewType
from zoneinfo import ZoneInfo

from pydantic import BaseModel, ConfigDict, Field, field_validator

BoatKey = NewType("BoatKey", str)
Role = Literal["captain", "crew"]


class PassengerLimit(BaseModel):
    model_config = ConfigDict(frozen=True)

    people: int = Field(ge=1)
    basis: str = Field(min_length=1)


class QuietHours(BaseModel):
    """Local hours in which no reminder or nag goes out."""

    model_config = ConfigDict(frozen=True, populate_by_name=True)

    start: dt.time = Field(alias="from")
    end: dt.time = Field(alias="to")


class Boat(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")

    key: BoatKey
    name: str
    titles: tuple[str, ...]
    timezone: str
    place: str
    dock: str
    position: tuple[float, float]
    noaa_station: str
    nws_zone: str
    passenger_limit: PassengerLimit | None = None
    roles: Mapping[Role, int]
    call_before_minutes: int = Field(ge=0, le=12 * 60)
    turnaround_minutes: int = Field(ge=0, le=24 * 60)
    day_phone: str | None = None
    review_url: str | None = Field(default=None, pattern=r"^https://\S+$")
    photo_grace_days: int = Field(ge=0)
    keep_days: int = Field(ge=1)
    quiet_hours: QuietHours

    @field_validator("timezone")
    @classmethod
    def _known_zone(cls, name: str) -> str:
        ZoneInfo(name)
        return name

    @property
    def zone(self) -> ZoneInfo:
        return ZoneInfo(self.timezone)

    @property
    def call_before(self) -> dt.timedelta:
        return dt.timedelta(minutes=self.call_before_minutes)

    @property
    def turnaround(self) -> dt.timedelta:
        return dt.timedelta(minutes=self.turnaround_minutes)


class LearnedTitle(BaseModel):
    """A listing title that an operator once said belongs to a boat."""

    model_config = ConfigDict(frozen=True)

    title: str
    boat: BoatKey
    by_name: str


Fleet = Mapping[BoatKey, Boat]


def fleet_from_toml(document: Mapping[str, Mapping[str, object]]) -> Fleet:
    """The fleet as ``boats.toml`` describes it. Raises ``pydantic.ValidationError`` naming boat and key."""
    return {BoatKey(key): Boat.model_validate({"key": key, **section}) for key, section in document.items()}


def boat_by_title(fleet: Fleet, title: str | None) -> Boat | None:
    """The one boat whose name or listing title stands in `title` as whole words; none where unsure."""
    if title is None:
        return None
    matches = [
        boat
        for boat in fleet.values()
        if any(re.search(rf"(?<!\w){re.escape(known)}(?!\w)", title, re.IGNORECASE) for known in boat.titles)
    ]
    return matches[0] if len(matches) == 1 else None
