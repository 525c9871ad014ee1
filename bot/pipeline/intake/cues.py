"""The small words beside a fact, by language, from `cues.toml`; patterns hold them by name."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping
from functools import cache
from importlib import resources

_NAMED = re.compile(r"\{([a-z_]+)\}")
_NOT_BEHIND = re.compile(r"\{!([a-z_]+)\}")


def cued(frame: str, flags: int = 0) -> re.Pattern[str]:
    """The pattern with the words of every language for each `{name}`, and a place behind none of them for `{!name}`."""
    framed = _NOT_BEHIND.sub(lambda name: "".join(rf"(?<!\b{word})" for word in cues(name[1])), frame)
    return re.compile(_NAMED.sub(lambda name: "|".join(cues(name[1])), framed), flags)


def cue_words(*names: str) -> frozenset[str]:
    """The words by these names."""
    return frozenset(word for name in names for word in cues(name))


@cache
def cues(name: str) -> tuple[str, ...]:
    """The words by this name, those of each language behind those of the one before."""
    return tuple(word for words in languages()[name].values() for word in words)


@cache
def languages() -> Mapping[str, Mapping[str, list[str]]]:
    """The words by name and language."""
    return tomllib.loads(resources.files("bot.pipeline.intake").joinpath("cues.toml").read_text("utf-8"))
