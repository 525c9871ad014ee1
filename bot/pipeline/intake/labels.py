"""Finds labels ("Start", "Renter:") and the piece of text that each of them speaks of."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache

from bot.pipeline.intake.captions import in_blocks, stand_below, value_above
from bot.pipeline.intake.cues import cue_words, cued
from bot.pipeline.intake.lines import Line, Role
from bot.pipeline.intake.meanings import exact_meaning, heads_paper, meaning_of
from bot.pipeline.intake.mentions import find_mentions
from bot.pipeline.intake.prose import SLASHES, clauses_in, is_jotting, pieces_in, segments
from bot.pipeline.intake.statuses import status_of
from bot.pipeline.intake.tables import Row, in_words
from bot.pipeline.intake.tight import moment_label, tight_label
from bot.pipeline.intake.traced import Span
from bot.pipeline.intake.vocabulary import REMEMBERED, key, vocabulary


@dataclass(frozen=True, slots=True)
class Pair:
    """A label on line `line` and its value on line `last`, with the lines right below in `more`."""

    meaning: str
    label: Span
    value: Span
    more: tuple[Span, ...]
    line: int
    last: int
    heading: str | None


_COLON = re.compile(
    r"[:：=\s#.](?:(?:(?<=[：=])|(?<=:)(?:(?<!\d:)|(?!\d)))(?!//)|(?<=\t)\t*|(?<= ) +"
    r"|(?<=\s)(?:[-–—|→>]\s|#)|(?<=\w#)|(?<=\.)\.\.+(?:\s?:)?)"
)
_BRACKETED = re.compile(r"\([^()]{1,40}\)")
_BOUNDARY = cued(r"\t|\s[|·•;]\s|[;,]\s| {2,}|(?i:{!limits_with_a_stop})\.\s")
_WORD = re.compile(r"\S+")
_STAY = {
    **dict.fromkeys(cue_words("check_in"), "start"),
    **dict.fromkeys(cue_words("check_out"), "end"),
}
_NUMBERED = re.compile(r"(?:\d{1,2}[.)]|§)\s+(?P<name>\S.{0,40})")
_PEOPLE = ("guest", "operator", "captain")
_DATES = cue_words("bare_date")
_YOURS = cued(r"(?:{your}) ")
_PEOPLE_FIELDS = ("guest", "email", "phone", "captain")
_STOP = re.compile(r"(?<=[\w)]{3})\.(?:\s+(?=[A-Z])|$)|(?<=^\d)\.(?:\s|$)|(?<=^\d\d)\.(?:\s|$)")
_FORM_MARKS = re.compile(r"^\d{1,2}[.)]\s(?=\S.{3})|\s?[*?]{1,2}$")
_FIGURE_STOP = re.compile(r"(?<=\w{3})\.\s+(?=\d)")
_LAST_STOP = re.compile(r"(?:(?<=\w{3})|(?<=^\d)|(?<=^\d\d))\.$")
_FEWEST_WORDS = 5
_LABEL_END = re.compile(r":|\t|\s\|| {2,}")
_NAMED = re.compile(r"[A-Z][a-z]{2,15}:\s\S")
_LONGEST_LABEL = 5
_LONGEST_LABEL_TEXT = 24
_LONGEST_CHUNK = 80
_LONGEST_LINE = 4000


def read_pairs(lines: Sequence[Line], table: Mapping[int, Row]) -> tuple[Pair, ...]:
    """All labelled values of the lines and the rows of their tables, in order."""
    found: list[Pair] = []
    heading: str | None = None
    section = ""
    words = vocabulary()
    titles = {row.header for row in table.values()}
    lone = {
        i: alone[0]
        for i, line in enumerate(lines)
        if line.tells and (alone := _alone(line.span.strip("*•◦▪·‣➤►▶-–_|` ")))
    }
    upward = stand_below(lines, lone)
    across = in_blocks(lines, lone)
    for index, line in enumerate(lines):
        if not line.tells or index in titles:
            continue
        if index in across:
            value = lines[across[index]].span.strip()
            found.append(Pair(lone[index], line.span.strip(), value, (), index, across[index], None))
            continue
        if index in across.values():
            continue
        if index in table:
            found += _in_row(table[index], index)
            continue
        bare = key(line.span.text)
        if upward and index in lone:
            found += _captioned(lines, index, lone)
            continue
        if (part := _section(lines, index)) is not None:
            section = part
            continue
        if bare in words.headings and not _money_below(lines, index):
            heading = words.headings[bare]
            continue
        found += _of_section(_in_line(lines, index, heading), section)
    return _without_fillers(_as_stay(_without_issue_dates(_without_pictures(found), lines)))


def _as_stay(pairs: list[Pair]) -> list[Pair]:
    """The pairs with check-in and check-out as start and end, where both have a day and a time and nothing else has."""
    stays = {_STAY[name]: pair for pair in pairs if (name := key(pair.label.text)) in _STAY and _is_moment(pair.value)}
    if len(stays) < len(set(_STAY.values())) or any(pair.meaning in ("start", "end", "date") for pair in pairs):
        return pairs
    return [replace(pair, meaning=_STAY[key(pair.label.text)]) if pair in stays.values() else pair for pair in pairs]


def _is_moment(value: Span) -> bool:
    found = find_mentions(value.text)
    return bool(found.days and found.times)


def _without_issue_dates(pairs: list[Pair], lines: Sequence[Line]) -> list[Pair]:
    """The pairs of an invoice or the like, in which a bare date is that of its issue."""
    if not any(line.tells and heads_paper(line.span.text) for line in lines):
        return pairs
    return [replace(pair, meaning="other") if key(pair.label.text) in _DATES else pair for pair in pairs]


def _without_pictures(pairs: list[Pair]) -> list[Pair]:
    """The pairs without what a picture says where a word says it too."""
    named = {pair.meaning for pair in pairs if not _is_picture(pair)}
    return [pair for pair in pairs if pair.meaning not in named or not _is_picture(pair)]


def _is_picture(pair: Pair) -> bool:
    return not any(sign.isalnum() for sign in pair.label.text)


def _without_fillers(pairs: list[Pair]) -> tuple[Pair, ...]:
    """The pairs without those of whoever fills a form in for a guest whom it names."""
    own = [pair for pair in pairs if pair.meaning in _PEOPLE_FIELDS and _YOURS.match(key(pair.label.text))]
    named = any(pair.meaning == "guest" and pair not in own for pair in pairs)
    return tuple(pair for pair in pairs if not (named and pair in own))


def _captioned(lines: Sequence[Line], index: int, lone: Mapping[int, str]) -> list[Pair]:
    """The value above a label, which is no label itself."""
    value = value_above(lines, index)
    if not value.text or index - 1 in lone:
        return []
    return [Pair(lone[index], lines[index].span.strip(), value, (), index, index - 1, None)]


def _section(lines: Sequence[Line], index: int) -> str | None:
    """Whom the labels below a heading speak of, as `3. OWNER` over a name and a phone; "" for other headings."""
    text = lines[index].span.text.strip()
    match = _NUMBERED.fullmatch(text)
    name = match["name"] if match else text
    meaning = exact_meaning(name) or exact_meaning(name.split(" / ")[0])
    if meaning not in _PEOPLE or _labels_in(lines[index].span.strip()):
        return "" if match and name.isupper() else None
    first, second = (*_labels_below(lines, index + 1), None, None)[:2]
    told = {first, second} if meaning == "operator" and name.isupper() else {first}
    return meaning if told & {"guest", "email", "phone"} else None


def _labels_below(lines: Sequence[Line], index: int) -> list[str | None]:
    """What the labels that begin the next two lines mean."""
    below = [line for line in lines[index : index + 4] if line.role is not Role.BLANK][:2]
    starts = [_labels_in(line.span.strip()) for line in below]
    return [labels[0][0] if labels else None for labels in starts]


def _of_section(pairs: list[Pair], section: str) -> list[Pair]:
    """The pairs, without names and contacts below a heading of somebody else."""
    if section not in ("operator", "captain"):
        return pairs
    return [replace(pair, meaning="other") if pair.meaning in _PEOPLE_FIELDS else pair for pair in pairs]


def _in_row(row: Row, index: int) -> list[Pair]:
    named = (
        (meaning_of(in_words(label.text)), label, value) for label, value in zip(row.labels, row.values, strict=False)
    )
    return [
        Pair(meaning, label, value, (), index, index, None) for meaning, label, value in named if value.text and meaning
    ]


def _in_line(lines: Sequence[Line], index: int, heading: str | None) -> list[Pair]:
    span = lines[index].span.strip("*•◦▪·‣➤►▶-–_|` ")
    picture, rest = _picture(span)
    if picture and status_of(rest.text):
        return []
    if picture and not _labels_in(rest):
        return (
            [Pair(picture, Span(span.text[: rest.at - span.at], span.at), rest, (), index, index, heading)]
            if rest.text
            else []
        )
    if len(cells := _cells_of(rest)) > 1:
        return [pair for cell in cells for pair in _in_cell(cell, index, heading)]
    starts = _labels_in(rest)
    if not starts and (reach := tight_label(rest)) and reach[0] in ("phone", "email"):
        return [Pair(*reach, (), index, index, heading)]
    if not starts and (opening := moment_label(rest)):
        return [Pair(*opening, (), index, index, heading)]
    if not starts:
        alone = _alone(rest)
        if alone is not None:
            value, below, last = _below(lines, index)
            if not value.text or (alone[0] == "notes" and lines[index + 1].role is Role.FURNITURE):
                return []  # "Message" among buttons is one itself
            pair = Pair(*alone, value, below, index, last, heading)
            time = alone[0] in ("start", "end") and below and _is_time_below(value, below[0])
            return [pair, replace(pair, value=below[0], more=below[1:], last=last + 1)] if time else [pair]
        pieces = pieces_in(rest) if is_jotting(rest) else tuple(c for part in segments(rest) for c in clauses_in(part))
        tight = [tight_label(piece) for piece in pieces]
        return [Pair(*found, (), index, index, heading) for found in tight if found]
    pairs: list[Pair] = []
    more: tuple[Span, ...]
    for number, (meaning, label, begin) in enumerate(starts):
        stop = starts[number + 1][1].at - rest.at if number + 1 < len(starts) else len(rest.text)
        value = rest.cut(begin, stop).strip("·|•,;*`" if number + 1 < len(starts) else "*|`")
        value = value if meaning in ("notes", "pickup") else _to_stop(value)
        if meaning == "id" and (slash := SLASHES.search(value.text)):
            value = value.cut(0, slash.start())
        if meaning == "guest" and (ended := _FIGURE_STOP.search(value.text)):
            value = value.cut(0, ended.start())
        more, last = (), index
        if not value.text and number + 1 == len(starts):
            value, more, last = _below(lines, index)
        elif number + 1 == len(starts) and meaning in ("pickup", "notes", "guest"):
            more, last = _following(lines, index)
        if value.text:
            pairs.append(Pair(meaning, label, value, more, index, last, heading))
    return [*pairs, *_tight_beside(rest, pairs, index, heading)]


def _tight_beside(line: Span, pairs: Sequence[Pair], index: int, heading: str | None) -> list[Pair]:
    """The labels without a colon in the pieces behind an id, as in `BS #xyz, we get $812.60`."""
    ids = [pair for pair in pairs if pair.meaning == "id" and pair.line == pair.last]
    if not ids or len(ids) != len(pairs) or not is_jotting(line):
        return []
    tight = [tight_label(piece) for piece in pieces_in(line) if piece.at > ids[-1].value.at]
    return [Pair(*found, (), index, index, heading) for found in tight if found and found[0] != "id"]


def _is_time_below(day: Span, below: Span) -> bool:
    """Whether a day stands alone and a time right below it."""
    above, found = find_mentions(day.text), find_mentions(below.text)
    return bool(above.days and not above.times and found.times and not found.days and found.first == 0)


def _to_stop(value: Span) -> Span:
    """The value up to the stop that ends it; the stop of an initial or an abbreviation is none."""
    stop = (
        _STOP.search(value.text)
        if len(value.text.split()) > _FEWEST_WORDS or value.text[:1].isdigit()
        else _LAST_STOP.search(value.text)
    )
    return value.cut(0, stop.start()) if stop else value


def _cells_of(span: Span) -> Sequence[Span]:
    """The parts of a line that many bars or slashes part, each with a label of its own or none."""
    if span.text.count(" | ") > 2:
        return pieces_in(span)
    if len(SLASHES.findall(span.text)) < 2:
        return ()
    first = next(iter(_labels_in(span)), None)
    return () if first and "/" in first[1].text else pieces_in(span)


def _in_cell(cell: Span, index: int, heading: str | None) -> list[Pair]:
    starts = _labels_in(cell)
    if not starts:
        return [Pair(*found, (), index, index, heading) for found in [tight_label(cell)] if found]
    meaning, label, begin = starts[0]
    value = cell.cut(begin)
    return [Pair(meaning, label, value, (), index, index, heading)] if value.text else []


def _labels_in(span: Span) -> list[tuple[str, Span, int]]:
    """Each label of the line with the offset at which its value begins."""
    return [(meaning, Span(label.text, span.at + label.at), begin) for meaning, label, begin in _labels_of(span.text)]


@lru_cache(REMEMBERED)
def _labels_of(text: str) -> tuple[tuple[str, Span, int], ...]:
    return tuple(_walk(Span(text, 0)))


def _walk(span: Span) -> Iterator[tuple[str, Span, int]]:
    done = 0
    seen: str | None = None
    if len(span.text) > _LONGEST_LINE:
        return
    for mark in _COLON.finditer(span.text):
        if mark.start() < done or seen == "notes":
            continue
        window = max(done, mark.start() - _LONGEST_CHUNK)
        chunk = span.text[window : mark.start()].rstrip()
        plain = _BRACKETED.sub(lambda aside: "x" * len(aside[0]), chunk)
        boundary = window + max((edge.end() for edge in _BOUNDARY.finditer(plain)), default=0)
        label = span.cut(boundary, mark.start())
        if _is_joint(span.text, window, mark):
            continue
        if boundary > window and not seen and _is_whole(span.text[window : mark.start()]):
            label = span.cut(window, mark.start())
        meaning = exact_meaning(label.text) if "\t" in mark[0] or not mark[0].strip(" ") else meaning_of(label.text)
        if meaning is None and boundary > window and not seen:
            label = span.cut(window, mark.start())
            meaning = meaning_of(label.text)
        if meaning is None and seen and mark[0].strip() in (":", "：", "="):
            label, meaning = _tail_label(span, boundary, mark.start())
        if meaning is None or (label.at == span.at + window > span.at + done):
            continue
        yield meaning, label, mark.end()
        done, seen = mark.end(), meaning


def _is_whole(text: str) -> bool:
    """Whether words with an edge in them are one label all the same, as `Max. passengers`."""
    return key(text) in vocabulary().labels or meaning_of(text) == "other"


def _is_joint(text: str, begin: int, mark: re.Match[str]) -> bool:
    """Whether a dash stands inside a label, as in `From - to: 2 PM - 5 PM`."""
    end = _LABEL_END.search(text, mark.end(), mark.end() + _LONGEST_LABEL_TEXT)
    return (
        mark[0].strip() in ("-", "–", "—") and end is not None and key(text[begin : end.start()]) in vocabulary().labels
    )


def _tail_label(span: Span, begin: int, stop: int) -> tuple[Span, str | None]:
    """The label that ends a value in flattened text, as in `Marisol Start:`."""
    words = list(_WORD.finditer(span.text, begin, stop))[-_LONGEST_LABEL:]
    for word in words:
        label = span.cut(word.start(), stop)
        if label.text[:1].isupper() and (meaning := exact_meaning(label.text)):
            return label, meaning
    return span.cut(stop, stop), None


def _alone(span: Span) -> tuple[str, Span] | None:
    """The label that is all of a line, or all of it behind a comma, as in `If you accept, you earn`."""
    marked = span.text[:1].isdigit() or span.text.endswith(("*", "?"))
    if span.text.endswith("?") and (asked := vocabulary().labels.get(key(span.text))):
        return asked, span
    if meaning := exact_meaning(_FORM_MARKS.sub("", span.text) if marked else span.text):
        return meaning, span
    tail = span.cut(span.text.rfind(",") + 1)
    meaning = exact_meaning(tail.text) if tail.at > span.at else None
    return (meaning, tail) if meaning in ("payout", "total") else None


def _picture(span: Span) -> tuple[str | None, Span]:
    pictures = vocabulary().pictures
    meaning: str | None = None
    at = 0
    while at < len(span.text) and (span.text[at] > "\u2000" or span.text[at] == " ") and not span.text[at].isalnum():
        if span.text[at] in "“”„‘’«»…–—":
            break
        meaning = meaning or pictures.get(span.text[at])
        at += 1
    if meaning == "captain" or "✈" in span.text[:at]:
        meaning = "captain"
    return (meaning, span.cut(at)) if meaning else (None, span)


def _below(lines: Sequence[Line], index: int) -> tuple[Span, tuple[Span, ...], int]:
    """The value below a label that stands alone: the next line that says something, unless it is a label itself."""
    for at in range(index + 1, min(index + 6, len(lines))):
        line = lines[at]
        if line.role in (Role.BLANK, Role.FURNITURE):
            continue
        value = line.span.strip("*")
        if not line.tells or exact_meaning(value.text) or _labels_in(value) or _NAMED.match(value.text):
            break
        more, last = _following(lines, at)
        return value, more, last
    return Span("", 0), (), index


def _following(lines: Sequence[Line], index: int) -> tuple[tuple[Span, ...], int]:
    """The lines right below that a value of several lines may go on with."""
    more: list[Span] = []
    for at in range(index + 1, min(index + 12, len(lines))):
        span = lines[at].span.strip()
        if lines[at].role is not Role.BODY or exact_meaning(span.text) or _labels_in(span) or tight_label(span):
            break
        more.append(span)
    return tuple(more), index


def _money_below(lines: Sequence[Line], index: int) -> bool:
    """Whether a heading that is also a label has its own amount below, as in `Your payout`, `$812.60`."""
    for line in lines[index + 1 : index + 4]:
        if line.role is not Role.BLANK:
            return line.span.text.strip().lstrip("US ").startswith("$")
    return False
