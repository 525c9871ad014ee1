"""The reader's words, from `vocabulary.toml`, read once."""

from __future__ import annotations

import re
import tomllib
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache, cached_property, lru_cache
from importlib import resources
from typing import Any

from bot.pipeline.intake.cues import cued

_ACCENTED = "áàâäãåéèêëíìîïóòôöõúùûüñç’‘ÁÀÂÄÃÅÉÈÊËÍÌÎÏÓÒÔÖÕÚÙÛÜÑÇ"
_PLAIN = "aaaaaaeeeeiiiiooooouuuunc''aaaaaaeeeeiiiiooooouuuunc"
_FOLD = str.maketrans(
    _ACCENTED + "ABCDEFGHIJKLMNOPQRSTUVWXYZ",
    _PLAIN + "abcdefghijklmnopqrstuvwxyz",
)

_ROUND = re.compile(r"^[\W_]+|[\W_]+$")

# The same few words are looked up many times while one text is read.
REMEMBERED = 2048
# Where a name or a place in running text ends: at a mark, or before a word that begins something else.
_GOES_ON = r"{!stops_within}(?=\s*(?:[.!?:;,]\s|[.!?:;,]?$|\(|\s[-–—/]\s)|'s\b|\s(?:WORDS)\b)"
_INNERMOST = re.compile(r"\{\w+\}|\([^()]*\)\??|\[[^\]]*\]\??|.\?|\\.")
_ALTERNATIVES = re.compile(r"\(([^()]*)\)(?!\?)")
_NESTED = re.compile(r"\([^()]*\([^()]*\)[^()]*\)")
_PLAIN_WORDS = re.compile(r"[a-z' ]+")
_LETTERS = 3
_OPEN = re.compile(r"[|.*+{}\d,]+")

SLOTS = {
    "guest": r"(?:(?:{spoken_titles})\.? )?(?P<guest>[^\n,:!?$\d]{2,60}?)",
    "id": r"#?(?P<id>[A-Za-z0-9][A-Za-z0-9-]{3,19})",
    "when": r"(?P<when>[^\n]{4,110}?)",
    "boat": r"(?P<boat>[^\n.!?]{3,80}?)",
    "money": r"(?P<money>(?:us)?\s?\$?\s?\d[\d.,]*\d)",
    "party": r"(?P<party>\d{1,3})",
    "place": r"(?P<place>[^\n.!?;:“”\"$,]{4,70}?(?:,\s(?:{berths}|[a-z ]{0,20}\bca\b|\d)"
    r"[^\n.!?;:“”\"$,]{0,40}?){0,3})",
    "phone": r"(?P<phone>\+?[\d(][\d\s().-]{7,20}\d)",
    "contact": r"(?P<contact>[^\n]{6,110}\w)",
    "words": r"(?P<words>[^”»\"\n]{3,400})",
}


def fold(text: str) -> str:
    """The text without capitals and accents, of the same length."""
    return text.lower() if text.isascii() else text.translate(_FOLD)


