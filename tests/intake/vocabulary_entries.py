"""The entries of the reader's data file, texts that show what one does, and the reader without one of them."""

from __future__ import annotations

import datetime
import functools
import re
import sys
import tomllib
from collections.abc import Iterator
from contextlib import contextmanager, nullcontext
from dataclasses import replace
from importlib import resources
from typing import Any, NamedTuple
from unittest.mock import patch

from bot.pipeline.intake import Reading, meanings, read
from bot.pipeline.intake.typing_slips import nearest
from bot.pipeline.intake.vocabulary import LabelForm, key, sentences, vocabulary

TODAY = datetime.date(2026, 5, 1)
DATA: dict[str, Any] = tomllib.loads(
    resources.files("bot.pipeline.intake").joinpath("vocabulary.toml").read_text("utf-8")
)
CARD = {
    "id": "Booking ID: 48291-77",
    "guest": "Renter: Odalys",
    "date": "Date: Sep 12, 2026",
    "time": "Time: 2 PM - 5 PM",
    "party": "Guests: 4",
}

# Entries whose effect no text of one entry can show, each with the reason.
KEPT: dict[tuple[str, str], str] = {}


class Entry(NamedTuple):
    """One word or sentence of the data file; `section` is the path of its list."""

    section: str
    word: str

    def __str__(self) -> str:
        return f"{self.section}: {self.word}"


class Probe(NamedTuple):
    """A text and what is read from it because of an entry: `value` in `field`, or by `field` from the reading."""

    text: str
    field: str
    value: Any

    def shows(self) -> bool:
        """Whether the text is read so."""
        reading = read(self.text, today=TODAY)
        return bool(_value(reading, self.field) == self.value)


def _value(reading: Reading, field: str) -> Any:
    if field == "codes":
        return {problem.code.value for problem in reading.problems}
    if field.startswith("why "):
        found = reading.found.get(field.removeprefix("why "))
        return found and found.why.split(" “")[0]
    value = getattr(reading, field)
    if isinstance(value, datetime.datetime):
        return f"{value:%Y-%m-%dT%H:%M}"
    return float(value) if field in ("total_usd", "payout_usd") and value is not None else value


ID = CARD["id"]


def card(*left_out: str, **changes: str) -> str:
    return "\n".join(line for name, line in {**CARD, **changes}.items() if name not in left_out and line)


# --- the entries -------------------------------------------------------------------------------------------------


def _entries() -> Iterator[Entry]:
    for section, content in DATA.items():
        if section == "pictures":
            for field, signs in content.items():
                yield from (
                    Entry(f"pictures.{field}", sign) for sign in dict.fromkeys(signs) if sign not in "\u200d\ufe0f"
                )
        elif isinstance(content, dict):
            for name, words in content.items():
                if isinstance(words, dict):
                    for part, inner in words.items():
                        yield from (Entry(f"{section}.{name}.{part}", word) for word in inner)
                else:
                    yield from _of_list(f"{section}.{name}", words)
        else:
            yield from _of_list(section, content)


def _of_list(section: str, words: list[Any]) -> Iterator[Entry]:
    for number, word in enumerate(words, 1):
        if isinstance(word, list):
            yield from (Entry(f"{section}.{number}", form) for form in word)
        else:
            yield Entry(section, word)


ENTRIES = list(_entries())


# --- the vocabulary without one of them --------------------------------------------------------------------------

_OF_TIMES = ("find_mentions", "_forms", "_weekday", "_relative", "_hint", "_time", "_leads", "_range", "_single")
_OF_TIMES += ("_figure_or_noon", "_hours_hint", "_length", "_stamped")
_TIMES = ("months", "weekdays", "day_parts", "numbers", "days_spelled", "clock_words", "relative_days")
# What is remembered of some sections only, and takes long to make again.
_SLOW = {
    "vocabulary": (),
    "key": (),
    "_shortened": (),
    "sentences": ("going_on",),
    "_by_letters": ("going_on", "sentences"),
    "_greeting": ("greetings",),
    "_labels": ("mail_labels",),
    **dict.fromkeys(_OF_TIMES, _TIMES),
}


@functools.cache
def _remembered() -> list[Any]:
    """The functions of the stages that remember what they made of the vocabulary."""
    stages = [module for name, module in sys.modules.items() if name.startswith("bot.pipeline.intake.")]
    return [f for module in stages for f in vars(module).values() if isinstance(f, functools._lru_cache_wrapper)]


def _forget(section: str) -> None:
    """Empties what the stages remember of the section."""
    for function in _remembered():
        if section in _SLOW.get(function.__name__, (section,)):
            function.cache_clear()


