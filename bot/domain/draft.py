"""A pasted text on its way to becoming a charter: kept for the review, gone after fourteen days."""

from pydantic import AwareDatetime, BaseModel, ConfigDict

from bot.domain.charter import SlackUser

KEPT_DAYS = 14


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
    read: dict[str, str | None]
    """The review's fields as they were read, in the form in which the modal gives them back."""
    questions: tuple[Question, ...] = ()
    reasons: dict[str, str] = {}
    """A sentence by field of the review: why it holds what it holds, or nothing."""