@lru_cache(REMEMBERED)
def key(text: str) -> str:
    """The text as it is looked up: folded, single blanks, no marks round it."""
    bare = " ".join(fold(text).split())
    return bare if bare[:1].isalnum() and bare[-1:].isalnum() else _ROUND.sub("", bare)


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence and what a text that holds it is; of each group of its `signs` one stands in every form of it."""

    kind: str
    signs: tuple[tuple[str, ...], ...]
    pattern: re.Pattern[str]

    def may_stand_in(self, folded: str) -> bool:
        """Whether a sign of each group stands in the text."""
        for group in self.signs:
            for sign in group:
                if sign in folded:
                    break
            else:
                return False
        return True


@dataclass(frozen=True, slots=True)
class LabelForm:
    """Words of which a label is put together: one of `heads` and one of `beside`."""

    heads: frozenset[str]
    beside: frozenset[str]


@dataclass(frozen=True)
class Vocabulary:
    """Words by meaning; all keys are folded."""

    months: Mapping[str, int]
    weekdays: Mapping[str, int]
    labels: Mapping[str, str]
    day_parts: Mapping[str, str]
    clock_words: Mapping[str, tuple[str, ...]]
    numbers: Mapping[str, int]
    days_spelled: Mapping[str, int]
    mail_labels: tuple[str, ...]
    pictures: Mapping[str, str]
    label_openings: Mapping[str, str]
    label_forms: Mapping[str, LabelForm]
    label_joints: frozenset[str]
    headings: Mapping[str, str]
    status_words: Mapping[str, str]
    captain_words: Mapping[str, bool]
    boat_names: frozenset[str]
    boat_nouns: frozenset[str]
    aboard: tuple[str, ...]
    openings: Mapping[str, tuple[str, ...]]
    notices: Mapping[str, tuple[str, ...]]
    beside_boat: frozenset[str]
    party_after: frozenset[str]
    party_before: tuple[str, ...]
    stamp_words: tuple[str, ...]
    charter_words: tuple[str, ...]
    other_events: tuple[str, ...]
    at_the_dock: tuple[str, ...]
    going_on: tuple[str, ...]
    greetings: tuple[str, ...]
    returning: tuple[str, ...]
    changing: frozenset[str]
    nothing: frozenset[str]
    nothing_yet: tuple[str, ...]
    correcting: tuple[str, ...]
    excluding: frozenset[str]
    places: frozenset[str]
    before_now: frozenset[str]
    now: frozenset[str]
    relative_days: Mapping[str, int]
    following: frozenset[str]
    wish_words: frozenset[str]
    no_names: frozenset[str]
    own_platforms: tuple[str, ...]
    other_platforms: tuple[str, ...]
    domains: tuple[str, ...]
    mailboxes: frozenset[str]
    buttons: frozenset[str]
    footers: tuple[str, ...]
    closings: frozenset[str]
    forwards: tuple[str, ...]
    headers: frozenset[str]
    subjects: frozenset[str]
    sentences: tuple[tuple[str, str], ...]

    @cached_property
    def everyday(self) -> frozenset[str]:
        """Words that are no part of a person's name."""
        words = self.wish_words | self.no_names | self.closings
        return words.union(self.labels, self.captain_words, self.weekdays)


@cache
def vocabulary() -> Vocabulary:
    """The words of the data file."""
    return from_data(data())


def data() -> dict[str, Any]:
    """The data file as it stands."""
    return tomllib.loads(resources.files("bot.pipeline.intake").joinpath("vocabulary.toml").read_text("utf-8"))


def from_data(data: Mapping[str, Any]) -> Vocabulary:
    lines: dict[str, list[str]] = data["lines"]
    return Vocabulary(
        months={word: number for number, words in enumerate(data["months"], 1) for word in words},
        weekdays={word: number for number, words in enumerate(data["weekdays"]) for word in words},
        labels=_by_word(data["labels"]),
        day_parts=_by_word(data["day_parts"]),
        clock_words={name: tuple(words) for name, words in data["clock_words"].items()},
        numbers={word: number for number, words in enumerate(data["numbers"]["words"], 1) for word in words},
        days_spelled={word: number for number, words in enumerate(data["days_spelled"], 1) for word in words},
        mail_labels=tuple(data["mail_labels"]),
        pictures={
            sign: field for field, signs in data["pictures"].items() for sign in signs if sign not in "\u200d\ufe0f"
        },
        label_forms={
            meaning: LabelForm(frozenset(form["heads"]), frozenset(form["beside"]))
            for meaning, form in data["label_forms"].items()
        },
        label_joints=frozenset(data["label_joints"]["words"]),
        label_openings=_by_word(data["label_openings"]),
        headings=_by_word(data["headings"]),
        status_words=_by_word(data["status_words"]),
        captain_words={
            key(word) or word: answer == "yes" for answer, words in data["captain_words"].items() for word in words
        },
        boat_names=frozenset(data["boat_names"]),
        boat_nouns=frozenset(data["boat_nouns"]),
        aboard=tuple(data["aboard"]),
        notices={kind: tuple(words) for kind, words in data["notices"].items()},
        openings={kind: tuple(words) for kind, words in data["openings"].items()},
        beside_boat=frozenset(data["beside_boat"]),
        party_after=frozenset(data["party_words"]["after"]),
        party_before=tuple(data["party_words"]["before"]),
        going_on=tuple(data["going_on"]),
        greetings=tuple(data["greetings"]),
        returning=tuple(data["returning"]),
        changing=frozenset(data["changing"]),
        nothing=frozenset(data["nothing"]),
        nothing_yet=tuple(data["nothing_yet"]),
        correcting=tuple(data["correcting"]),
        excluding=frozenset(data["excluding"]),
        places=frozenset(data["places"]),
        before_now=frozenset(data["change_columns"]["was"]),
        now=frozenset(data["change_columns"]["now"]),
        relative_days={word: ahead for ahead, words in enumerate(data["relative_days"]["ahead"]) for word in words},
        following=frozenset(data["relative_days"]["following"]),
        stamp_words=tuple(data["stamp_words"]),
        charter_words=tuple(data["charter_words"]),
        other_events=tuple(data["other_events"]),
        at_the_dock=tuple(data["at_the_dock"]),
        wish_words=frozenset(data["wish_words"]["words"]),
        no_names=frozenset(data["no_names"]["words"]),
        own_platforms=tuple(data["platforms"]["own"]),
        other_platforms=tuple(data["platforms"]["other"]),
        domains=tuple(data["platforms"]["domains"]),
        mailboxes=frozenset(data["platforms"]["mailboxes"]),
        buttons=frozenset(lines["buttons"]),
        footers=tuple(lines["footers"]),
        closings=frozenset(lines["closings"]),
        forwards=tuple(lines["forwards"]),
        headers=frozenset(lines["headers"]),
        subjects=frozenset(lines["subjects"]),
        sentences=tuple((kind, template) for kind, templates in data["sentences"].items() for template in templates),
    )


