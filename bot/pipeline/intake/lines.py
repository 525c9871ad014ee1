"""The lines of the cleaned text and what each of them is there for."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum, auto

from bot.pipeline.intake.traced import Span


class Role(Enum):
    """What a line is there for; only BODY and SUBJECT lines can hold facts, UNREAD ones are too long."""

    BODY = auto()
    BLANK = auto()
    SUBJECT = auto()
    HEADER = auto()
    RULE = auto()
    SIGNATURE = auto()
    CHAT = auto()
    FURNITURE = auto()
    UNREAD = auto()


@dataclass(frozen=True, slots=True)
class Line:
    """One line of the cleaned text."""

    span: Span
    role: Role

    @property
    def tells(self) -> bool:
        """Whether the line can hold facts."""
        return self.role in (Role.BODY, Role.SUBJECT)
