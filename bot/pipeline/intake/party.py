"""Resolves how many guests come and whether a captain is included."""

from __future__ import annotations

import re
from functools import lru_cache

from bot.pipeline.intake.evidence import Evidence
from bot.pipeline.intake.facts import Fact, Facts
from bot.pipeline.intake.lines import Role
from bot.pipeline.intake.meanings import changes
from bot.pipeline.intake.prose import clauses_in
from bot.pipeline.intake.traced import Span
from bot.pipeline.intake.vocabulary import REMEMBERED, fold, key, vocabulary

_LABELLED = re.compile(
    r"(?P<n>\d{1,3}|[a-z]{3,7})\s?(?P<unit>[a-z]+(?:\stotal)?)?\s*(?P<rest>\(.{0,60}\)|[,·|•;].{0,60}|\+\s?\d{0,2}\s?(?:crew|captain|staff|tripula).{0,60}|total|max)?"
)
_IN_TOTAL = re.compile(r"[(,;=] ?(\d{1,3}) (?:in |en )?total\)?$")
_COUNTED = re.compile(r"x?(?P<n>\d{1,3}|[a-z]{3,7}) ?(?P<unit>[a-z]+(?: total)?)")
_BRACKET = re.compile(r"\s\([^()]*\)$")
_ARTICLE = re.compile(r"(?i)(?:(?:for |with |para |con )?(?:a |an |una? )?)")
_IN_PROSE = re.compile(r"(?<![\w$.,:/–-])(?P<n>\d{1,3}) (?P<unit>of (?:us|them)|in all|on board|[a-z]+)\b")
_ARE = re.compile(
    r"\b(?:they|we|she|he|it|there|that|party|group)(?:(?:'ll| will)(?: be)?| are| is|'re|'s| grew to| went to)"
    r"(?: now| actually)? (\d{1,3})(?!\w)(?! ?(?:[ap]\.?m|[:/.%]\d|h\b|hours?|hrs?|min|years?|ft|feet|o'clock|days?))"
    r"|\b(?:now|son|seran|somos|seremos)(?: ahora)? (\d{1,3})(?!\w)(?! ?(?:[ap]\.?m|[:/.%]\d|h\b|ho\w+|anos))"
)
_MAYBE = re.compile(r"\b(?:or|maybe|possibly|perhaps|o|quizas|tal vez) \d")
_ONE = {"guest", "passenger", "person", "adult", "pasajero", "persona", "invitado", "adulto", "viajero"}
"""As in `a 12 passenger boat`."""
_NOT_HERS = re.compile(r" (?:max|maximum|invited|viewed|allowed|yes|under|over|limit)\b")
_NOT_THE_PARTY = re.compile(
    r"\b(?:up to|max|maximum|capacity|cap|limit|another|other|first|hasta|mas|more|at least|than|over|under|or|of|not"
    r"|maybe|plus|extra|had|brought|para unas|o)\W*$"
)
# What may follow a count of the whole party; `2 guests are vegan` and `6 pax max` do not count it.
_GOES_ON = re.compile(
    r"(?=\s*(?:$|[.,;:)!?–—/|·&+-]))"
    r"| (?:for|on|from|to|in (?:all|total|her|his|the)|aboard|on board|total|booked|this|and|plus|starting|coming"
    r"|leaving|joining|sailing|counting|para|en (?:total|el|la)|a bordo|el|la|y|con|at \d"
    r"|(?:with|w/?) ?(?:a |our |the )?(?:capt\w*|skipper|crew))\b"
)
_IS_COMING = re.compile(r"\b(?:there(?:'s| are| is| will be)|(?:we|they)(?: are|'re)|van|somos|son|seremos|vienen)\s*$")
_ELSEWHERE = re.compile(
    r"\b(?:last (?:time|week|month|year|trip)|another (?:boat|charter|trip|booking|group)|other boat|la ultima vez"
    r"|la semana pasada)\b"
)
_MINORS = re.compile(
    r"\b(?:kids?|child(?:ren)?|infants?|toddlers?|bab(?:y|ies)|teens?|nin[oa]s?|bebes?|menor(?:es)?)\b"
)
_CORE = ("id", "guest", "party", "start", "date", "boat")
_ADULTS = ("adult", "adults", "adulto", "adultos")
_RANGE = re.compile(r"\d\s?(?:-|–|—|to|or|o|/|\+|&|and)\s?\d")
_PIECES = re.compile(r"[^,;()·|•]+")
_ASIDE = re.compile(r"\s[-–—(·|]|,")
_CAPTAIN_AT_END = re.compile(r"(?:\bw/ ?|\bwith (?:a )?|\bcon )(?:captain|capt|capitan)$")
_CAPTAIN_IN_PROSE = re.compile(
    r"(?<!not )\b(?:captain(?:'s| is)? included|captained"
    r"|with (?:a |our |the )?(?:captain|skipper)|con (?:capitan|patron)|capitan incluido)\b"
)
_OPEN = re.compile(
    r"\?$|\b(?:can|could|may|might|or|optional|available|if|asks?|asked|wants?|needs?|requests?|prefers?|without|puede|opcional"
    r"|disponible|quieren?|o sin)\b"
)
_CAPTAIN = re.compile(r"captain|capt\b|capitan|skipper|patron|bareboat")
_BARE_ANSWERS = {"included", "provided", "required", "not included", "false", "true", "incluido", "incluida", "incl"}
_BARE_NOUNS = {"captain", "capt", "capitan", "skipper", "patron"}
_MOST_PEOPLE = 500
_LONGEST_COUNT = 60


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
    prose = [Fact(*count, "in running text") for span in evidence.prose for count in _in_prose(span)]
    clauses = [
        Fact(*count, "in running text") for clause in evidence.clauses if (count := party_in(clause)) is not None
    ]
    told = beside or loose or clauses or prose
    told = [fact for fact in told if not _counts_adults(fact, evidence)]
    facts.settle("party_size", [*told, *_in_subjects(evidence)])


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
    alone = (piece.span for piece in evidence.loose if piece.whole and "passenger" in fold(piece.span.text))
    return [Fact(*count, "in a line of its own") for span in alone if (count := party_in(span)) is not None]


