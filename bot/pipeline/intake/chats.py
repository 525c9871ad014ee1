"""Finds the messages of a chat, which tell of the booking only where nothing else does."""

from __future__ import annotations

import re
from dataclasses import replace

from bot.pipeline.intake.cues import cued
from bot.pipeline.intake.lines import Line, Role
from bot.pipeline.intake.vocabulary import Vocabulary, fold, key, vocabulary

_STAMP = cued(
    r"(?:\w{3,9}\.?,?\s)?(?:\w{3,9}\.?\s\d{1,2}(?:,?\s20\d\d)?|\d{1,2}/\d{1,2}(?:/\d{2,4})?|{today_or_yesterday})?"
    r"(?:,|\s+(?:{at})|\s+·)?\s*\d{1,2}:\d\d\s?(?:[ap]\.?m\.?)?",
    re.IGNORECASE,
)
_SPEAKER = re.compile(r"(?:\w[\w'’.-]{0,20}\s?){1,3}(?::\s.*|\s{1,3}\[?\d{1,2}:\d\d\s?(?:[ap]m)?\]?)", re.IGNORECASE)
_CLOCK = re.compile(r"\d:\d\d")
_YEAR = re.compile(r"\b20\d\d\b")
_LABEL_END = re.compile(r":|\t| {2,}")
_NAME_AND_TIME = cued(
    r"[^\W\d_][\w'’.-]{0,20}(?:\s[^\W\d_][\w'’.-]{0,20}){0,2}\s{1,3}(?:(?:{today_or_yesterday}) (?:{at}) )?"
    r"\d{1,2}:\d\d\s?[AaPp][Mm]"
)
_NAME = re.compile(r"[^\W\d_][\w'’.-]{0,20}(?:\s[^\W\d_][\w'’.-]{0,20}){0,2}")
_OF_US = cued(r"(?:{us}): ")
_AT = cued(r" (?:{at}) ")
_MESSENGER = cued(r"(?i){messenger_lines}|(?:{read_receipt})(?: .{0,12}\d:\d\d.{0,4})?")
_DAY = cued(
    r"(?:[^\W\d_]{3,9}\.?,?\s)?(?:[^\W\d_]{3,9}\.?\s\d{1,2}|\d{1,2}/\d{1,2})|{today_or_yesterday}", re.IGNORECASE
)
_SPOKEN_BY = re.compile(r"(?:\w[\w'’.-]{0,20}\s?){1,3}:\s")
_LOGGED = re.compile(
    r"\[?(?:\d{1,2}[/.]\d{1,2}(?:[/.]\d{2,4})?,?\s\d{1,2}:\d\d(?::\d\d)?\s?(?:[ap]\.?\s?m\.?)?"
    r"|\d{1,2}:\d\d(?::\d\d)?\s?(?:[ap]\.?\s?m\.?)?,\s\d{1,2}[/.]\d{1,2}(?:[/.]\d{2,4})?)\]?\s?[-–]?\s?"
    r"[^:\n]{1,40}:\s(?P<said>.*)",
    re.IGNORECASE,
)


def mark_chat(lines: list[Line], words: Vocabulary) -> list[Line]:
    """The lines with those of a chat marked as such: its stamps, its speakers, and what they say."""
    marked = list(lines)
    named = sum(_is_named_stamp(lines, index) for index in range(len(lines))) > 1
    talking = False
    after_stamp = False
    for index, line in enumerate(lines):
        text = line.span.text.strip()
        if line.role not in (Role.BODY, Role.BLANK):
            talking = after_stamp = False
            continue
        if line.role is Role.BLANK:
            talking = False
            continue
        timed = _CLOCK.search(text)
        spoken_of_us = _OF_US.match(fold(text)) is not None
        if not (timed or talking or after_stamp or spoken_of_us):
            continue
        labelled = _first_words(text) in words.labels
        named_moment = timed is not None and _first_words(text[: timed.start() - 1].rstrip(" 01")) in words.labels
        labelled = labelled or named_moment
        if timed and _NAME_AND_TIME.fullmatch(text) and not labelled and index + 1 < len(lines):
            marked[index] = replace(line, role=Role.CHAT)
            talking, after_stamp = False, False
        elif timed and _LOGGED.fullmatch(text):
            marked[index] = replace(line, role=Role.CHAT)
            talking, after_stamp = True, False
        elif (
            timed
            and _STAMP.fullmatch(text)
            and (_speaks_next(lines, index, words) or (named and _is_named_stamp(lines, index)))
        ):
            marked[index] = replace(line, role=Role.CHAT)
            talking, after_stamp = False, True
        elif (after_stamp and (_SPEAKER.fullmatch(text) or _NAME.fullmatch(text)) and not labelled) or spoken_of_us:
            marked[index] = replace(line, role=Role.CHAT)
            talking, after_stamp = True, False
        elif talking and not labelled:
            marked[index] = replace(line, role=Role.CHAT)
        else:
            talking = after_stamp = False
    return _with_openings(_without_stamps(_under_days(marked, words)), words)


