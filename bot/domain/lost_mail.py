"""A mail that did not arrive, as the mail service tells it."""

from pydantic import BaseModel, ConfigDict

from bot.domain.charter import CrewId, MailStop


class LostMail(BaseModel):
    model_config = ConfigDict(frozen=True, hide_input_in_errors=True)

    event_id: str
    """ShipCaptainCrew's."""
    crew_id: CrewId
    kind: str
    asked_version: int
    message_id: str
    """What the mail service calls the mail."""
    address: str
    why: MailStop
