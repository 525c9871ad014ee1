"""Second stage: the lines of the cleaned text and what each is there for."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from functools import cache

from bot.pipeline.intake.chats import mark_chat
from bot.pipeline.intake.cues import cue_words, cued
from bot.pipeline.intake.lines import Line, Role
from bot.pipeline.intake.shapes import SHAPE
from bot.pipeline.intake.traced import Span, Traced
from bot.pipeline.intake.vocabulary import Vocabulary, fold, key, vocabulary

_RULE = re.compile(r"[\s\-=_*~#–—•.|:+]{3,}")
_HEADER = re.compile(r"\s{0,4}\**([A-Za-z][A-Za-z-]{1,30})\**:\**[ \t]*(.*)")
_CLOCK_OR_YEAR = re.compile(r"\b\d{1,2}(?::\d\d)?\s?[ap]\.?m\b|\b20\d\d\b|\b\d{1,2}:\d\d\b", re.IGNORECASE)
_WROTE = cued(r"(?:{wrote_on})\b.{5,240}\b(?:{wrote})\s*:\s*", re.IGNORECASE)
_WROTE_OPENING = cued(r"(?=[A-Z][a-z]\s)(?i:{wrote_on})\s.{5,200}[<@].{0,100}$")
_SENDER = re.compile(r"[^@\n<]{0,80}<[^<>@\s]{1,64}@([^<>@\s]{3,80})>\s*")
# The head of a message that was copied from Slack: a name, and below it the time, two blanks further in.
_SENT_AT = re.compile(r" {2}\d{1,2}:\d\d [AP]M")
_SENDER_NAME = re.compile(r"[^\W\d_][\w'’.-]{0,20}(?: [^\W\d_][\w'’.-]{0,20}){0,2}")
_TO_ME = cued(r"(?:{to_whom}):?\s+(?:{me})\b.{0,40}", re.IGNORECASE)
_MAIL_DATE = re.compile(r"(?:\w{3,9},?\s)?.{4,24}\d{1,2}:\d\d\s?(?:[ap]\.?m\.?)?\s*(?:\(.{1,40}\))?\s*", re.IGNORECASE)
_CELL_EDGE = re.compile(r"\t| {2,}|\||»")
_TAB_EDGE = re.compile(r"\t| {2,}|[|»›·•/]|,\s")
_OTHERS = cued(
    r"(?mi)^[^\w\n]{0,9}(?:(?:{whose_list}) )?(?:{others}) (?:{listed})\b"
    r"|^[^\w\n]{0,9}(?:(?:[^\W\d_]+['’]s|{whose_last}) )?(?:{last}) (?:{last_booking})s?(?: (?:{with}) \w+)?\W{0,3}$"
    r"|^[^\w\n]{0,9}(?:{offers})\b"
)
_STATUS_BAR = re.compile(r"\d{1,2}:\d\d\b.{0,80}\d{1,3}\s?%")
_ORIGINS = cue_words("origin")
_MENU = cue_words("menu")
_BUTTON = re.compile(r"\[[^\]\d]{2,24}\]")
_COUNT = re.compile(r"\(\d{1,5}\)")
_SIGN_MARK = re.compile(r"-- ?|—")
_PIECE_END = re.compile(r"[,;|·•]+|[/.!?–—:-]+\s|\t|\s{2,}")
_PIECES_OF_A_LINE = 4
# What a browser prints at the head and the foot of a page; the buttons of a list that is sorted and filtered.
_PRINTED = re.compile(
    r"\d{1,2}/\d{1,2}/\d{2,4}, \d{1,2}:\d\d(?: [AP]M)?\s.{0,60} Mail - .{0,160}|https?://\S{10,400}\s+\d{1,3}/\d{1,3}"
)
_FILTER = re.compile(r"\s[▾▼⌄]\s*$")
_CLOSING_LINES = 5
_LONGEST_LINE = 4000
_LONGEST_MENU = 40
_LONGEST_LABELLED = 160
_MOST_STATUSES = 2
_MOST_CELLS = 120
MOST_LINES = 250
"""Lines that hold something, the heads of mails and all; a booking's mail has about 40."""
_MOST_WITH_BLANK = 1000
MOST_TELLING = 80
"""Lines that can hold facts; the longest of the samples has 46. A line of many pieces counts as several."""
LONGEST_TELLING = 4_000
"""Characters of such lines; the longest of the samples has 1,400, and a guest's note may be long."""


