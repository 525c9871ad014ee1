"""The call sheet: whom the crew system was last made to ask, and so what each person was told.

It is what the crew system holds, not what the operator wishes: a version that was overtaken before it got there never
reached anybody, so nobody is told that it changed.
"""

import datetime as dt
from collections.abc import Mapping

from pydantic import BaseModel, ConfigDict

from bot.domain.boat import BoatKey
from bot.domain.charter import CrewId, Hours
from bot.domain.docket import Docket, NoticeKey
from bot.domain.outcomes import CrewEvent

CALL_SHEET = "call_sheet"
"""Under which the step ``scc_event`` keeps it."""


class Off(BaseModel):
    """Somebody who was asked once and was taken off."""

    model_config = ConfigDict(frozen=True)

    version: int
    """At which the crew system learned of it."""
    hours: Hours


class CallSheet(BaseModel):
    model_config = ConfigDict(frozen=True)

    asked: Mapping[CrewId, int] = {}
    """Who is on, with the version at which each was asked."""
    hours: Hours
    cancelled: bool = False
    moved: Mapping[CrewId, Hours] = {}
    """Who was asked again because of a move, with the hours they had been told before."""
    off: Mapping[CrewId, Off] = {}

    def notices(self) -> list[NoticeKey]:
        """Whom it wants told, and what: a call, a move, that they are off, or that it is cancelled."""
        gone = [NoticeKey("off", crew_id, off.version) for crew_id, off in self.off.items()]
        return gone + [
            NoticeKey(self._kind(crew_id), crew_id, asked_version) for crew_id, asked_version in self.asked.items()
        ]

    def _kind(self, crew_id: CrewId) -> str:
        if self.cancelled:
            return "cancelled"
        return "moved" if crew_id in self.moved else "call"


def next_sheet(before: CallSheet | None, event: CrewEvent, version: int) -> CallSheet:
    """The sheet once the crew system agrees with `event`; the same again if it already did."""
    if event.cancelled:
        return (
            before.model_copy(update={"cancelled": True}) if before else CallSheet(hours=_hours(event), cancelled=True)
        )
    if before is None:
        return CallSheet(asked=event.asked_versions, hours=_hours(event))
    stayed = {who: asked for who, asked in event.asked_versions.items() if who in before.asked}
    same_time = _hours(event) == before.hours
    return CallSheet(
        asked=event.asked_versions,
        hours=_hours(event),
        moved={}
        if before.cancelled
        else {
            who: before.moved[who] if asked == before.asked[who] else before.hours
            for who, asked in stayed.items()
            if (who in before.moved if asked == before.asked[who] else not same_time)
        },
        off={who: off for who, off in before.off.items() if who not in event.asked_versions}
        | {
            who: Off(version=version, hours=before.hours)
            for who in before.asked
            if who not in event.asked_versions and not before.cancelled
        },
    )


def _hours(event: CrewEvent) -> Hours:
    return Hours(boat=BoatKey(event.boat), start_at=_utc(event.start_at), end_at=_utc(event.end_at))


def _utc(at: dt.datetime) -> dt.datetime:
    return at.astimezone(dt.UTC)


def call_sheet_of(docket: Docket) -> CallSheet | None:
    """The sheet as the crew system last took it; None before it knows of the charter."""
    kept = docket.step("scc_event").result.get(CALL_SHEET)
    return CallSheet.model_validate_json(kept) if kept else None
