"""The environment of each of the bot's functions. Secrets are not in it: `runtime.secrets` reads them by name."""

from typing import Annotated

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field

from bot.domain.charter import SlackUser

SLACK_API_URL = "https://slack.com/api/"


def _listed(value: object) -> object:
    return [part.strip() for part in value.split(",") if part.strip()] if isinstance(value, str) else value


class _Environment(BaseModel):
    model_config = ConfigDict(frozen=True, extra="ignore")

    charters_table: str = Field(alias="CHARTERS_TABLE")
    """The bot's DynamoDB table."""
    jobs_queue_url: str = Field(alias="JOBS_QUEUE_URL")
    """The FIFO queue between the Slack function, the crew notifier and the worker."""
    charters_channel: str = Field(alias="CHARTERS_CHANNEL", pattern=r"^[CG][A-Z0-9]+$")
    """Id (not the name) of the Slack channel in which charters are followed."""
    operators: Annotated[frozenset[SlackUser], BeforeValidator(_listed)] = Field(alias="OPERATORS")
    """Slack user ids of those who may do what operators do, separated by commas."""
    calendar_api_url: str = Field(alias="CALENDAR_API_URL")
    """The calendar's execute-api address, never one behind CloudFront. People subscribe to their feeds there."""
    slack_api_url: str = Field(default=SLACK_API_URL, alias="SLACK_API_URL")
    """Another address for Slack's Web API; only on one machine."""


class SlackSettings(_Environment):
    """The Slack function."""


class WorkerSettings(_Environment):
    """The worker."""

    scc_api_url: str = Field(alias="SCC_API_URL")
    """ShipCaptainCrew's execute-api address, never one behind CloudFront."""
    guest_site_url: str = Field(alias="GUEST_SITE_URL")
    """Where guests and crew find their pages."""
    guest_bucket: str = Field(alias="GUEST_BUCKET")
    """The bucket behind the guest site."""
    photos_origin: str = Field(alias="PHOTOS_ORIGIN", pattern=r"^https?://[A-Za-z0-9.:-]+$")
    """The origin of the bucket of guests' photos: what a guest page may send to and show pictures from."""


class SignalsSettings(BaseModel):
    """The signals."""

    model_config = ConfigDict(frozen=True, extra="ignore")

    scc_api_url: str = Field(alias="SCC_API_URL")
    """ShipCaptainCrew's execute-api address, never one behind CloudFront."""
