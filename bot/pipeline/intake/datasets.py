"""Opens booking data that was pasted as JSON: each key becomes a label on a line of its own."""

from __future__ import annotations

import json
import re

from bot.pipeline.intake.traced import Traced
from bot.pipeline.intake.vocabulary import key, vocabulary

_OBJECT = re.compile(r'(?m)^[ \t]{0,9}[\[{]\s{0,9}[{"]')
_TOKEN = re.compile(
    r'"(?P<words>(?:[^"\\]|\\[\s\S])*+)(?:"|\\?\Z)(?P<colon>\s*:\s*)?|(?P<open>[{\[])|(?P<close>[}\]])|,|\bnull\b'
)
_HUMP = re.compile(r"(?<=[a-z])(?=[A-Z])|[_.-]")
_FEWEST_KEYS = 4


def open_data(page: Traced) -> Traced:
    """The page as labelled lines where it is a JSON object or a list of them; other pages are returned unchanged."""
    begin = _OBJECT.search(page.text)
    if not begin or page.text.count('":') + page.text.count('" :') < _FEWEST_KEYS:
        return page
    return page.sub(_TOKEN, _Walk(begin.start()))


class _Walk:
    """Replaces the marks of JSON one after the other, and remembers in which object it is."""

    def __init__(self, begin: int) -> None:
        self.begin = begin
        self.path: list[str] = []
        self.name = ""

    def __call__(self, token: re.Match[str]) -> str:
        if token.start() < self.begin:
            return token[0]
        if token["colon"]:
            self.name = token["words"]
            return f"\n{self._label()}: "
        if token["words"] is not None:
            return _plain(token[0])
        if token["open"]:
            self.path.append(self.name)
            self.name = ""
            return "\n\n" if token["open"] == "{" and not any(self.path) else ""
        if token["close"] and self.path:
            self.path.pop()
        return ""

    def _label(self) -> str:
        """The key as words, with the key of its object in front where the two together are a label."""
        name = _HUMP.sub(" ", self.name)
        outer = _HUMP.sub(" ", self.path[-1]) if self.path else ""
        both = f"{outer} {name}".strip()
        if key(name) == "event":
            return "status"
        return both if outer and (key(both) in vocabulary().labels or key(name) in ("id", "type")) else name


def _plain(words: str) -> str:
    try:
        return str(json.loads(words)).replace("\n", " ")
    except ValueError:
        return words.strip('"')
