"""What can go wrong, classed by who must act.

CharterError
├── Rejected(code)   the person is told what to do, in the place they are looking at
├── Retryable        a passing reason: the step is due again later
│   └── Mendable     the owner of the workspace has to mend something first, and is told what
└── Fatal            the step rests as failed with its reason, and the thread offers Retry
"""

import secrets

REFERENCE_LETTERS = "23456789ABCDEFGHJKMNPQRSTVWXYZ"


def new_reference() -> str:
    """Six characters a person can read out and an operator can find in the logs."""
    return "".join(secrets.choice(REFERENCE_LETTERS) for _ in range(6))


class CharterError(Exception):
    """The root of the tree."""


class Rejected(CharterError):
    """A wish that cannot be granted. ``field`` names the form field it belongs to, where there is one."""

    def __init__(self, code: str, sentence: str, field: str | None = None) -> None:
        super().__init__(sentence)
        self.code = code
        self.sentence = sentence
        self.field = field


class Retryable(CharterError):
    """Another system did not answer, or asked to wait. ``wait_seconds`` is its own wish, where it named one."""

    def __init__(self, system: str, detail: str, wait_seconds: float | None = None) -> None:
        super().__init__(f"{system}: {detail}")
        self.system = system
        self.detail = detail
        self.wait_seconds = wait_seconds


class Mendable(Retryable):
    """The workspace keeps the bot from speaking. `code` is Slack's word for it, `needed` a permission that lacks."""

    def __init__(self, system: str, code: str, needed: str = "") -> None:
        super().__init__(system, f"{code} {needed}".strip())
        self.code = code
        self.needed = needed


class Fatal(CharterError):
    """Another system refused for good; trying again without a change will not help."""

    def __init__(self, system: str, detail: str) -> None:
        super().__init__(f"{system}: {detail}")
        self.system = system
        self.detail = detail