_FIELDS = {
    "platforms.own": "own_platforms",
    "platforms.other": "other_platforms",
    "party_words.after": "party_after",
    "party_words.before": "party_before",
    "change_columns.was": "before_now",
    "change_columns.now": "now",
    "relative_days.ahead": "relative_days",
    "relative_days.following": "following",
}


@contextmanager
def without(entry: Entry) -> Iterator[None]:
    """The reader's words without the entry."""
    words = vocabulary()
    section, _, name = entry.section.partition(".")
    field = _FIELDS.get(entry.section.rstrip(".0123456789"), name if section in ("lines", "platforms") else section)
    less = _less(getattr(words, field), entry, name)
    also: Any = nullcontext()
    if section == "labels":
        also = patch.object(meanings, "nearest", lambda word: nearest(word) - {key(entry.word)})
    elif section == "sentences":
        both = zip(words.sentences, sentences(), strict=True)
        rest = tuple(sentence for pair, sentence in both if pair != (name, entry.word))
        also = patch.object(sys.modules[sentences.__module__], "sentences", lambda: rest)
    with patch.dict(vars(words), {field: less}), also:
        vars(words).pop("everyday", None)
        _forget(section)
        yield
    vars(words).pop("everyday", None)
    _forget(section)


def _less(words: Any, entry: Entry, name: str) -> Any:
    gone = {entry.word, key(entry.word) or entry.word}
    if entry.section.startswith("label_forms."):
        meaning, _, part = name.partition(".")
        form: LabelForm = words[meaning]
        return {**words, meaning: replace(form, **{part: getattr(form, part) - gone})}
    if entry.section.startswith(("clock_words.", "openings.", "notices.")):
        return {**words, name: tuple(word for word in words[name] if word not in gone) or ("\0",)}
    if entry.section.startswith("sentences."):
        return tuple(pair for pair in words if pair != (name, entry.word))
    if isinstance(words, tuple):
        return tuple(word for word in words if word != entry.word)
    return {k: v for k, v in words.items() if k not in gone} if isinstance(words, dict) else words - gone


FILLED = {
    "guest": ("Odalys Bramwell", "guest_name"),
    "id": ("48291-77", "booking_id"),
    "when": ("Sep 12, 2026 2:00 PM", "start_local"),
    "boat": ("JADA Classic Yacht", "boat"),
    "money": ("$812.60", ""),
    "party": ("7", "party_size"),
    "place": ("Quay Street", "pickup_location"),
    "phone": ("(760) 555-0134", "guest_phone"),
    "contact": ("(760) 555-0134", "guest_phone"),
    "words": ("a quiet corner for us", "notes"),
}

_TOKEN = re.compile(
    r"\\b|\\(.)|\[([^\]])[^\]]*\]|\((?:\?:|(\?<?[!=]))?|\{(\w+)\}(?!\})|\.\{\d+,\d+\}|[)|?^$]|.", re.DOTALL
)


def samples(template: str) -> list[str]:
    """Texts that the template fits: each of its alternatives and options once, the rest as short as it gets."""
    tree, _ = _parse(list(_TOKEN.finditer(template)), 0)
    return list(dict.fromkeys(" ".join(text.split()) for text in _spoken(tree)))


def _parse(tokens: list[re.Match[str]], at: int) -> tuple[list[list[list[str] | str]], int]:
    """Alternatives, each a list of parts, each part the list of what may stand there."""
    branches: list[list[Any]] = [[]]
    while at < len(tokens):
        token, text = tokens[at], tokens[at][0]
        at += 1
        if text == ")":
            break
        if text == "|":
            branches.append([])
        elif text.startswith("("):
            inner, at = _parse(tokens, at)
            branches[-1].append([""] if token[3] else _spoken(inner))
        elif text == "?":
            branches[-1][-1] = ["", *branches[-1][-1]]
        elif text in ("^", "$", r"\b"):
            branches[-1].append([""])
        elif text.startswith(".{"):
            branches[-1].append([" our "])
        elif token[4] in FILLED:
            branches[-1].append([FILLED[token[4]][0]])
        else:
            branches[-1].append(["3" if text == r"\d" else token[1] or token[2] or text])
    return branches, at


def _spoken(branches: list[list[Any]]) -> list[str]:
    texts: list[str] = []
    for parts in branches:
        texts.append("".join(part[0] for part in parts))
        for number, part in enumerate(parts):
            for other in part[1:]:
                texts.append("".join(other if n == number else p[0] for n, p in enumerate(parts)))
    return texts