@cache
def sentences() -> tuple[Sentence, ...]:
    """The platform's sentences as patterns for folded lines, in the order of the data file."""
    return tuple(Sentence(kind, signs_of(template), _compile(template)) for kind, template in vocabulary().sentences)


def sentences_near(folded: str) -> list[Sentence]:
    """The sentences that the text may hold, in the order of the data file."""
    known, by_letters = sentences(), _by_letters()
    letters = {folded[at : at + _LETTERS] for at in range(-1, len(folded) - _LETTERS + 1)}
    near = {number for three in letters if three in by_letters for number in by_letters[three]}
    return [known[number] for number in sorted(near) if known[number].may_stand_in(folded)]


@cache
def _by_letters() -> Mapping[str, tuple[int, ...]]:
    """The sentences by the three letters of a sign that the fewest signs have, or by none for shorter signs."""
    firsts = [(number, sign) for number, sentence in enumerate(sentences()) for sign in sentence.signs[0]]
    common = Counter(three for _, sign in firsts for three in set(_threes(sign)))
    numbers: dict[str, list[int]] = {}
    for number, sign in firsts:
        numbers.setdefault(min(_threes(sign), key=lambda three: common[three], default=""), []).append(number)
    return {three: tuple(of_three) for three, of_three in numbers.items()}


def _threes(sign: str) -> list[str]:
    return [sign[at : at + _LETTERS] for at in range(len(sign) - _LETTERS + 1)]


def signs_of(template: str) -> tuple[tuple[str, ...], ...]:
    """Groups of pieces; one of each stands in every form of the template. The most telling group comes first."""
    fixed = template.replace("^", "|").replace("$", "|")
    while (bare := _INNERMOST.sub("|", fixed)) != fixed:
        fixed = bare
    pieces = {(piece,) for piece in _OPEN.split(fixed) if len(piece) >= _LETTERS}
    groups = [tuple(group.split("|")) for group in _ALTERNATIVES.findall(_NESTED.sub("", template))]
    signs = {group for group in groups if all(word and _PLAIN_WORDS.fullmatch(word) for word in group)}
    return tuple(sorted(pieces | signs, key=lambda group: (min(map(len, group)), group), reverse=True))


def _compile(template: str) -> re.Pattern[str]:
    body = template
    for name, slot in SLOTS.items():
        body = body.replace("{" + name + "}", slot)
    opening = r"(?:^|[.!?:]\s+|^[^\w]+)" if template.startswith("{guest}") else r"(?<![\w-])"
    closing = (
        r"(?!\d)"
        if template.endswith("{money}")
        else r"(?=\s*(?:[.!?:;,]\s|[.!?:;,]?$|\())"
        if template.endswith("}")
        else r"(?![\w-])"
    )
    if template.endswith(("{when}", "{when})?")):
        closing = r"(?=\s*(?:[.!?;]\s|[.!?:;,]?$|\())"
    if template.endswith(("{guest}", "{place}")):
        closing = _GOES_ON.replace("WORDS", "|".join(vocabulary().going_on))
    if template.endswith("{guest}"):
        closing = rf"(?:{closing}|(?=\s\(?\+?\d{{1,3}}[\s().-]{{0,2}}\d{{3}}))"
    if template.endswith(("\\$", "\\?")):
        closing = ""
    return cued(opening + body + closing)


def _by_word(table: Mapping[str, Any]) -> dict[str, str]:
    return {key(word) or word: meaning for meaning, words in table.items() for word in words}