def read_lines(page: Traced) -> tuple[Line, ...]:
    """The lines, each with its role, up to 250 that hold something; a long one that comes again is a notice."""
    words = vocabulary()
    lines: list[Line] = []
    long: set[str] = set()
    at = held = 0
    for text in page.text.split("\n"):
        if held == MOST_LINES or len(lines) == _MOST_WITH_BLANK:
            break
        role = _own_role(text, words)
        if len(text) > _LONGEST_LABELLED:
            role = Role.FURNITURE if text in long else role
            long.add(text)
        lines.append(Line(Span(text, at), role))
        held += role is not Role.BLANK
        at += len(text) + 1
    for mark in (_mark_headers, _mark_senders, mark_chat, _mark_signatures):
        lines = mark(lines, words)
    if _OTHERS.search(page.text):
        lines = _mark_others(lines, words)
    return tuple(lines)


def bounded(lines: Sequence[Line]) -> tuple[Line, ...]:
    """The lines; of those that can hold facts the ones behind the first 80, or 4,000 characters, are unread."""
    return tuple(_bounded(lines))


def _bounded(lines: Sequence[Line]) -> Iterator[Line]:
    told = signs = 0
    for line in lines:
        if line.tells or line.role is Role.CHAT:
            if told <= MOST_TELLING and signs <= LONGEST_TELLING:
                told += 1 + len(_PIECE_END.findall(line.span.text)) // _PIECES_OF_A_LINE
                signs += len(line.span.text)
            if told > MOST_TELLING or signs > LONGEST_TELLING:
                yield replace(line, role=Role.UNREAD)
                continue
        yield line


@cache
def _greeting() -> re.Pattern[str]:
    return re.compile(rf"\W*(?:{'|'.join(vocabulary().greetings)})\b(?:\W{{1,3}}\w+){{0,3}}\W$")


def _own_role(text: str, words: Vocabulary) -> Role:
    bare = text.strip()
    if not bare:
        return Role.BLANK
    if len(bare) < _LONGEST_MENU and bare[-1] in ",:" and _greeting().match(fold(bare)):
        return Role.FURNITURE
    if _PRINTED.fullmatch(bare) or (_FILTER.search(bare) and len(bare) < 2 * _LONGEST_MENU):
        return Role.FURNITURE
    if bare[0] in "‹←" and len(bare) < _LONGEST_MENU:
        return Role.FURNITURE
    if len(bare) > _LONGEST_LINE or bare.count("\t") + bare.count("|") > _MOST_CELLS:
        return Role.UNREAD
    folded = fold(bare)
    if len(bare) < 120 and any(forward in folded for forward in words.forwards):
        return Role.RULE
    if _RULE.fullmatch(bare) and not _SIGN_MARK.fullmatch(bare):
        return Role.RULE
    if folded.lstrip("*_ ").startswith(words.footers):
        return Role.FURNITURE
    uncounted = _COUNT.sub("", bare) if "(" in bare else bare
    cells = [name for cell in _CELL_EDGE.split(uncounted) if (name := key(cell))]
    if cells and all(name in words.buttons for name in cells):
        return Role.FURNITURE
    marked = [cell.strip() for cell in _CELL_EDGE.split(bare)] if bare[0] in "[|" else []
    if any(marked) and all(_BUTTON.fullmatch(cell) for cell in marked if cell):
        return Role.FURNITURE
    if ("%" in bare and _STATUS_BAR.match(bare)) or _is_menu(bare, cells, words):
        return Role.FURNITURE
    if ("·" in bare or "›" in bare or "•" in bare or "/" in bare) and _are_tabs(bare, words):
        return Role.FURNITURE
    if (
        len(cells) > 1
        and _COUNT.search(bare)
        and all(name in words.buttons or name in words.status_words or name in _MENU for name in cells)
    ):
        return Role.FURNITURE
    return Role.BODY


