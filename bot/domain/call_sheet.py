"""The call sheet: whom the crew system was last made to ask, and so what each person was told.

It is what the crew system holds, not what the operator wishes: a version that was overtaken before it got there never
reached anybody, so nobody is told that it changed.
"""

import datetime as dt
from collections.abc import Mapping

from pydantic import BaseModel, ConfigDict

from bot.domain.charter import Answers, CrewId, Hours
from bot.domain.docket import Docket, NoticeKey
from bot.domain.outcomes import HeldEvent

CALL_SHEET = "call_sheet"
"""Under which the step ``scc_event`` keeps it."""

TIME_TO_READ = dt.timedelta(hours=1)
DAY = dt.timedelta(days=1)


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

    def farewell_to(self, crew_id: str) -> NoticeKey | None:
        """What tells this person that they need not come; None while they are wanted."""
        told = (key for key in self.farewells() if key.recipient == crew_id)
        return next(told, None)

    def farewells(self) -> list[NoticeKey]:
        """Everybody who need not come: taken off, or on what is cancelled."""
        return [key for key in self.notices() if key.rule in ("off", "cancelled")]

    def start_for(self, crew_id: str) -> dt.datetime:
        """When the trip was to start, as this person was last told."""
        gone = next((off for who, off in self.off.items() if who == crew_id), None)
        return gone.hours.start_at if gone else self.hours.start_at

    def _kind(self, crew_id: CrewId) -> str:
        if self.cancelled:
            return "cancelled"
        return "moved" if crew_id in self.moved else "call"


def next_sheet(before: CallSheet | None, held: HeldEvent, answers: Answers) -> CallSheet:
    """The sheet of what the crew system holds now, whatever calls were cut off on the way there."""
    return CallSheet(
        asked=held.asked_versions,
        hours=held.hours,
        cancelled=held.cancelled,
        moved={who: was for who, was in held.was.items() if who in held.asked_versions},
        voided=tuple(who for who, asked in held.asked_versions.items() if _is_void(who, asked, before, answers)),
        off={who: Off(version=version, hours=held.was.get(who, held.hours)) for who, version in held.off.items()},
    )


def _is_void(who: CrewId, asked: int, before: CallSheet | None, answers: Answers) -> bool:
    """Whether this person's yes was to the call before this one."""
    if before is None or who not in before.asked:
        return False
    if asked == before.asked[who]:
        return who in before.voided
    answer = answers.get(who)
    return answer is not None and answer.answer == "confirmed" and answer.asked_version == before.asked[who]


def unread(docket: Docket) -> list[NoticeKey]:
    """What people were told that they need not come, and have not said that they read."""
    sheet = call_sheet_of(docket)
    return [key for key in sheet.farewells() if key not in docket.acknowledged] if sheet else []


def unread_at(farewell: NoticeKey, docket: Docket, start: dt.datetime) -> dt.datetime:
    """From when on it matters that this was not acknowledged; `start` is when this person would come."""
    return max(_told_at(farewell, docket) + TIME_TO_READ, start - DAY)


def _told_at(farewell: NoticeKey, docket: Docket) -> dt.datetime:
    """When word of it last went out to this person; at the change itself if none has."""
    change = next((each for each in docket.charter.changes if each.version == farewell.asked_version), None)
    at = change.at if farewell.rule == "off" and change else docket.charter.asked_at
    claim = docket.claims.get(farewell)
    mails = [mail.at for mail in docket.mails if (mail.kind, mail.crew_id, mail.asked_version) == farewell[:3]]
    return max([at, *([claim.at] if claim else []), *(sent for sent in mails if sent)])


def call_sheet_of(docket: Docket) -> CallSheet | None:
    """The sheet as the crew system last took it; None before it knows of the charter."""
    kept = docket.step("scc_event").result.get(CALL_SHEET)
    return CallSheet.model_validate_json(kept) if kept else None
