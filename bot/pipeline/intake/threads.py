"""Keeps the older of two mails about one booking from contradicting the newer one, whichever stands on top."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, time
from itertools import pairwise

from bot.pipeline.intake.ids import read_id
from bot.pipeline.intake.labels import Pair
from bot.pipeline.intake.lines import Line, Role
from bot.pipeline.intake.mentions import find_mentions

_HEADS = (Role.HEADER, Role.SUBJECT, Role.RULE)
_CONTACTS = {"phone", "email"}
_WHEN = {"start", "end", "date", "time", "duration"}


@dataclass(frozen=True, slots=True)
class _Mail:
    """A mail of the paste: its lines from `start` to `stop`, and when its head says that it was sent."""

    start: int
    stop: int
    sent: datetime


def without_older(lines: Sequence[Line], pairs: Sequence[Pair]) -> tuple[Line, ...] | None:
    """The lines without what an older mail about the same booking says otherwise; None where there is none."""
    mails = sorted(_mails(lines), key=lambda mail: mail.sent, reverse=True)
    if len(mails) < 2 or len({mail.sent for mail in mails}) < len(mails):
        return None
    newest, *older = mails
    own = [pair for pair in pairs if newest.start <= pair.line < newest.stop]
    if not _ids(own) or not {pair.meaning for pair in own} & {"start", "date"}:
        return None
    stated = {_topic(pair) for pair in own if pair.meaning != "id"}
    dropped: set[int] = set()
    for mail in older:
        theirs = [pair for pair in pairs if mail.start <= pair.line < mail.stop]
        if _ids(theirs) == _ids(own):
            kept = {line for pair in theirs if _topic(pair) not in stated | _CONTACTS for line in _lines_of(pair)}
            dropped |= set(range(mail.start, mail.stop)) - kept
    if not dropped:
        return None
    return tuple(
        replace(line, role=Role.HEADER) if index in dropped and line.tells else line for index, line in enumerate(lines)
    )


def _mails(lines: Sequence[Line]) -> list[_Mail]:
    """The mails whose heads say when they were sent."""
    heads = [at for at, line in enumerate(lines) if line.role in _HEADS and (not at or not _in_head(lines, at - 1))]
    mails: list[_Mail] = []
    for start, stop in pairwise((*heads, len(lines))):
        head = [line.span.text for line in lines[start:stop] if line.role is Role.HEADER]
        if (sent := _sent(head)) is not None:
            mails.append(_Mail(start, stop, sent))
    return mails


def _in_head(lines: Sequence[Line], index: int) -> bool:
    """Whether the line, or the one above a blank one, is of the head of a mail."""
    while index > 0 and lines[index].role is Role.BLANK:
        index -= 1
    return lines[index].role in _HEADS


def _sent(head: Sequence[str]) -> datetime | None:
    for text in head:
        found = find_mentions(text)
        day = found.days[0] if found.days else None
        if day is None or day.year is None or len(day.options) != 1:
            continue
        month, number = day.options[0]
        at = found.times[0].first.readings()[0] if found.times and found.times[0].first.sure else time()
        try:
            return datetime.combine(date(day.year, month, number), at)
        except ValueError:
            return None
    return None


def _ids(pairs: Sequence[Pair]) -> set[str]:
    tokens = (read_id(pair.value) for pair in pairs if pair.meaning == "id")
    return {token.text.casefold() for token in tokens if token is not None}


def _topic(pair: Pair) -> str:
    return "when" if pair.meaning in _WHEN else pair.meaning


def _lines_of(pair: Pair) -> range:
    return range(pair.line, pair.last + len(pair.more) + 1)