def _under_days(marked: list[Line], words: Vocabulary) -> list[Line]:
    """The lines with those of a chat that has but days over its messages, one of which at least is the owner's."""
    for index, line in enumerate(marked):
        if line.role is not Role.BODY or not _DAY.fullmatch(line.span.text.strip()):
            continue
        stop = index + 1
        while stop < len(marked) and _is_spoken(marked[stop], words):
            stop += 1
        if any(below.role is Role.CHAT for below in marked[index + 1 : stop]):
            marked[index:stop] = [replace(each, role=Role.CHAT) for each in marked[index:stop]]
    return marked


def _is_spoken(line: Line, words: Vocabulary) -> bool:
    text = line.span.text.strip()
    said = line.role is Role.BODY and _SPOKEN_BY.match(text) is not None and _first_words(text) not in words.labels
    return said or line.role is Role.CHAT


def _without_stamps(marked: list[Line]) -> list[Line]:
    """The lines without a phone's stamps, `Wed, May 12 at 8:21 AM`, if there are several or its own words beside."""
    messages = [i for i, line in enumerate(marked) if _MESSENGER.fullmatch(line.span.text.strip())]
    stamps = [
        index
        for index, line in enumerate(marked)
        if line.role is Role.BODY
        and (messages or _AT.search(line.span.text))
        and not _YEAR.search(line.span.text)
        and _STAMP.fullmatch(line.span.text.strip())
    ]
    for index in (*messages, *stamps) if messages or len(stamps) > 1 else ():
        marked[index] = replace(marked[index], role=Role.CHAT)
    return marked


def _with_openings(marked: list[Line], words: Vocabulary) -> list[Line]:
    """The lines with what is said before labelled lines, as the head of a message that was pasted into the chat."""
    for index, line in enumerate(marked[:-1]):
        below = marked[index + 1]
        pasted = below.role is Role.BODY and _first_words(below.span.text) in words.labels
        if line.role is Role.CHAT and pasted and (logged := _LOGGED.fullmatch(line.span.text.strip())):
            lead = len(line.span.text) - len(line.span.text.lstrip())
            marked[index] = Line(line.span.cut(lead + logged.start("said")), Role.BODY)
    return marked


def spoken(lines: tuple[Line, ...]) -> tuple[Line, ...]:
    """The lines with what was said in the chat as text of its own, without stamps and speakers."""
    return tuple(_as_body(line) if line.role is Role.CHAT else line for line in lines)


def _as_body(line: Line) -> Line:
    text = line.span.text
    if logged := _LOGGED.fullmatch(text.strip()):
        at = len(text) - len(text.lstrip()) + logged.start("said")
        return Line(line.span.cut(at), Role.BODY)
    if _STAMP.fullmatch(text.strip()):
        return line
    speaker = _SPOKEN_BY.match(text)
    return Line(line.span.cut(speaker.end() if speaker else 0), Role.BODY)


def _is_named_stamp(lines: list[Line], index: int) -> bool:
    """Whether a stamp stands over a name alone and a text."""
    three = lines[index : index + 3]
    if len(three) < 3 or not _CLOCK.search(three[0].span.text) or any(line.role is not Role.BODY for line in three):
        return False
    stamp, name = three[0].span.text.strip(), three[1].span.text.strip()
    return bool(_STAMP.fullmatch(stamp) and _NAME.fullmatch(name)) and key(name) not in vocabulary().labels


def _first_words(text: str) -> str:
    """The words that may be a label: those before a colon, a tab or a wide gap."""
    return key(_LABEL_END.split(text.strip(), maxsplit=1)[0])


def _speaks_next(lines: list[Line], index: int, words: Vocabulary) -> bool:
    for line in lines[index + 1 : index + 3]:
        if line.role is Role.BODY:
            text = line.span.text.strip()
            return bool(_SPEAKER.fullmatch(text)) and _first_words(text) not in words.labels
    return False
