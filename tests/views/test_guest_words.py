"""The guest pages' languages: nothing is missing in one of them, and both say times as they should be said."""

import datetime as dt
import re
import string
import tomllib
from pathlib import Path
from typing import Any, get_args

import pytest

import bot.views.guest
from bot.adapters.toml_fleet import load_fleet
from bot.views.guest.page import TEXTS
from bot.views.guest.speech import LANGUAGES, WORDS, speech
from contracts.photos import Unfit
from contracts.problems import Code
from drawing.boat_texts import BOATS, boat_text, rendered
from language import times

GUEST = Path(bot.views.guest.__file__).parent
TEMPLATES = GUEST.parent / "templates" / "guest"
TODAY = dt.date(2026, 5, 20)
NAMED_ELSEWHERE = {"compass", "sky"}
"""Sections whose keys are names that come from a forecast."""
NAMED_BY_VALUES = {"crew.captain", "crew.crew", "weather.high", "weather.low"}


def entries(language: str) -> dict[str, Any]:
    sections = tomllib.loads((WORDS / f"{language}.toml").read_text(encoding="utf-8"))
    return {f"{section}.{key}": held for section, held in sections.items() for key, held in held.items()}


def placeholders(words: object) -> set[str]:
    return {name for _, name, _, _ in string.Formatter().parse(str(words)) if name}


def test_every_catalogue_is_a_language() -> None:
    assert {file.stem for file in WORDS.glob("*.toml")} == set(LANGUAGES)


@pytest.mark.parametrize("language", LANGUAGES[1:])
def test_a_catalogue_has_what_the_first_has(language: str) -> None:
    first, other = entries(LANGUAGES[0]), entries(language)
    assert list(first) == list(other)
    for key, words in first.items():
        assert placeholders(words) == placeholders(other[key]), key
        assert type(words) is type(other[key]), key
        if isinstance(words, list):
            assert len(words) == len(other[key]), key
        assert other[key], key


def test_every_word_is_used_somewhere() -> None:
    sources = [*GUEST.glob("*.py"), *TEMPLATES.glob("*.html"), *TEMPLATES.glob("*.svg")]
    said = "\n".join(file.read_text(encoding="utf-8") for file in sources)
    for key in entries(LANGUAGES[0]):
        section, _, name = key.partition(".")
        composed = re.search(rf'"{section}\." ~|f"{section}\.{{', said) and re.search(rf'"{name}"|\b{name}\b', said)
        counted = name in ("one", "other") and f'"{section}"' in said
        if section not in {*NAMED_ELSEWHERE, "album"} and key not in NAMED_BY_VALUES:
            assert f'"{key}"' in said or composed or counted, key


def test_the_albums_script_has_words_for_all_it_may_be_told_and_no_others() -> None:
    script = (TEMPLATES / "photos.js").read_text(encoding="utf-8")
    told = {*get_args(Code), *get_args(Unfit)}
    words = set(speech("en").words["album"])
    asked = set(re.findall(r"'([a-z_]+)'", script))
    assert words <= asked | told, words - asked - told
    said = set(re.findall(r"(?:say|note|locked|button|tell\('\w+',)\s*\(?'([a-z_]+)'", script))
    assert said <= words, said - words
    assert told - words <= {
        "not_found",
        "not_on_event",
        "stale_call",
        "key_reused",
        "method_not_allowed",
    }  # fmt: skip  what a guest cannot meet
    assert "away" in words  # for anything else


@pytest.mark.parametrize("boat", load_fleet())
def test_every_boat_has_every_text_in_every_language(boat: str) -> None:
    assert {file.name for file in (BOATS / boat).glob("*.md")} >= {
        f"{text}.{language}.md" for text in TEXTS for language in LANGUAGES
    }
    for text in TEXTS:
        told = {str(boat_text(boat, text, language)) for language in LANGUAGES}
        assert len(told) == len(LANGUAGES), f"{text} is the same in two languages"
        assert all(len(each) > 100 for each in told)
        points = {each.count("<li>") for each in told}
        assert len(points) == 1, f"{text} has another number of points in one language"


def test_html_in_a_text_stays_text() -> None:
    html = rendered("<script>alert(1)</script> **bold** [x](javascript:alert(1)) ![y](https://example.com/y.png)")
    assert "<strong>bold</strong>" in html
    for markup in ("<script", 'href="javascript', "<img"):
        assert markup not in html


def at(*moment: int) -> dt.datetime:
    year, month, day, hour, minute = moment
    return dt.datetime(year, month, day, hour, minute, tzinfo=dt.UTC)


MOMENTS = [
    (at(2026, 5, 30, 13, 0), at(2026, 5, 30, 16, 0)),
    (at(2026, 5, 30, 11, 0), at(2026, 5, 30, 14, 30)),
    (at(2026, 5, 30, 0, 0), at(2026, 5, 30, 12, 5)),
    (at(2026, 7, 3, 18, 0), at(2026, 7, 4, 10, 0)),
    (at(2026, 12, 31, 22, 0), at(2027, 1, 1, 1, 0)),
]


@pytest.mark.parametrize(("start", "end"), MOMENTS)
def test_english_times_are_said_as_everywhere(start: dt.datetime, end: dt.datetime) -> None:
    told = speech("en").span(start, end, TODAY)
    assert told.replace("\N{NO-BREAK SPACE}", " ") == times.span(start, end, TODAY)


def test_spanish_times() -> None:
    told = [speech("es").span(*each, TODAY).replace("\N{NO-BREAK SPACE}", " ") for each in MOMENTS]
    assert told == [
        "sáb 30 de mayo · 1:00–4:00 p. m.",
        "sáb 30 de mayo · 11:00 a. m.–2:30 p. m.",
        "sáb 30 de mayo · 12:00 a. m.–12:05 p. m.",
        "vie 3 de julio, 6:00 p. m. → sáb 4 de julio, 10:00 a. m.",
        "jue 31 de diciembre, 10:00 p. m. → vie 1 de enero de 2027, 1:00 a. m.",
    ]


@pytest.mark.parametrize(("language", "told"), [("en", "A, B and C"), ("es", "A, B y C")])
def test_names_in_a_row(language: str, told: str) -> None:
    assert speech(language).listed(["A", "B", "C"]) == told
    assert speech(language).listed(["A"]) == "A"