def _are_tabs(text: str, words: Vocabulary) -> bool:
    """Whether the line names the lists of bookings by their statuses, as `Upcoming · Pending · Past`."""
    edge = _TAB_EDGE.search(text)
    if edge is None or not _is_tab(text[: edge.start()], words):
        return False
    names = [name for cell in _TAB_EDGE.split(text) if (name := key(_COUNT.sub("", cell)))]
    kinds = {words.status_words.get(name, name) for name in names}
    return len(kinds) > _MOST_STATUSES and all(_is_tab(name, words) for name in names)


def _is_tab(text: str, words: Vocabulary) -> bool:
    name = key(_COUNT.sub("", text))
    return not name or name in words.status_words or name in words.buttons or name in _MENU


def _is_menu(text: str, names: list[str], words: Vocabulary) -> bool:
    """Whether the line is a row of short names without figures, half of them those of buttons."""
    if len(names) <= 2 or any(len(name.split()) > 3 for name in names):
        return False
    known = sum(name in words.buttons or name in words.status_words or name in _MENU for name in names)
    if known * 2 < len(names) or SHAPE.search(text):
        return False
    return not any(sign.isdigit() for sign in _COUNT.sub("", text))


def _mark_headers(lines: list[Line], words: Vocabulary) -> list[Line]:
    marked = list(lines)
    at = 0
    while at < len(lines):
        stop = at
        names: list[str] = []
        while (
            stop < len(lines) and (name := _header_name(lines[stop].span.text, words, inside=bool(names))) is not None
        ):
            names.append(name)
            stop += 1
            if len(lines) > stop + 1 and names[0] in _ORIGINS and _is_apart(lines, stop, names, words):
                names.append("")
                stop += 1
        if _is_header_block(names, lines[at:stop]):
            for index, name in zip(range(at, stop), names, strict=True):
                marked[index] = replace(lines[index], role=Role.SUBJECT if name in words.subjects else Role.HEADER)
        at = max(stop, at + 1)
    for index, line in enumerate(lines):
        folded = fold(line.span.text)
        if len(folded) > 300:
            continue
        if _WROTE.fullmatch(folded.strip()):
            marked[index] = replace(line, role=Role.HEADER)
        elif _WROTE_OPENING.match(line.span.text) and index + 1 < len(lines):
            below = lines[index + 1]
            if len(below.span.text) < 240 and _WROTE.fullmatch(f"{folded} {fold(below.span.text)}".strip()):
                marked[index], marked[index + 1] = replace(line, role=Role.HEADER), replace(below, role=Role.HEADER)
    return marked


def _is_apart(lines: list[Line], blank: int, names: list[str], words: Vocabulary) -> bool:
    """Whether a header with blank lines between its fields goes on behind this one."""
    spread = len(names) == 1 or "" in names[1:2]
    below = _header_name(lines[blank + 1].span.text, words, inside=False)
    return spread and lines[blank].role is Role.BLANK and below is not None and below not in names


def _header_name(text: str, words: Vocabulary, *, inside: bool) -> str | None:
    if match := _HEADER.match(text):
        name = fold(match[1])
        if name in words.headers or name.startswith(("x-", "arc-", "content-")):
            return name
        return None
    return "" if inside and text[:1] in (" ", "\t") and text.strip() else None


