"""What was done to a charter, and what was refused: names of fields, never a guest's values."""

from typing import NamedTuple

from pydantic import AwareDatetime, BaseModel, ConfigDict

from bot.domain.charter import Change, SlackUser


class Denied(BaseModel):
    """Somebody tried what they may not do."""

    model_config = ConfigDict(frozen=True)

    denied: str
    """The wish, as the command names it."""
    by: SlackUser
    at: AwareDatetime


class Trail(NamedTuple):
    """The newest entries first; `older` where there are more."""

    entries: tuple[Change | Denied, ...]
    older: bool = False
