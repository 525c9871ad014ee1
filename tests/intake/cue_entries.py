"""The words of `cues.toml` one by one, and the reader without one of them."""

from __future__ import annotations

import ast
import functools
import importlib
import inspect
import pkgutil
import re
import sys
import tomllib
from collections.abc import Iterator, Mapping, Set
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path
from types import CodeType, ModuleType
from typing import Any, NamedTuple
from unittest.mock import patch

from bot.pipeline import intake
from bot.pipeline.intake import cues, personal, read, vocabulary
from bot.pipeline.intake.redact import redact
from tests.intake.cards import TODAY
from tests.intake.vocabulary_entries import samples

STAGES = tuple(
    importlib.import_module(f"{intake.__name__}.{each.name}") for each in pkgutil.iter_modules(intake.__path__)
)
_MADE_WITH = ("cued", "cue_words")
_NAMES = re.compile(r"\{+!?([a-z_]+)\}+|cue(?:s|_words)\(([^()]*)\)")


class Cue(NamedTuple):
    """One word of one language."""

    name: str
    language: str
    word: str


@dataclass(frozen=True)
class Made:
    """A pattern or a set of a stage that is made of cues when the stage is imported."""

    stage: ModuleType
    name: str
    source: CodeType
    cues: frozenset[str]


CUES = tuple(
    Cue(name, language, word)
    for name, words in cues.languages().items()
    for language, in_language in words.items()
    for word in in_language
)


def names_in(source: str) -> set[str]:
    """The cues that a piece of code names."""
    found = (match[1] or match[2] for match in _NAMES.finditer(source))
    return {name for text in found for name in re.findall(r"[a-z_]+", text)} & cues.languages().keys()


@functools.cache
def made() -> tuple[Made, ...]:
    found = []
    for stage in STAGES:
        source = inspect.getsource(stage)
        for statement in ast.parse(source).body:
            if isinstance(statement, ast.Assign) and isinstance(statement.targets[0], ast.Name):
                code = ast.get_source_segment(source, statement.value) or ""
                if any(f"{maker}(" in code for maker in _MADE_WITH):
                    compiled = compile(code, stage.__name__, "eval")
                    found.append(Made(stage, statement.targets[0].id, compiled, frozenset(names_in(code))))
    return tuple(found)


@functools.cache
def _named() -> Mapping[str, Set[str]]:
    """The cues that each stage names."""
    return {stage.__name__: names_in(inspect.getsource(stage)) for stage in STAGES}


@contextmanager
def without(cue: Cue) -> Iterator[None]:
    """The reader as it is where the word stands in no table."""
    whole = cues.cues

    def fewer(name: str) -> tuple[str, ...]:
        return tuple(word for word in whole(name) if (name, word) != (cue.name, cue.word)) or ("(?!)",)

    with ExitStack() as changed:
        for stage in STAGES:
            if vars(stage).get("cues") is whole:
                changed.enter_context(patch.object(stage, "cues", fewer))
        changed.enter_context(remade({cue.name}))
        forget(cue.name)
        yield
    forget(cue.name)


@contextmanager
def remade(names: Set[str]) -> Iterator[None]:
    """The stages with what they made of these cues made anew."""
    with ExitStack() as changed:
        for each in made():
            if names & each.cues:
                _replace(changed, vars(each.stage)[each.name], eval(each.source, vars(each.stage)))  # noqa: S307
        yield


def _replace(changed: ExitStack, old: Any, new: Any) -> None:
    for stage in STAGES:
        for name, value in vars(stage).items():
            if value is old:
                changed.enter_context(patch.object(stage, name, new))


def forget(cue: str | None = None) -> None:
    """Empties what the stages remember; with a cue not what is dear to make and of a stage that does not name it."""
    for stage in STAGES:
        for function in vars(stage).values():
            if isinstance(function, functools._lru_cache_wrapper) and function is not vocabulary.vocabulary:
                is_made_once = function.cache_parameters()["maxsize"] is None
                if cue is None or not is_made_once or cue in _named()[function.__module__]:
                    function.cache_clear()


TEXTS: Mapping[str, list[str]] = {
    name: words["texts"]
    for name, words in tomllib.loads(Path(__file__).with_name("cue_texts.toml").read_text("utf-8")).items()
}
"""By cue, the texts that are read otherwise without a word of it; the word stands in the place of ``{}``."""


_OF_NAMES = names_in(inspect.getsource(personal))
"""The cues by which names are found that are to be replaced, also where no booking is read."""


def makes_a_difference(cue: Cue) -> bool:
    """Whether one of the cue's texts is read, or redacted, otherwise where the word stands in no table."""
    forms = samples(re.sub(r"\\w[*+]", "ed", cue.word))
    texts = {text.replace("{}", form) for text in TEXTS.get(cue.name, ()) for form in (*forms, forms[0].title())}
    before = {text: _made_of(text, cue) for text in texts}
    with without(cue):
        return any(_made_of(text, cue) != made_of for text, made_of in before.items())


def _made_of(text: str, cue: Cue) -> tuple[str, str]:
    return repr(read(text, today=TODAY)), redact(text, today=TODAY).text if cue.name in _OF_NAMES else ""


if __name__ == "__main__":
    for name in sys.argv[1:] or cues.languages():
        dead = [cue.word for cue in CUES if cue.name == name and not makes_a_difference(cue)]
        if dead:
            print(f"{name}: no difference made by {dead}")
