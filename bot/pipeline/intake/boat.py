"""Resolves the boat: a labelled name, one in a platform's sentence, or a title that stands alone."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from bot.pipeline.intake.clock import find_times
from bot.pipeline.intake.counts import party_in
from bot.pipeline.intake.cues import cue_words, cued
from bot.pipeline.intake.evidence import Evidence, Loose
from bot.pipeline.intake.facts import Fact, Facts
from bot.pipeline.intake.ids import read_id
from bot.pipeline.intake.lines import Line, Role
from bot.pipeline.intake.meanings import is_label, says_nothing
from bot.pipeline.intake.mentions import find_mentions
from bot.pipeline.intake.persons import person_behind_boat
from bot.pipeline.intake.statuses import status_of
from bot.pipeline.intake.titles import KINDS, has_boat_words, names_own_boat, own_title, title_round
from bot.pipeline.intake.traced import Span
from bot.pipeline.intake.vocabulary import fold, key, vocabulary

_WORD = re.compile(r"\w+")
_MONEY = re.compile(r"[$€£]\s?\d")
_CITY = re.compile(r",\s[A-Z]{2}(?:\s\d{5})?$")
_MOST_TITLE_WORDS = 7
_PROSE = cued(r"\b(?:{running_text})\b")
_COMPANY = cued(r"['’]?s?\s(?:{companies})\b|@|\.\w", re.IGNORECASE)
_AFTER_NAME = cued(r"\s(?:{behind_a_boat})\s|\s\(|,\s", re.IGNORECASE)
_YOUR = cued(r"(?:{before_a_boat})\s", re.IGNORECASE)
_GUEST_BEHIND = re.compile(r"\s[-–—:·/]\s(?P<rest>.+)$")
_ARTICLES = cue_words("about_a_boat")
_WITH_CAPTAIN = cued(r"\s(?:w/ ?|(?:{with}) )(?:(?:{a}|{the}) )?(?:{captain})$", re.IGNORECASE)
_WHAT_ON_BOAT = cued(r".*\s[-–—:]\s(?:(?:{the}) )?$", re.IGNORECASE)
_VERB = cued(r"\b(?:{verbs_of_bookings})\b")
_QUOTES_TITLE = re.compile(r":\s[\"“«]")
_HEAD = re.compile(r"[^:]{2,30}:\s")
_UNFINISHED = cued(r"\b(?:{unfinished})$")
_COMMA = re.compile(r",\s")
_LONGEST_TITLE = 120
_BOTH = 2
_NEIGHBOURS = ("id", "guest", "status", "party")


def resolve_boat(evidence: Evidence, facts: Facts) -> None:
    """Put the boat into the facts, as printed."""
    labelled = [
        Fact(" ".join(name.text.split()), name, statement.why)
        for statement in evidence.about("boat")
        if statement.tier == 0
        and (name := _bare(_without_fellows(statement.span))).text
        and not _is_kind(name.text)
        and not says_nothing(name.text)
        and len(name.text) <= _LONGEST_TITLE
        and not _MONEY.search(name.text)
    ]
    if labelled:
        facts.settle("boat", labelled)
        return
    if between := list(_between_id_and_guest(evidence)):
        facts.settle("boat", between)
        return
    found = [
        Fact(" ".join(name.text.split()), name, statement.why)
        for statement in evidence.about("boat")
        if (name := own_title(_named(statement.span), "")).text
        and (has_boat_words(statement.span.text) or _is_model(name.text))
        and not _is_any_boat(statement.span.text)
    ]
    pieces = [*_whole_lines(evidence), *evidence.loose]
    found += [
        Fact(" ".join(title.text.split()), title, "a boat's title that stands alone")
        for piece in pieces
        if (title := _title(piece, evidence)) is not None
    ]
    found = _without_parts(found)
    if not found:
        found = list(_titles_in_passing(evidence)) or _fullest(list(_named_in_passing(evidence)))
    if len({fold(str(fact.value)) for fact in found}) == 1:
        facts.values["boat"] = found[0]


def _bare(name: Span) -> Span:
    """The name without stars, and without quotes that stand round all of it."""
    bare = name.strip("*")
    quoted = bare.text[:1] == '"' == bare.text[-1:] and bare.text.count('"') == _BOTH
    return bare.strip('"') if quoted else bare


def _between_id_and_guest(evidence: Evidence) -> Iterator[Fact]:
    """What stands alone between the id and the guest, as the listing's title does in the platform's mails."""
    claimed = {line for pair in evidence.pairs for line in (pair.line, pair.last)}
    guests = {pair.line for pair in evidence.pairs if pair.meaning == "guest"}
    for pair in evidence.pairs:
        if pair.meaning != "id":
            continue
        below = _next(evidence.lines, pair.last, 1)
        at = pair.last if read_id(pair.value) is None else below
        if _next(evidence.lines, at, 1) not in guests or (at in claimed and at != pair.last):
            continue
        line = evidence.lines[at]
        title = line.span.strip("*") if line.span.text.startswith("*") else line.span.strip()
        if line.tells and title.text and _may_be_title(title) and _stands_for_boat(title.text):
            yield Fact(" ".join(title.text.split()), title, "the title between the id and the guest")


def _stands_for_boat(text: str) -> bool:
    """Whether the line is a few words with capitals that say no day with its year and no time, nor are a sentence."""
    words = text.split()
    headed = sum(word[:1].isupper() or not word[0].isalpha() for word in words) * 2 >= len(words) > 1
    return headed and _printed_at(text) is None and not text.endswith((".", "!", "?", ","))


def _is_model(text: str) -> bool:
    """Whether the words are those of a make and its number, as `HOBIE 33 RACER`."""
    words = text.split()
    return len(words) > 1 and words[0].isalpha() and all(word.isupper() or word.isdigit() for word in words)


def _without_fellows(name: Span) -> Span:
    """The name before a count of guests or a word on the captain, as in `JADA, 7 passengers, captained`."""
    for edge in _COMMA.finditer(name.text):
        fellow = name.cut(edge.end(), name.text.find(",", edge.end()) if "," in name.text[edge.end() :] else None)
        if party_in(fellow) or key(fellow.text) in vocabulary().captain_words:
            return name.cut(0, edge.start())
    return name


def _whole_lines(evidence: Evidence) -> Iterator[Loose]:
    """Lines that bars or dots part, as a title may hold them too."""
    parted = {piece.line for piece in evidence.loose if not piece.whole and not piece.shorthand}
    claimed = {pair.line for pair in evidence.pairs}
    for index in sorted(parted - claimed):
        span = evidence.lines[index].span.strip()
        if not _by_id_or_guest(Loose(span, index, True, False), evidence):
            continue
        if find_mentions(span.text).first is None and not any(
            status_of(piece.span.text) or party_in(piece.span) for piece in evidence.loose if piece.line == index
        ):
            yield Loose(span, index, True, False)


def _without_parts(facts: list[Fact]) -> list[Fact]:
    """The facts without those whose words are part of another's."""
    kept: list[Fact] = []
    for fact in sorted(facts, key=lambda fact: (fact.span.at, -fact.span.end)):
        if not kept or fact.span == kept[-1].span or fact.span.end > kept[-1].span.end:
            kept.append(fact)
    return kept