def party_in(span: Span) -> tuple[int, Span] | None:
    """The number of people in a piece that says nothing else, as `6 ppl` or `party of 6`."""
    if len(span.text) > _LONGEST_COUNT or (count := _party_of(span.text)) is None:
        return None
    number, words = count
    return number, Span(words.text, span.at + words.at)


@lru_cache(REMEMBERED)
def _party_of(text: str) -> tuple[int, Span] | None:
    """The count with its place in the text."""
    words = vocabulary()
    span = Span(text, 0)
    span = span.cut(0, crewed.start()) if (crewed := _CAPTAIN_AT_END.search(fold(text))) else span
    bare = span.cut(0, bracket.start()) if (bracket := _BRACKET.search(span.text)) else span
    bare = bare.strip(".!()[]:–—-")
    bare = bare.cut(article.end()) if (article := _ARTICLE.match(bare.text)) else bare
    folded = fold(bare.text)
    counted = _COUNTED.fullmatch(folded)
    if counted and counted["unit"] in words.party_after and (number := _count(counted["n"])):
        return number, bare.cut(counted.start("n"), counted.end("n"))
    for opening in words.party_before:
        rest = folded[len(opening) :].split()
        if folded.startswith(opening + " ") and len(rest) <= 2 and (number := _count(rest[0])):
            at = folded.index(rest[0], len(opening))
            return number, bare.cut(at, at + len(rest[0]))
    return None


def resolve_captain(evidence: Evidence, facts: Facts) -> None:
    """Put into the facts whether a captain is included; a captain's name or state answers nothing."""
    words = vocabulary().captain_words
    statements = evidence.about("captain")
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
        elif match := _CAPTAIN_AT_END.search(fold(piece.span.text)):
            found.append(Fact(True, piece.span.cut(match.start()), "in the line itself"))
    found += [
        Fact(words[bare], clause, "in running text")
        for clause in evidence.clauses
        if (bare := key(clause.text)) in words
        and not clause.text.endswith("?")
        and _CAPTAIN.search(bare)
        and bare not in _BARE_NOUNS
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
    unit, rest = match["unit"], match["rest"] or ""
    capacity = any(sign.isdigit() for sign in rest) and not rest.startswith("(incl")
    if (rest.startswith("(") and changes(rest) and not capacity) or _MAYBE.search(rest):
        return None
    if (unit and unit not in vocabulary().party_after) or (unit in ("adults", "adult", "adultos") and match["rest"]):
        return None
    number = _count(match["n"])
    return (number, span.cut(match.start("n"), match.end("n"))) if number else None


def people_in(folded: str, *, counted: bool) -> list[int]:
    """How many people a sentence says somebody is, as `they are 9 now` or `ahora son 9`, and with `counted` `9 ppl`."""
    counts = [
        match["n"]
        for match in _IN_PROSE.finditer(folded if counted else "")
        if match["unit"] in vocabulary().party_after
        and match["unit"] not in _ONE
        and not _NOT_THE_PARTY.search(folded[: match.start()])
        and not _NOT_HERS.match(folded, match.end())
        and not _ELSEWHERE.search(folded)
    ]
    said = [number for pair in _ARE.findall(folded) for number in pair if number]
    return [number for word in (*counts, *said) if (number := _count(word))]


def _in_prose(span: Span) -> list[tuple[int, Span]]:
    folded = fold(span.text)
    return [
        (number, span.cut(match.start("n"), match.end("n")))
        for match in _IN_PROSE.finditer(folded)
        if (match["unit"] in vocabulary().party_after or " " in match["unit"])
        and (_GOES_ON.match(folded, match.end()) or _IS_COMING.search(folded[: match.start()]))
        and not _ELSEWHERE.search(folded)
        and (number := _count(match["n"]))
        and not _NOT_THE_PARTY.search(folded[: match.start()])
    ]


def _count(word: str) -> int | None:
    number = int(word) if word.isascii() and word.isdigit() else vocabulary().numbers.get(word, 0)
    return number if 0 < number <= _MOST_PEOPLE else None


def _answer(text: str) -> bool | None:
    words = vocabulary().captain_words
    bare = key(text) or text.strip()
    return words.get(bare, words.get(key(_ASIDE.split(text, maxsplit=1)[0])))
