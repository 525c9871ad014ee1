"""A pasted text on its way to becoming a charter: kept for the review, gone after fourteen days."""

import datetime as dt
import secrets

from pydantic import AwareDatetime, BaseModel, ConfigDict

from bot.domain.charter import Operator, SlackUser

KEPT_DAYS = 14
DRAFT_GONE = "This review is too old: I no longer have its text. Please paste it again."
OFFERED = dt.timedelta(hours=24)
"""How long a review that was closed is offered again."""


def new_paste_id(now: dt.datetime) -> str:
    """Ids in the order of time, none to be guessed."""
    return first_id_since(now) + secrets.token_hex(10)


def draft_id_of(paste_id: str, number: int) -> str:
    """Of a paste's booking of that number: whoever reads the same paste again comes to the same drafts."""
    return f"{paste_id}-{number}"


def first_id_since(moment: dt.datetime) -> str:
    """What every draft of that second or later comes after."""
    return f"{int(moment.timestamp()):010x}"


class Question(BaseModel):
    """Something about the reading that an operator must settle before it can become a charter."""

    model_config = ConfigDict(frozen=True, hide_input_in_errors=True)

    code: str
    fields: tuple[str, ...]
    sentence: str
    confirm: str

    @property
    def name(self) -> str:
        """Tells two questions of the same code apart; the value of its tick box."""
        return f"{self.code}:{','.join(self.fields)}"


class Draft(BaseModel):
    model_config = ConfigDict(frozen=True, hide_input_in_errors=True)

    draft_id: str
    by: SlackUser
    at: AwareDatetime
    text: str
    """The pasted text; empty where it held several bookings, so that one guest can be forgotten alone."""
    read: dict[str, str | None]
    """The review's fields as they were read, in the form in which the modal gives them back."""
    questions: tuple[Question, ...] = ()
    reasons: dict[str, str] = {}
    """A sentence by field of the review: why it holds what it holds, or nothing."""
    following: tuple[str, ...] = ()
    """The drafts of the further bookings of the same paste, to be reviewed after this one."""
    booked: bool = False


class PastedFile(BaseModel):
    """A file that came with a paste, as Slack describes it."""

    model_config = ConfigDict(frozen=True, hide_input_in_errors=True)

    name: str
    kind: str
    """Slack's ``filetype``, in small letters."""
    mimetype: str = ""
    size: int = 0
    """Bytes."""
    url: str = ""
    """Where it is fetched, with the bot's token."""
    plain_text: str | None = None
    """The text that Slack itself took from a forwarded mail."""


class Source(BaseModel):
    """A paste with files, on its way to being read; the modal `view_id` waits for it."""

    model_config = ConfigDict(frozen=True, hide_input_in_errors=True)

    source_id: str
    by: Operator
    view_id: str
    text: str
    files: tuple[PastedFile, ...]