def _named(span: Span) -> Span:
    """The title in a sentence, before how, when and by whom she was booked, without `your`."""
    yours = _YOUR.match(span.text)
    name = span.cut(yours.end() if yours else 0)
    end = _AFTER_NAME.search(name.text)
    return name.cut(0, end.start() if end else None)


def _titles_in_passing(evidence: Evidence) -> Iterator[Fact]:
    """Titles between the commas of running text: capitalised words with the boat's name and what she is."""
    known = vocabulary()
    for clause in evidence.clauses:
        words = fold(clause.text).split()
        capital = all(word[:1].isupper() or not word[:1].isalpha() for word in clause.text.split())
        if 1 < len(words) <= 7 and capital and set(words) & known.boat_names and set(words) & known.boat_nouns:
            yield Fact(" ".join(clause.text.split()), clause, "the boat's title in the text")


def _fullest(facts: list[Fact]) -> list[Fact]:
    """One fact where the longest holds all the others, as `JADA Classic Yacht` holds `JADA`."""
    longest = max(facts, key=lambda fact: len(str(fact.value)), default=None)
    if longest is None or any(fold(str(fact.value)) not in fold(str(longest.value)) for fact in facts):
        return facts
    return [longest]


def _named_in_passing(evidence: Evidence) -> Iterator[Fact]:
    """The operator's boats named in running text or in a subject, but not as part of the company's name."""
    for line in evidence.lines:
        for word in _WORD.finditer(line.span.text) if line.tells else ():
            if fold(word[0]) in vocabulary().boat_names and not _COMPANY.match(line.span.text, word.end()):
                title = line.span.cut(*title_round(line.span.text, word))
                yield Fact(title.text, title, "the boat's name in the text")


def _behind(span: Span, evidence: Evidence) -> str:
    """What stands behind the words in their line."""
    line = next((line.span for line in evidence.lines if line.span.at <= span.at < line.span.end), None)
    return line.text[span.end - line.at :] if line else ""


