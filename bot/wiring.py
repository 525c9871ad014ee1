"""The composition root: environment -> settings -> adapters -> one function.

Imports are local: each function loads only what it uses.
"""

import os
import time
from collections.abc import Callable, Mapping
from functools import cache
from typing import TYPE_CHECKING, Any

from bot.adapters.toml_fleet import load_fleet
from bot.ports import Settings
from bot.settings import SlackSettings, WorkerSettings
from runtime.clock import charter_clock
from runtime.secrets import function_secrets

if TYPE_CHECKING:
    from mypy_boto3_dynamodb import DynamoDBClient

    from bot.adapters.sqs_jobs import SqsJobs
    from bot.pipeline.desk import FrontDesk
    from bot.pipeline.roster_desk import RosterDesk
    from bot.ports import Blocks, Season

Handler = Callable[[Mapping[str, Any], object], Any]


def slack_function() -> Handler:
    """The function behind Slack's request URLs. Loads no AWS library until a charter is looked at."""
    from bot.app import build_app
    from bot.front_door import front_door
    from bot.handlers.office import Office

    environment = SlackSettings.model_validate(dict(os.environ))
    secrets = function_secrets()
    clock = charter_clock()
    settings = _settings(environment)

    @cache
    def dynamodb() -> "DynamoDBClient":
        from runtime.aws import WHILE_SLACK_WAITS, aws_client

        client: DynamoDBClient = aws_client("dynamodb", WHILE_SLACK_WAITS)
        return client

    @cache
    def jobs() -> "SqsJobs":
        from bot.adapters.sqs_jobs import SqsJobs
        from runtime.aws import WHILE_SLACK_WAITS, aws_client

        return SqsJobs(aws_client("sqs", WHILE_SLACK_WAITS), environment.jobs_queue_url)

    def open_desk() -> "FrontDesk":
        from bot.adapters.dynamo_charters import DynamoCharters
        from bot.adapters.dynamo_drafts import DynamoDrafts
        from bot.adapters.dynamo_titles import DynamoTitles
        from bot.pipeline.desk import FrontDesk

        table = environment.charters_table
        return FrontDesk(
            charters=DynamoCharters(dynamodb(), table),
            drafts=DynamoDrafts(dynamodb(), table),
            titles=DynamoTitles(dynamodb(), table),
            jobs=jobs(),
            settings=settings,
            clock=clock,
        )

    def open_season() -> "Season":
        from bot.adapters.dynamo_season import DynamoSeason

        return DynamoSeason(dynamodb(), environment.charters_table)

    def open_blocks() -> "Blocks":
        from bot.adapters.dynamo_blocks import DynamoBlocks

        return DynamoBlocks(dynamodb(), environment.charters_table)

    def open_roster() -> "RosterDesk":
        from bot.adapters.dynamo_roster import DynamoRoster
        from bot.pipeline.roster_desk import RosterDesk

        return RosterDesk(DynamoRoster(dynamodb(), environment.charters_table), jobs(), settings, clock)

    office = Office(settings, clock, open_desk, open_season, open_blocks, open_roster)
    app = build_app(office, lambda: secrets()["slack_bot_token"], environment.slack_api_url)
    return front_door(app, lambda: secrets()["slack_signing_secret"])


