"""Resolves how many guests come and whether a captain is included."""

from __future__ import annotations

import re

from bot.pipeline.intake.counts import CAPTAIN_AT_END, count_of, counts_in, party_in, said_to_be
from bot.pipeline.intake.cues import cue_words, cued
from bot.pipeline.intake.evidence import Evidence
from bot.pipeline.intake.facts import Fact, Facts
from bot.pipeline.intake.lines import Role
from bot.pipeline.intake.meanings import changes
from bot.pipeline.intake.prose import clauses_in
from bot.pipeline.intake.traced import Span
from bot.pipeline.intake.vocabulary import fold, key, vocabulary

_LABELLED = cued(
    r"(?P<n>\d{1,3}|[a-z]{3,7})\s?(?P<unit>[a-z]+(?:\s(?:{total}))?)?\s*"
    r"(?P<rest>\(.{0,60}\)|[,·|•;].{0,60}|\+\s?\d{0,2}\s?(?:{crew}).{0,60}|{total}|{at_most})?"
)
_IN_TOTAL = cued(r"[(,;=] ?(\d{1,3}) (?:{in_all})\)?$")
_OTHER_COUNT = cued(r"\b(?:{or_maybe}) (?:(?:{even}) )?(\d{1,2}|[a-z]{3,7})\b(?![:/])")
_CORRECTED = cued(
    r"\b(?:{takes_back})\b[\s,.:–-]*(?:(?:{says}) ){0,4}(\d{1,2}|[a-z]{3,7})\b(?! ?(?:[ap]\.?m\b|[:/.]\d))"
)
_NOT_BUT = cued(r"\b(?P<new>\d{1,3}) ?(?P<unit>[a-z]+)?,? (?:{and_not}) (?P<old>\d{1,3})(?![\d:/])")
_MAYBE = cued(r"\b(?:{or_maybe}) \d")
_MINORS = cued(r"\b(?:{children})\b")
_NO_MINORS = cued(r"[,+·|] ?(?:(?:{and}) )?(?:0|{no}) (?:{children})")
_CORE = ("id", "guest", "party", "start", "date", "boat")
_ADULTS = cue_words("adults")
_PASSENGERS = cued(r"{passengers}")
_INCLUDING = cued(r"\((?:{including})")
_RANGE = cued(r"\d\s?(?:[-–—/+&]|{to}|{or}|{and})\s?\d")
_PIECES = re.compile(r"[^,;()·|•]+")
_ASIDE = re.compile(r"\s[-–—(·|]|,")
_CAPTAIN_IN_PROSE = cued(r"\b(?:{captain_goes})\b")
_OPEN = cued(r"\?$|\b(?:{left_open})\b")
_CAPTAIN = cued(r"{of_the_captain}")
_FEE = re.compile(r"[^\w]{0,3}(?:us|usd)?\s?\$?\s?\d[\d.,]+")
_BARE_ANSWERS = cue_words("bare_answers")


def resolve_party(evidence: Evidence, facts: Facts) -> None:
    """Put the number of guests into the facts; adults and children are not added up."""
    labelled = [
        Fact(*count, statement.why)
        for statement in evidence.about("party")
        if (count := _labelled(statement.span)) is not None
    ]
    if labelled or any(pair.meaning == "party" for pair in evidence.pairs):
        others = [*_in_headlines(evidence, facts), *_in_lines_alone(evidence)]
        facts.settle("party_size", [*labelled, *others] if labelled else [])
        return
    beside = [
        Fact(*count, "beside the guest's name")
        for pair in evidence.pairs
        if pair.meaning == "guest"
        for piece in _PIECES.finditer(pair.value.text)
        if (count := party_in(pair.value.cut(*piece.span()))) is not None
    ]
    loose = [
        Fact(*count, "in a piece of its own") for piece in evidence.loose if (count := party_in(piece.span)) is not None
    ]
    prose = [Fact(*count, "in running text") for span in evidence.prose for count in counts_in(span)]
    clauses = [
        Fact(*count, "in running text")
        for clause in (*evidence.clauses, *evidence.pieces)
        if (count := party_in(clause)) is not None
    ]
    said = [Fact(*count, "in running text") for span in evidence.prose for count in said_to_be(span)]
    told = beside or loose or clauses or prose or said
    told = [fact for fact in told if not _counts_adults(fact, evidence) and not _is_open(fact, evidence)]
    facts.settle("party_size", _as_corrected([*told, *_in_subjects(evidence)], evidence))


def _is_open(fact: Fact, evidence: Evidence) -> bool:
    """Whether another count is thought possible in the same line, as in `six people, maybe eight`."""
    line = next(line.span for line in evidence.lines if line.span.at <= fact.span.at < line.span.end)
    behind = fold(line.text[fact.span.end - line.at :])
    others = [count_of(other[1]) for other in (*_OTHER_COUNT.finditer(behind), *_CORRECTED.finditer(behind))]
    return any(other is not None and other != fact.value for other in others)


def _as_corrected(facts: list[Fact], evidence: Evidence) -> list[Fact]:
    """The counts, with the new one for an old one that is taken back, as in `7 people not 6`."""
    for line in evidence.lines:
        for match in _NOT_BUT.finditer(fold(line.span.text)) if line.tells else ():
            old, new = count_of(match["old"]), count_of(match["new"])
            counted = match["unit"] is None or match["unit"] in vocabulary().party_after
            if counted and new and any(fact.value == old for fact in facts):
                facts = [fact for fact in facts if fact.value != old]
                facts.append(Fact(new, line.span.cut(*match.span("new")), "in a correction"))
    return facts