def _title(piece: Loose, evidence: Evidence) -> Span | None:
    if piece.shorthand:
        name = _before_moments(piece.span).strip(",;–—-·• ")
        if not names_own_boat(name.text):
            return None
        name = own_title(name, _behind(name, evidence))
        return name if key(name.text) in vocabulary().boat_names or _is_capitalised_title(name.text) else None
    span = piece.span.strip("*") if piece.span.text.startswith("*") else piece.span
    span = span.cut(0, _printed_at(span.text))
    crewed = _WITH_CAPTAIN.search(span.text)
    span = (span.cut(0, crewed.start()) if crewed else span).strip(",;–—-·• ")
    if not span.text or not _may_be_title(span):
        return None
    text = span.text
    words = text.split()
    named = names_own_boat(text)
    headed = sum(word[:1].isupper() or not word[0].isalpha() for word in words) * 2 >= len(words)
    placed = piece.whole and headed and not _VERB.search(text) and _by_id_or_guest(piece, evidence)
    if named and (placed or (len(words) <= 12 and _is_plain(text))):
        return own_title(_without_occasion(_without_guest(span, evidence)), _behind(span, evidence))
    if not placed or not _is_plain(text):
        return None
    return span if (text.isupper() and len(words) >= 2 and not _shouts(evidence)) or has_boat_words(text) else None


def _printed_at(text: str) -> int | None:
    """Where a day with its year, or a time with its half of the day, begins."""
    found = find_mentions(text)
    days = [day.start for day in found.days if day.year]
    times = [
        pair.first.start
        for pair in found.times
        if text[pair.first.start].isdigit() and (pair.first.half or (pair.last and pair.last.half))
    ]
    return min(days + times, default=None)


def _shouts(evidence: Evidence) -> bool:
    """Whether the whole text is in capitals."""
    lines = [line.span.text for line in evidence.lines if line.tells]
    return sum(text.isupper() for text in lines) * 2 > len(lines)


def _is_plain(text: str) -> bool:
    """Whether the text is neither a sentence nor holds a time."""
    return not (text.endswith((".", "!", "?", ",")) or find_times(text) or _PROSE.search(fold(text)))


def _is_capitalised_title(text: str) -> bool:
    """Whether the text is a few capitalised words with the boat's name among them."""
    words = text.split()
    capital = all(word[:1].isupper() or not word[:1].isalpha() for word in words)
    named = names_own_boat(text)
    return (
        1 < len(words) <= _MOST_TITLE_WORDS and capital and named and _may_be_title(Span(text, 0)) and _is_plain(text)
    )


def _is_any_boat(text: str) -> bool:
    """Whether the words name no boat in particular, as `your boat`."""
    known = vocabulary()
    return set(_WORD.findall(fold(text))) <= known.no_names | known.boat_nouns


def _is_kind(text: str) -> bool:
    """Whether the words only say what kind of boat she is."""
    return set(_WORD.findall(fold(text))) <= vocabulary().boat_nouns | KINDS | _ARTICLES


def _without_guest(title: Span, evidence: Evidence) -> Span:
    """The title without the guest's name behind a dash, as in `JADA – Guo Meiling`."""
    behind = _GUEST_BEHIND.search(title.text)
    told = evidence.about("guest")
    guests = {key(statement.span.text) for statement in told}
    labelled = any(statement.tier == 0 for statement in told)
    led = behind is not None and (
        key(behind["rest"]) in guests or (not labelled and person_behind_boat(title) is not None)
    )
    return title.cut(0, behind.start()) if behind and led else title


def _without_occasion(title: Span) -> Span:
    """Only the boat where the title ends with her and begins with what is done aboard, as in `Night sail – JADA`."""
    name = title.text.split()[-1]
    at = len(title.text) - len(name)
    ends_with_boat = fold(name) in vocabulary().boat_names
    return title.cut(at) if ends_with_boat and _WHAT_ON_BOAT.match(title.text[:at]) else title


def _may_be_title(span: Span) -> bool:
    text = span.text
    if len(text) > _LONGEST_TITLE or _QUOTES_TITLE.search(text) or text.endswith(":") or _MONEY.search(text):
        return False
    if any(
        _COMPANY.match(text, word.end()) for word in _WORD.finditer(text) if fold(word[0]) in vocabulary().boat_names
    ):
        return False
    if (head := _HEAD.match(text)) and not set(_WORD.findall(fold(head[0]))) & vocabulary().boat_names:
        return False
    if "@" in text or "://" in text or _CITY.search(text) or party_in(span) is not None:
        return False
    if _UNFINISHED.search(fold(text)):
        return False
    return not status_of(text) and not is_label(text) and key(text) not in vocabulary().captain_words


def _by_id_or_guest(piece: Loose, evidence: Evidence) -> bool:
    """Whether the next line above or below, blank lines aside, is that of the id or the guest."""
    near = {piece.line, *(_next(evidence.lines, piece.line, step) for step in (-1, 1))}
    return any(pair.meaning in _NEIGHBOURS and near & {pair.line, pair.last} for pair in evidence.pairs)


def _next(lines: Sequence[Line], index: int, step: int) -> int:
    """The nearest line above (step -1) or below (step 1) that is not blank; past the edge where there is none."""
    index += step
    while 0 <= index < len(lines) and lines[index].role is Role.BLANK:
        index += step
    return index


def _before_moments(span: Span) -> Span:
    """The head of the piece before its first day or time."""
    return span.cut(0, find_mentions(span.text).first)
