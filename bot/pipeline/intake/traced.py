"""Text that remembers where each of its characters stood in the text it was made from."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import NamedTuple

_ASCII = 0x7F


@dataclass(frozen=True, slots=True)
class _Pass:
    """Replacements made in one go: where each began and ended before it and after it."""

    begins: Sequence[int]
    ends: Sequence[int]
    new_begins: Sequence[int]
    new_ends: Sequence[int]

    def before(self, at: int) -> tuple[int, int]:
        """The first and the last of the characters before it of which the character `at` behind it was made."""
        number = bisect_right(self.new_begins, at) - 1
        if number < 0:
            return at, at
        if at < self.new_ends[number]:
            return self.begins[number], self.ends[number] - 1
        same = at - self.new_ends[number] + self.ends[number]
        return same, same


@dataclass(frozen=True)
class Traced:
    """Cleaned text and the passes that cleaned it, the last one first."""

    text: str
    passes: tuple[_Pass, ...] = ()

    def place(self, start: int, end: int) -> tuple[int, int]:
        """The original's offsets of the piece `start` to `end`."""
        if start >= end:
            return (0, 0)
        first, last = start, end - 1
        for done in self.passes:
            first, last = done.before(first)[0], done.before(last)[1]
        return first, last + 1

    @cached_property
    def starts(self) -> Sequence[int]:
        """For each character where in the original that begins of which it was made."""
        return [self.place(at, at + 1)[0] for at in range(len(self.text))]

    @cached_property
    def ends(self) -> Sequence[int]:
        """For each character where in the original that ends of which it was made."""
        return [self.place(at, at + 1)[1] for at in range(len(self.text))]

    def head(self, length: int) -> Traced:
        """Its first `length` characters."""
        return Traced(self.text[:length], self.passes)

    def swap(self, table: Mapping[int, int]) -> Traced:
        """The text with signs replaced by others, one by one."""
        return self if self.text.isascii() and min(table) > _ASCII else Traced(self.text.translate(table), self.passes)

    def sub(self, pattern: re.Pattern[str], replace: Callable[[re.Match[str]], str] | str) -> Traced:
        """The text with each match replaced; every new character stands for the whole match."""
        pieces: list[str] = []
        begins: list[int] = []
        ends: list[int] = []
        new_begins: list[int] = []
        new_ends: list[int] = []
        done = length = 0
        for match in pattern.finditer(self.text):
            begin, end = match.span()
            new = replace if isinstance(replace, str) else replace(match)
            pieces += self.text[done:begin], new
            length += begin - done
            begins.append(begin)
            ends.append(end)
            new_begins.append(length)
            length += len(new)
            new_ends.append(length)
            done = end
        if not begins:
            return self
        pieces.append(self.text[done:])
        return Traced("".join(pieces), (_Pass(begins, ends, new_begins, new_ends), *self.passes))


class Span(NamedTuple):
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
        bare = part.lstrip()
        return Span(bare.rstrip(), self.at + start + len(part) - len(bare))

    def strip(self, characters: str = "") -> Span:
        """The piece without white space and the given characters at its ends."""
        drop = characters + " \t\n"
        part = self.text.lstrip(drop)
        return Span(part.rstrip(drop), self.at + len(self.text) - len(part))
