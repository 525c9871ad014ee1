"""The function behind Slack's request URLs. What needs AWS is imported where a charter is first looked at."""

import os
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

from bot.adapters.feed_address import feed_address
from bot.app import build_app
from bot.front_door import front_door
from bot.handlers.office import Office
from bot.pipeline.desk import FrontDesk
from bot.pipeline.roster_desk import RosterDesk
from bot.ports import Blocks, Clock, Feeds, Season, Settings
from bot.settings import SlackSettings
from bot.wiring import Handler, settings_of
from runtime.clock import charter_clock
from runtime.secrets import function_secrets

if TYPE_CHECKING:
    from mypy_boto3_dynamodb import DynamoDBClient

    from bot.adapters.sqs_jobs import SqsJobs


def slack_function() -> Handler:
    environment = SlackSettings.model_validate(dict(os.environ))
    secrets = function_secrets()
    opened = _OnDemand(environment, settings_of(environment), charter_clock())
    office = Office(
        opened.settings,
        opened.clock,
        opened.desk,
        opened.season,
        opened.blocks,
        opened.roster,
        opened.feeds,
        feed_address(environment.calendar_api_url),
    )
    app = build_app(office, lambda: secrets()["slack_bot_token"], environment.slack_api_url)
    return front_door(app, lambda: secrets()["slack_signing_secret"])


@dataclass(frozen=True)
class _OnDemand:
    """What the office opens when it is first asked for."""

    environment: SlackSettings
    settings: Settings
    clock: Clock

    def desk(self) -> FrontDesk:
        from bot.adapters.dynamo_charters import DynamoCharters
        from bot.adapters.dynamo_drafts import DynamoDrafts
        from bot.adapters.dynamo_titles import DynamoTitles

        client, table = self._dynamodb, self._table
        return FrontDesk(
            DynamoCharters(client, table),
            DynamoDrafts(client, table),
            DynamoTitles(client, table),
            self._jobs,
            self.settings,
            self.clock,
        )

    def season(self) -> Season:
        from bot.adapters.dynamo_season import DynamoSeason

        return DynamoSeason(self._dynamodb, self._table)

    def blocks(self) -> Blocks:
        from bot.adapters.dynamo_blocks import DynamoBlocks

        return DynamoBlocks(self._dynamodb, self._table)

    def roster(self) -> RosterDesk:
        from bot.adapters.dynamo_roster import DynamoRoster

        return RosterDesk(DynamoRoster(self._dynamodb, self._table), self._jobs, self.settings, self.clock)

    def feeds(self) -> Feeds:
        from bot.adapters.dynamo_feeds import DynamoFeeds

        return DynamoFeeds(self._dynamodb, self._table)

    @property
    def _table(self) -> str:
        return self.environment.charters_table

    @cached_property
    def _dynamodb(self) -> "DynamoDBClient":
        from runtime.aws import WHILE_SLACK_WAITS, aws_client

        client: DynamoDBClient = aws_client("dynamodb", WHILE_SLACK_WAITS)
        return client

    @cached_property
    def _jobs(self) -> "SqsJobs":
        from bot.adapters.sqs_jobs import SqsJobs
        from runtime.aws import WHILE_SLACK_WAITS, aws_client

        return SqsJobs(aws_client("sqs", WHILE_SLACK_WAITS), self.environment.jobs_queue_url)
