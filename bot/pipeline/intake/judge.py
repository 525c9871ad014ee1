"""Last stage: what kind of text it is, what is missing or contradicts itself, and what may come of it."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache

from bot.pipeline.intake.cues import cued
from bot.pipeline.intake.evidence import Evidence
from bot.pipeline.intake.facts import Doubt, Fact, Facts
from bot.pipeline.intake.lines import Role
from bot.pipeline.intake.openings import opening_end
from bot.pipeline.intake.reading import Expect, ProblemCode
from bot.pipeline.intake.sentences import Kind
from bot.pipeline.intake.shapes import SHAPE
from bot.pipeline.intake.vocabulary import fold, vocabulary

REFUSED = {
    ProblemCode.CANCELLED,
    ProblemCode.INQUIRY_ONLY,
    ProblemCode.REMINDER_ONLY,
    ProblemCode.PAYMENT_NOTICE_ONLY,
    ProblemCode.NOT_A_BOOKING,
    ProblemCode.EMPTY,
}
VOID = "void"
_HOST = cued(r"\b(?:{host})")
_NOT_FROM = cued(r"\b(?:{instead_of})(?: (?:{through}))? \w+")
_LONGEST_QUESTION = 12
_TOLD_OF_BOOKINGS = {"start_local", "end_local", "party_size", "captain_included", "pickup_location"}
_ABOUT_A_READ_DAY = {ProblemCode.YEAR_INFERRED, ProblemCode.DATE_WEEKDAY_MISMATCH, ProblemCode.DATE_IN_PAST}
_NOTICES = {
    "reminder": ProblemCode.REMINDER_ONLY,
    "payment": ProblemCode.PAYMENT_NOTICE_ONLY,
    "inquiry": ProblemCode.INQUIRY_ONLY,
}
_STATUSES = ("cancelled", "changed", "requested", "completed", "confirmed")


def judge(evidence: Evidence, facts: Facts, unread: Sequence[Doubt] = ()) -> list[Doubt]:
    """All problems of one booking's text, with those of what was not read; the status goes into the facts."""
    kind = _kind(evidence, facts)
    doubts = list(facts.doubts)
    if kind == "not_a_booking":
        facts.values.clear()
        return [Doubt(ProblemCode.NOT_A_BOOKING, ())]
    if kind in _NOTICES:
        return [Doubt(_NOTICES[kind], (), _id(facts))]
    if kind == "cancelled":
        return [Doubt(ProblemCode.CANCELLED, ("status",), _id(facts))]
    if kind == "void_request":
        return [Doubt(ProblemCode.NOT_CONFIRMED, ("status",), VOID)]
    if kind == "changed":
        doubts.insert(0, Doubt(ProblemCode.CHANGE_OF_EXISTING, ("booking_id",), _id(facts)))
    if kind == "requested":
        doubts.insert(0, Doubt(ProblemCode.NOT_CONFIRMED, ("status",)))
    if other := _other_platform(evidence):
        doubts.append(Doubt(ProblemCode.OTHER_PLATFORM, ("booking_id",), other))
    return [*doubts, *_missing(facts, doubts, changed=kind == "changed"), *unread]


def verdict(doubts: Sequence[Doubt]) -> Expect:
    """What may come of a text with these problems."""
    if any(doubt.code in REFUSED or doubt.detail == VOID for doubt in doubts):
        return "refuse"
    return "review" if doubts else "accept"


def _id(facts: Facts) -> str:
    return str(facts.values["booking_id"].value) if "booking_id" in facts.values else ""


def _kind(evidence: Evidence, facts: Facts) -> str:
    """The kind of the text by its status words and sentences; puts the status into the facts."""
    kinds = {kind.name: kind for kind in sorted(evidence.kinds, key=lambda kind: kind.tier, reverse=True)}
    status = next((name for name in _STATUSES if name in kinds), None)
    if status == "requested" and "confirmed" in kinds and _only_says_confirmed(evidence):
        status = "confirmed"
    if "void_request" in kinds and status != "cancelled":
        return "void_request"
    for name in ("reminder", "payment"):
        if name in kinds and status in (None, "completed") and not _is_full(facts):
            return name
    if status is None and "reminder" in kinds and not (_is_full(facts) and _is_below(kinds["reminder"], evidence)):
        return "reminder"
    if status in (None, "completed") and (notice := _notice(evidence, facts)):
        return notice
    asked = kinds.get("inquiry") if status is None and "booking_id" not in facts.values else None
    if asked and (_is_booking(facts) or not _is_long(evidence)):
        facts.values["status"] = Fact("inquiry", asked.span, "what the text says")
        return "inquiry"
    told = status is not None and {"guest_name", "start_local"} <= facts.values.keys()
    someone = "booking_id" in facts.values and bool({"guest_name", "party_size"} & facts.values.keys())
    if "business" in kinds and not (_has_own_id(facts) or someone or told):
        return "not_a_booking"
    announced = status in ("confirmed", "requested") and kinds[status].tier == 1 and "start_local" in facts.values
    if not _is_booking(facts) and not announced and status not in ("cancelled", "changed"):
        return "not_a_booking"
    if not _has_own_id(facts) and _is_elsewhere(evidence, facts):
        return "not_a_booking"
    if status is not None:
        facts.values["status"] = Fact(status, kinds[status].span, "what the text says")
    return status or ""


