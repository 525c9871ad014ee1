"""The words a guest agrees to. They have no version but themselves: other words, another version."""

import hashlib
import tomllib
from collections.abc import Mapping
from functools import cache
from pathlib import Path

from contracts.photos import ConsentWords

_FILE = Path(__file__).with_name("consents.toml")
THE_BOAT = "the boat"


def consent_words(boat_name: str | None) -> dict[str, ConsentWords]:
    """By language."""
    return {language: _said(words, boat_name or THE_BOAT) for language, words in _catalogue().items()}


def _said(words: Mapping[str, str], boat_name: str) -> ConsentWords:
    share, publish = words["share"].format(boat=boat_name), words["publish"].format(boat=boat_name)
    version = hashlib.sha256(f"{share}\n{publish}".encode()).hexdigest()[:12]
    return ConsentWords(version=version, share=share, publish=publish)


@cache
def _catalogue() -> Mapping[str, Mapping[str, str]]:
    return tomllib.loads(_FILE.read_text(encoding="utf-8"))