def worker_function() -> Handler:
    """The function that does the work: jobs of the queue, and the tick of each minute."""
    import httpx

    from bot.adapters.dynamo_blocks import DynamoBlocks
    from bot.adapters.dynamo_charters import DynamoCharters
    from bot.adapters.dynamo_drafts import DynamoDrafts
    from bot.adapters.dynamo_roster import DynamoRoster
    from bot.adapters.dynamo_season import DynamoSeason
    from bot.adapters.dynamo_titles import DynamoTitles
    from bot.adapters.http_api import HttpApi
    from bot.adapters.http_calendar import HttpCalendar
    from bot.adapters.http_crew_events import HttpCrewEvents
    from bot.adapters.s3_guest_site import S3GuestSite
    from bot.adapters.slack_chat import SlackChat
    from bot.adapters.slack_files import SlackFilesAdapter
    from bot.adapters.sqs_jobs import SqsJobs
    from bot.pipeline.blocking import BlockKeeper
    from bot.pipeline.crew_notice import CrewNotice
    from bot.pipeline.desk import FrontDesk
    from bot.pipeline.files import FileReader
    from bot.pipeline.homes import Homes
    from bot.pipeline.messenger import Messenger
    from bot.pipeline.pasting import Pasting
    from bot.pipeline.reconcile import Reconciler
    from bot.pipeline.roster_keeper import RosterKeeper
    from bot.pipeline.steps import CalendarStep, CrewEventStep, GuestPageStep
    from bot.views import block_modal
    from bot.views.guest_page import guest_page
    from bot.views.home import home
    from bot.views.notices import SlackNotices
    from bot.views.opened import opened_view
    from bot.views.roster_notices import roster_notice
    from bot.worker import Worker
    from runtime.aws import aws_client

    environment = WorkerSettings.model_validate(dict(os.environ))
    secrets = function_secrets()
    clock = charter_clock()
    settings = _settings(environment)
    http = httpx.Client()

    def api(system: str, setting: str, address: str, key_header: str, secret: str) -> HttpApi:
        return HttpApi(system, setting, address, key_header, lambda: secrets()[secret], http)

    calendar = HttpCalendar(
        api("the calendar", "CALENDAR_API_URL", environment.calendar_api_url, "X-Dashboard-Token", "dashboard_token")
    )
    crew_events = HttpCrewEvents(
        api("the crew system", "SCC_API_URL", environment.scc_api_url, "X-Service-Key", "service_key")
    )
    site = S3GuestSite(aws_client("s3"), environment.guest_bucket, environment.guest_site_url)
    charters = DynamoCharters(aws_client("dynamodb"), environment.charters_table)
    chat = SlackChat(token=lambda: secrets()["slack_bot_token"], base_url=environment.slack_api_url)
    jobs = SqsJobs(aws_client("sqs"), environment.jobs_queue_url)
    messenger = Messenger(
        charters=charters,
        chat=chat,
        view=SlackNotices(settings.operators, settings.channel),
        channel=settings.channel,
        real_seconds=time.time,
    )
    drafts = DynamoDrafts(charters.client, charters.table)
    desk = FrontDesk(charters, drafts, DynamoTitles(charters.client, charters.table), jobs, settings, clock)
    files = FileReader(
        SlackFilesAdapter(lambda: secrets()["slack_bot_token"], http, environment.slack_api_url),
        drafts,
        Pasting(desk),
        lambda opened: opened_view(opened, settings.fleet, clock()),
    )
    homes = Homes(
        season=DynamoSeason(charters.client, charters.table),
        charters=charters,
        drafts=drafts,
        calendar=calendar,
        tabs=chat,
        view=home,
        jobs=jobs,
        settings=settings,
        clock=clock,
        real_seconds=time.time,
    )
    reconciler = Reconciler(
        charters=charters,
        drafts=drafts,
        steps=(CalendarStep(calendar), CrewEventStep(crew_events), GuestPageStep(site, guest_page)),
        crew_notice=CrewNotice(messenger, crew_events),
        crew_events=crew_events,
        messenger=messenger,
        homes=homes,
        settings=settings,
        clock=clock,
    )
    blocks = BlockKeeper(
        DynamoBlocks(charters.client, charters.table), calendar, chat, block_modal.refused, settings, clock
    )
    roster = RosterKeeper(
        book=DynamoRoster(charters.client, charters.table),
        charters=charters,
        crew_events=crew_events,
        directory=chat,
        chat=chat,
        view=roster_notice,
        settings=settings,
        clock=clock,
        real_seconds=time.time,
    )
    return Worker(reconciler, files, blocks, homes, roster, charters, jobs, clock).handle


def _settings(environment: SlackSettings | WorkerSettings) -> Settings:
    return Settings(
        channel=environment.charters_channel,
        operators=environment.operators,
        fleet=load_fleet(),
    )