def _has_own_id(facts: Facts) -> bool:
    """Whether the id has the shape of a Boatsetter id."""
    return bool(SHAPE.fullmatch(_id(facts)))


def _is_elsewhere(evidence: Evidence, facts: Facts) -> bool:
    """Whether a host confirms `your reservation` and nothing in the text is of boats, as a restaurant does."""
    known = facts.values.keys()
    if {"boat", "captain_included", "payout_usd"} & known or not {"start_local", "guest_name", "party_size"} & known:
        return False
    folded = fold("\n".join(line.span.text for line in evidence.lines if line.role is not Role.BLANK))
    return _HOST.search(folded) is not None and not _of_boats().search(folded)


@cache
def _of_boats() -> re.Pattern[str]:
    known = vocabulary()
    words = (*known.boat_nouns, *known.boat_names, *known.aboard, *known.own_platforms, *known.other_platforms)
    return re.compile(rf"\b(?:{'|'.join(words)})\b")


def _only_says_confirmed(evidence: Evidence) -> bool:
    """Whether the label "Status" itself says that the booking stands."""
    return any(kind.name == "confirmed" and kind.tier == 0 for kind in evidence.kinds)


def _notice(evidence: Evidence, facts: Facts) -> str | None:
    """What a text is a notice of that tells nothing of a booking but its id."""
    if "booking_id" not in facts.values or facts.values.keys() & _TOLD_OF_BOOKINGS:
        return None
    folded = fold(" ".join(line.span.text for line in evidence.lines if line.tells))
    return next((kind for kind, pattern in _notices().items() if pattern.search(folded)), None)


@cache
def _notices() -> dict[str, re.Pattern[str]]:
    return {kind: re.compile(rf"(?<!\w)(?:{'|'.join(words)})(?!\w)") for kind, words in vocabulary().notices.items()}


def _is_below(kind: Kind, evidence: Evidence) -> bool:
    """Whether a sentence stands below the opening of the text."""
    end = opening_end(evidence.lines, evidence.pairs)
    return end < len(evidence.lines) and kind.span.at > evidence.lines[end].span.at


def _is_full(facts: Facts) -> bool:
    return {"guest_name", "start_local", "end_local", "party_size"} <= facts.values.keys()


def _is_booking(facts: Facts) -> bool:
    """Whether the values can only come from a booking: an id, or a guest with a day, or most of the rest."""
    known = facts.values.keys()
    doubted = any(doubt.fields[:1] == ("booking_id",) for doubt in facts.doubts)
    if doubted or "booking_id" in known or {"guest_name", "start_local"} <= known:
        return True
    dated = "start_local" in known or any(doubt.fields[:1] == ("start_local",) for doubt in facts.doubts)
    rest = {
        "guest_name",
        "boat",
        "party_size",
        "payout_usd",
        "total_usd",
        "captain_included",
        "guest_phone",
        "guest_email",
    }
    told = known & {"guest_name", "party_size", "captain_included", "guest_phone", "guest_email"}
    return dated and bool(told) and len(known & rest) >= 2


def _is_long(evidence: Evidence) -> bool:
    """Whether the text has more lines than a guest's question."""
    return sum(line.role is Role.BODY for line in evidence.lines) > _LONGEST_QUESTION


def _other_platform(evidence: Evidence) -> str | None:
    words = vocabulary()
    notes = {pair.line for pair in evidence.pairs if pair.meaning == "notes"}
    text = "\n".join(
        fold(line.span.text)
        for index, line in enumerate(evidence.lines)
        if line.role in (Role.BODY, Role.SUBJECT, Role.HEADER, Role.RULE) and index not in notes
    )
    if any(own in _NOT_FROM.sub("", text) for own in words.own_platforms):
        return None
    for other in words.other_platforms:
        if other in text and re.search(rf"\b{re.escape(other)}(?:\b|\d)", text):
            return other
    return None


def _missing(facts: Facts, doubts: Sequence[Doubt], *, changed: bool) -> list[Doubt]:
    known = facts.values.keys()
    doubted = {name for doubt in doubts for name in doubt.fields}
    missing: list[Doubt] = []
    if "booking_id" not in known | doubted or (changed and "booking_id" not in known):
        missing.append(Doubt(ProblemCode.MISSING_BOOKING_ID, ("booking_id",)))
    unread = {doubt.code for doubt in doubts if "start_local" in doubt.fields} - _ABOUT_A_READ_DAY
    if "start_local" not in known and not unread and not changed:
        missing.append(Doubt(ProblemCode.AMBIGUOUS_DATE, ("start_local",), "|"))
    if changed:
        return missing
    if "guest_name" not in known | doubted:
        missing.append(Doubt(ProblemCode.MISSING_GUEST_NAME, ("guest_name",)))
    if "party_size" not in known | doubted:
        missing.append(Doubt(ProblemCode.MISSING_PARTY_SIZE, ("party_size",)))
    if "start_local" in known and "end_local" not in known | doubted:
        missing.append(Doubt(ProblemCode.MISSING_END_TIME, ("end_local", "duration_hours")))
    return missing