def _is_header_block(names: list[str], lines: list[Line]) -> bool:
    if any(name.startswith(("content-", "mime-", "message-id", "x-")) for name in names):
        return True
    kinds = {name for name in names if name}
    if not kinds & {"from", "de"} or len(kinds) < 2:
        return bool(kinds & {"subject", "asunto"})
    origin = next(line.span.text for line, name in zip(lines, names, strict=True) if name in ("from", "de"))
    return "@" in origin or bool(kinds & {"subject", "asunto"}) or not _CLOCK_OR_YEAR.search(origin)


def _mark_senders(lines: list[Line], words: Vocabulary) -> list[Line]:
    marked = list(lines)
    for index, line in enumerate(lines):
        above = lines[index - 1].span.text if index else ""
        if line.role is Role.BODY and _SENT_AT.fullmatch(line.span.text) and _SENDER_NAME.fullmatch(above):
            marked[index - 1], marked[index] = (
                replace(known, role=Role.HEADER) for known in lines[index - 1 : index + 1]
            )
        match = _SENDER.fullmatch(line.span.text) if line.role is Role.BODY else None
        if not match:
            continue
        near = range(index + 1, min(index + 4, len(lines)))
        addressed = [i for i in near if _TO_ME.fullmatch(lines[i].span.text.strip())]
        if not fold(match[1]).endswith(words.domains) and not addressed:
            continue
        marked[index] = replace(line, role=Role.HEADER)
        for i in near:
            if i in addressed or _MAIL_DATE.fullmatch(lines[i].span.text.strip()):
                marked[i] = replace(lines[i], role=Role.HEADER)
    return marked


def _mark_signatures(lines: list[Line], words: Vocabulary) -> list[Line]:
    marked = list(lines)
    index = 0
    while index < len(lines):
        text = lines[index].span.text.strip()
        index += 1
        if lines[index - 1].role is not Role.BODY:
            continue
        if _SIGN_MARK.fullmatch(lines[index - 1].span.text) and not _is_value(lines, index - 1, words):
            limit = len(lines)
        elif _closes(text, words):
            limit = index + _CLOSING_LINES
        else:
            continue
        marked[index - 1] = replace(lines[index - 1], role=Role.SIGNATURE)
        whole = limit == len(lines)
        seen = False
        while index < min(limit, len(lines)) and marked[index].role not in (Role.RULE, Role.HEADER, Role.SUBJECT):
            body = marked[index].role is Role.BODY
            if (not body and seen and not whole) or (body and _opens_booking(lines[index].span.text, words)):
                break
            if body:
                marked[index] = replace(lines[index], role=Role.SIGNATURE)
                seen = True
            index += 1
    return marked


def _mark_others(lines: list[Line], words: Vocabulary) -> list[Line]:
    """The lines without those about other bookings and boats, up to the next blank one."""
    marked = list(lines)
    aside = first = False
    for index, line in enumerate(lines):
        headed = first and line.role is Role.BODY and _OTHERS.match(line.span.text) is not None
        aside = headed or (aside and line.role is Role.BODY and not _opens_booking(line.span.text, words))
        first = first or line.role is Role.BODY
        if aside:
            marked[index] = replace(line, role=Role.FURNITURE)
    return marked


def _is_value(lines: Sequence[Line], index: int, words: Vocabulary) -> bool:
    """Whether a label stands right above, so that a dash is a value that is left blank."""
    return index > 0 and key(lines[index - 1].span.text) in words.labels


def _closes(text: str, words: Vocabulary) -> bool:
    """Whether the line is a closing formula, with or without a name behind it."""
    formula, _, name = fold(text).partition(",")
    return formula.strip(" .!") in words.closings and len(name.split()) <= 3


def _opens_booking(text: str, words: Vocabulary) -> bool:
    label = words.labels.get(key(text.split(":", 1)[0]))
    return label in ("id", "guest", "start", "date", "boat") or fold(text).startswith(
        ("you have a", "you received", "your booking")
    )
