"""The small words the reader goes by stand in one table, by language, and not in its code."""

from __future__ import annotations

import ast
import inspect
import re
from collections import Counter
from collections.abc import Iterator
from types import ModuleType

import pytest

from bot.pipeline.intake import cues
from tests.intake.cue_entries import CUES, STAGES, makes_a_difference, names_in

OF_FORMATS = {
    "calendars": "RFC 5545",
    "mails": "RFC 2045",
    "markup": "HTML",
    "invented": "names that replace others",
}
"""Stages whose patterns hold the words of a format, which no language changes."""
OF_NO_LANGUAGE = {
    *("content", "transfer", "encoding", "quoted", "printable", "begin", "vevent", "organizer", "attendee", "cn", "pt"),
    *("null", "del", "strike", "https", "mailto", "via", "mail"),
    *("boatsetter", "com", "bookings", "usa", "us", "usd", "mxn", "eur", "cad"),
    *("utc", "gmt", "eastern", "central", "mountain", "pacific"),
}
"""Words of RFC 2045, 5545 and ISO 8601, of JSON, HTML, URIs and mail programs; of addresses, currencies and zones."""
_NOT_WORDS = re.compile(
    r"\{+!?[a-z_]+\}+|\(\?P[<=]\w+[>)]|\(\?-?[aimsx]+[:)]|\\u[0-9a-f]{4}|\\U[0-9a-f]{8}|\\[a-zA-Z]|\[[^\]]*\]"
)
_WORD = re.compile(r"[^\W\d_]{2,}")


def _patterns(stage: ModuleType) -> Iterator[str]:
    """The pieces of text of the stage's patterns."""
    for node in ast.walk(ast.parse(inspect.getsource(stage))):
        if isinstance(node, ast.Call) and node.args and ast.unparse(node.func).split(".")[0] in ("re", "cued"):
            yield from _printed(node.args[0])


def _printed(node: ast.expr) -> Iterator[str]:
    if isinstance(node, ast.Constant) and isinstance(node.value, str):
        yield node.value
    for part in node.values if isinstance(node, ast.JoinedStr) else ():
        yield from _printed(part)


@pytest.mark.parametrize("stage", STAGES, ids=lambda stage: stage.__name__.rpartition(".")[2])
def test_no_pattern_holds_words_of_a_language(stage: ModuleType) -> None:
    if stage.__name__.rpartition(".")[2] in OF_FORMATS:
        return
    words = {word.lower() for text in _patterns(stage) for word in _WORD.findall(_NOT_WORDS.sub(" ", text))}
    assert words - OF_NO_LANGUAGE == set()


def test_every_cue_is_used_by_a_stage() -> None:
    assert set().union(*(names_in(inspect.getsource(stage)) for stage in STAGES)) == cues.languages().keys()


def test_no_word_stands_twice_in_a_cue() -> None:
    assert [entry for entry, times in Counter((cue.name, cue.word) for cue in CUES).items() if times > 1] == []


def test_every_table_names_its_languages() -> None:
    assert {cue.language for cue in CUES} == {"en", "es", "fr", "de"}
    assert [name for name, words in cues.languages().items() if not words or not all(words.values())] == []


@pytest.mark.parametrize("name", cues.languages())
def test_each_word_of_a_cue_makes_a_difference(name: str) -> None:
    assert [cue.word for cue in CUES if cue.name == name and not makes_a_difference(cue)] == []
