"""The environment of the crew notifier."""

from pydantic import BaseModel, ConfigDict, Field


class NotifierSettings(BaseModel):
    model_config = ConfigDict(frozen=True, extra="ignore")

    table: str = Field(alias="SCC_TABLE", min_length=1)
    guest_site_url: str = Field(alias="GUEST_SITE_URL", pattern=r"^https?://")
    jobs_queue_url: str = Field(alias="JOBS_QUEUE_URL", min_length=1)
    mail_from: str = Field(alias="MAIL_FROM", min_length=3)
    mail_configuration_set: str = Field(alias="MAIL_CONFIGURATION_SET", min_length=1)
    """SES tells what became of the mails that are sent with it."""
    mail_reply_to: str = Field(alias="MAIL_REPLY_TO", min_length=3)
