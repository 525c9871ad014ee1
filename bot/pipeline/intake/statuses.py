"""Says which status a few words name."""

from __future__ import annotations

import re
from functools import lru_cache

from bot.pipeline.intake.cues import cued
from bot.pipeline.intake.vocabulary import REMEMBERED, key, vocabulary

SYMBOLS = re.compile(r"\s*[\u2190-\u2bff\U0001f000-\U0001faff\ufe0f]+\s*")
"""Pictures and arrows between words."""
_EDGES = re.compile(r"^[^\w(]+|[^\w).]+$")
_TWICE = re.compile(r"\s[/|]\s")
"""Between two languages."""
_BY_OR_ON = cued(r" (?:{behind_a_status}) ")
_LONGEST_STATUS = 60


@lru_cache(REMEMBERED)
def status_of(text: str) -> str | None:
    """The status that the words name if they do nothing else."""
    words = vocabulary().status_words
    if text.rstrip().endswith("?"):
        return None
    parts = SYMBOLS.split(text) if len(text) < _LONGEST_STATUS else []
    for part in parts if len(parts) > 1 else ():
        if key(part) in words:
            return words[key(part)]
    both = {words.get(key(part)) for part in _TWICE.split(text)} if len(text) < _LONGEST_STATUS else set()
    if len(both) == 1 and None not in both:
        return both.pop()
    bare = key(_EDGES.sub("", text).replace("_", " ").replace(".", " "))
    if bare in words:
        return words[bare]
    head = key(re.split(r"\s[-–—(·|]|,|[!.]\s", _EDGES.sub("", text), maxsplit=1)[0])
    if len(text) >= _LONGEST_STATUS:
        return None
    over = words.get(_BY_OR_ON.split(head, maxsplit=1)[0])
    return words.get(head) or (over if over in ("cancelled", "void_request") else None)
