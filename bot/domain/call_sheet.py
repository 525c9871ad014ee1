"""The call sheet: whom the crew system was last made to ask, and so what each person was told.

It is what the crew system holds, not what the operator wishes: a version that was overtaken before it got there never
reached anybody, so nobody is told that it changed.
"""

import datetime as dt
from collections.abc import Mapping

from pydantic import BaseModel, ConfigDict

from bot.domain.boat import BoatKey
from bot.domain.charter import Answers, CrewId, Hours
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
    voided: tuple[CrewId, ...] = ()
    """Whose yes the last move made void."""
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


def next_sheet(before: CallSheet | None, event: CrewEvent, version: int, answers: Answers) -> CallSheet:
    """The sheet once the crew system agrees with `event`; the same again if it already did."""
    if event.cancelled:
        return (
            before.model_copy(update={"cancelled": True}) if before else CallSheet(hours=_hours(event), cancelled=True)
        )
    if before is None:
        return CallSheet(asked=event.asked_versions, hours=_hours(event))
    stayed = {who: asked for who, asked in event.asked_versions.items() if who in before.asked}
    return CallSheet(
        asked=event.asked_versions,
        hours=_hours(event),
        moved={} if before.cancelled else _moved(before, stayed, same_time=_hours(event) == before.hours),
        voided=tuple(who for who, asked in stayed.items() if _is_void(who, asked, before, answers)),
        off={who: off for who, off in before.off.items() if who not in event.asked_versions}
        | {
            who: Off(version=version, hours=before.hours)
            for who in before.asked
            if who not in event.asked_versions and not before.cancelled
        },
    )


def _moved(before: CallSheet, stayed: Mapping[CrewId, int], *, same_time: bool) -> dict[CrewId, Hours]:
    kept = {who: was for who, was in before.moved.items() if stayed.get(who) == before.asked[who]}
    asked_again = (
        {} if same_time else {who: before.hours for who, asked in stayed.items() if asked != before.asked[who]}
    )
    return kept | asked_again


def _is_void(who: CrewId, asked: int, before: CallSheet, answers: Answers) -> bool:
    if asked == before.asked[who]:
        return who in before.voided
    answer = answers.get(who)
    return answer is not None and answer.answer == "confirmed" and answer.asked_version == before.asked[who]


def _hours(event: CrewEvent) -> Hours:
    return Hours(boat=BoatKey(event.boat), start_at=_utc(event.start_at), end_at=_utc(event.end_at))


def _utc(at: dt.datetime) -> dt.datetime:
    return at.astimezone(dt.UTC)


def call_sheet_of(docket: Docket) -> CallSheet | None:
    """The sheet as the crew system last took it; None before it knows of the charter."""
    kept = docket.step("scc_event").result.get(CALL_SHEET)
    return CallSheet.model_validate_json(kept) if kept else None