def _counts_adults(fact: Fact, evidence: Evidence) -> bool:
    """Whether only the adults are counted, and children come too."""
    line = next(line.span for line in evidence.lines if line.span.at <= fact.span.at < line.span.end)
    behind = fold(line.text[fact.span.end - line.at :]).split()
    return (
        behind[:1] != []
        and behind[0].strip(",.;") in _ADULTS
        and any(_MINORS.search(fold(other.span.text)) for other in evidence.lines if other.tells)
    )


def _in_headlines(evidence: Evidence, facts: Facts) -> list[Fact]:
    """The counts beside the guest's name or in the headline, which the labelled one must agree with."""
    guest = facts.values.get("guest_name")
    name = fold(str(guest.value)) if guest else "\n"
    labelled = {pair.line for pair in evidence.pairs}
    first = next((index for index, line in enumerate(evidence.lines) if line.tells), 0)
    top = max(first + 1, min((pair.line for pair in evidence.pairs if pair.meaning in _CORE), default=0))
    return [
        Fact(*count, "beside the guest's name")
        for index, line in enumerate(evidence.lines)
        if line.tells and index not in labelled and (index < top or name in fold(line.span.text))
        for clause in clauses_in(line.span)
        if index == first or clause != line.span.strip() or name in fold(line.span.text)
        if (count := party_in(clause)) is not None
    ]


def _in_subjects(evidence: Evidence) -> list[Fact]:
    """The counts in the subjects of mails, which those in the text must agree with."""
    subjects = (line.span for line in evidence.lines if line.role is Role.SUBJECT)
    return [
        Fact(*count, "in the subject")
        for subject in subjects
        for clause in clauses_in(subject)
        if (count := party_in(clause)) is not None
    ]


def _in_lines_alone(evidence: Evidence) -> list[Fact]:
    """The counts of passengers that are all of a line; a calendar counts those it invited as guests."""
    alone = (piece.span for piece in evidence.loose if piece.whole and _PASSENGERS.search(fold(piece.span.text)))
    return [Fact(*count, "in a line of its own") for span in alone if (count := party_in(span)) is not None]


def resolve_captain(evidence: Evidence, facts: Facts) -> None:
    """Put into the facts whether a captain is included; a captain's name or state answers nothing."""
    words = vocabulary().captain_words
    statements = [statement for statement in evidence.about("captain") if not _FEE.match(statement.span.text)]
    labelled = [
        Fact(answer, statement.span, statement.why)
        for statement in statements
        if (answer := _answer(statement.span.text)) is not None
    ]
    if statements:
        facts.settle("captain_included", labelled)
        return
    found = [
        Fact(words[key(clause.text)], clause, f'beside the label "{pair.label.text.strip()}"')
        for pair in evidence.pairs
        if pair.meaning not in ("notes", "id", "guest")
        for clause in {pair.value, *clauses_in(pair.value)}
        if key(clause.text) in words and _CAPTAIN.search(fold(clause.text))
    ]
    for piece in evidence.loose:
        bare = key(piece.span.text)
        if _OPEN.search(fold(piece.span.text)):
            continue
        if bare in words and len(bare) > 4 and bare not in _BARE_ANSWERS:
            found.append(Fact(words[bare], piece.span, "in a piece of its own"))
        elif match := CAPTAIN_AT_END.search(fold(piece.span.text)):
            found.append(Fact(True, piece.span.cut(match.start()), "in the line itself"))
    found += [
        Fact(words[bare], clause, "in running text")
        for clause in (*evidence.clauses, *evidence.pieces)
        if (bare := key(clause.text)) in words and not clause.text.endswith("?") and _CAPTAIN.search(bare)
    ]
    if not found:
        found = [
            Fact(True, span.cut(*match.span()), "in running text")
            for span in evidence.prose
            if not _OPEN.search(fold(span.text))
            for match in _CAPTAIN_IN_PROSE.finditer(fold(span.text))
        ]
    facts.settle("captain_included", found)


def _labelled(span: Span) -> tuple[int, Span] | None:
    folded = fold(span.text)
    if total := _IN_TOTAL.search(folded):
        return int(total[1]), span.cut(*total.span(1))
    match = _LABELLED.fullmatch(folded)
    if not match or _RANGE.search(folded.split("(")[0]):
        return party_in(span)
    unit, rest = match["unit"], "" if _NO_MINORS.fullmatch(match["rest"] or "") else match["rest"] or ""
    capacity = any(sign.isdigit() for sign in rest) and not _INCLUDING.match(rest)
    if (rest.startswith("(") and changes(rest) and not capacity) or _MAYBE.search(rest):
        return None
    if (unit and unit not in vocabulary().party_after) or (unit in _ADULTS and rest):
        return None
    number = count_of(match["n"])
    return (number, span.cut(match.start("n"), match.end("n"))) if number else None


def _answer(text: str) -> bool | None:
    words = vocabulary().captain_words
    bare = key(text) or text.strip()
    if " / " in text and len(both := {words.get(key(part)) for part in text.split(" / ")}) == 1:
        return both.pop()
    return words.get(bare, words.get(key(_ASIDE.split(text, maxsplit=1)[0])))
