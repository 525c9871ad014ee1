"""The values that pass between the stages: what a text states, what was made of it, and what is in doubt."""

from __future__ import annotations

from dataclasses import dataclass, field

from bot.pipeline.intake.reading import ProblemCode, Value
from bot.pipeline.intake.traced import Span


@dataclass(frozen=True, slots=True)
class Statement:
    """A piece of text that speaks of `about`; tier 0 labelled, 1 in a platform's sentence, 2 on its own, 3 prose."""

    about: str
    span: Span
    tier: int
    why: str


@dataclass(frozen=True, slots=True)
class Fact:
    """A value and the words it was read from."""

    value: Value
    span: Span
    why: str


@dataclass(frozen=True, slots=True)
class Doubt:
    """A problem before it is put into words; `detail` is what its sentence names."""

    code: ProblemCode
    fields: tuple[str, ...]
    detail: str = ""


@dataclass(slots=True)
class Facts:
    """What the resolvers have made of one booking; filled by one resolver after the other."""

    values: dict[str, Fact] = field(default_factory=dict)
    doubts: list[Doubt] = field(default_factory=list)

    def settle(self, name: str, facts: list[Fact]) -> None:
        """Take the value that all of the facts agree on; values that differ are a doubt and no value."""
        if not facts:
            return
        if len({_comparable(fact.value) for fact in facts}) == 1:
            self.values[name] = facts[0]
        else:
            self.doubts.append(Doubt(ProblemCode.CONFLICTING_VALUES, (name,), _listed(facts)))


def _comparable(value: Value) -> Value:
    return value.casefold() if isinstance(value, str) else value


def _listed(facts: list[Fact]) -> str:
    distinct = list(dict.fromkeys(" ".join(fact.span.text.split())[:60] for fact in facts))
    return " and ".join(f"“{words}”" for words in distinct[:3])
