"""Text that remembers where each of its characters stood in the text it was made from."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Traced:
    """Cleaned text; character i was made from the original's characters `starts[i]` up to `ends[i]`."""

    text: str
    starts: Sequence[int]
    ends: Sequence[int]

    @classmethod
    def of(cls, original: str) -> Traced:
        """The original, unchanged."""
        return cls(original, range(len(original)), range(1, len(original) + 1))

    def place(self, start: int, end: int) -> tuple[int, int]:
        """The original's offsets of the piece `start` to `end`."""
        if start >= end:
            return (0, 0)
        return self.starts[start], self.ends[end - 1]

    def head(self, length: int) -> Traced:
        """Its first `length` characters."""
        return Traced(self.text[:length], self.starts[:length], self.ends[:length])

    def sub(self, pattern: re.Pattern[str], replace: Callable[[re.Match[str]], str] | str) -> Traced:
        """The text with each match replaced; every new character stands for the whole match."""
        matches = list(pattern.finditer(self.text))
        if not matches:
            return self
        pieces: list[str] = []
        starts: list[int] = []
        ends: list[int] = []
        done = 0
        for match in matches:
            begin, stop = match.span()
            new = replace if isinstance(replace, str) else replace(match)
            pieces += self.text[done:begin], new
            starts += self.starts[done:begin]
            ends += self.ends[done:begin]
            if stop > begin:
                starts += [self.starts[begin]] * len(new)
                ends += [self.ends[stop - 1]] * len(new)
            done = stop
        pieces.append(self.text[done:])
        starts += self.starts[done:]
        ends += self.ends[done:]
        return Traced("".join(pieces), starts, ends)


@dataclass(frozen=True, slots=True)
class Span:
    """A piece of the cleaned text; `at` is its offset there."""

    text: str
    at: int

    @property
    def end(self) -> int:
        """Offset behind the last character."""
        return self.at + len(self.text)

    def cut(self, start: int, end: int | None = None) -> Span:
        """The part from `start` to `end` (offsets within this piece), without white space round it."""
        part = self.text[start:end]
        lead = len(part) - len(part.lstrip())
        return Span(part.strip(), self.at + start + lead)

    def strip(self, characters: str = "") -> Span:
        """The piece without white space and the given characters at its ends."""
        drop = characters + " \t\n"
        part = self.text.lstrip(drop)
        return Span(part.rstrip(drop), self.at + len(self.text) - len(part))
