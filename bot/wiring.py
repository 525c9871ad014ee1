"""The composition root: environment -> settings -> adapters -> one function.

Imports are local: each function loads only what it uses.
"""

import os
import time
from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, Any

from bot.adapters.toml_fleet import load_fleet
from bot.ports import Settings
from bot.settings import SlackSettings, WorkerSettings
from runtime.clock import charter_clock
from runtime.secrets import function_secrets

if TYPE_CHECKING:
    from bot.adapters.dynamo_charters import DynamoCharters
    from bot.adapters.sqs_jobs import SqsJobs
    from bot.pipeline.desk import FrontDesk

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

    def open_desk() -> "FrontDesk":
        from bot.pipeline.desk import FrontDesk

        return FrontDesk(_charters(environment), _jobs(environment), settings, clock)

    office = Office(settings, clock, open_desk)
    app = build_app(office, lambda: secrets()["slack_bot_token"], environment.slack_api_url)
    return front_door(app, lambda: secrets()["slack_signing_secret"])


def worker_function() -> Handler:
    """The function that does the work: jobs of the queue, and the tick of each minute."""
    import boto3
    import httpx

    from bot.adapters.http_api import HttpApi
    from bot.adapters.http_calendar import HttpCalendar
    from bot.adapters.http_crew_events import HttpCrewEvents
    from bot.adapters.s3_guest_site import S3GuestSite
    from bot.adapters.slack_chat import SlackChat
    from bot.pipeline.crew_notice import CrewNotice
    from bot.pipeline.messenger import Messenger
    from bot.pipeline.reconcile import Reconciler
    from bot.pipeline.steps import CalendarStep, CrewEventStep, GuestPageStep
    from bot.views.guest_page import guest_page
    from bot.views.notices import SlackNotices
    from bot.worker import Worker

    environment = WorkerSettings.model_validate(dict(os.environ))
    secrets = function_secrets()
    clock = charter_clock()
    settings = _settings(environment)
    http = httpx.Client()
    charters, jobs = _charters(environment), _jobs(environment)
    calendar = HttpCalendar(
        HttpApi(
            system="the calendar",
            setting="CALENDAR_API_URL",
            base_url=environment.calendar_api_url,
            key_header="X-Dashboard-Token",
            key=lambda: secrets()["dashboard_token"],
            client=http,
        )
    )
    crew_events = HttpCrewEvents(
        HttpApi(
            system="the crew system",
            setting="SCC_API_URL",
            base_url=environment.scc_api_url,
            key_header="X-Service-Key",
            key=lambda: secrets()["service_key"],
            client=http,
        )
    )
    site = S3GuestSite(boto3.client("s3"), environment.guest_bucket, environment.guest_site_url)
    messenger = Messenger(
        charters=charters,
        chat=SlackChat(token=lambda: secrets()["slack_bot_token"], base_url=environment.slack_api_url),
        view=SlackNotices(settings.operators),
        channel=settings.channel,
        real_seconds=time.time,
    )
    reconciler = Reconciler(
        charters=charters,
        steps=(CalendarStep(calendar), CrewEventStep(crew_events), GuestPageStep(site, guest_page)),
        crew_notice=CrewNotice(messenger, crew_events),
        crew_events=crew_events,
        messenger=messenger,
        settings=settings,
        clock=clock,
    )
    return Worker(reconciler, charters, crew_events, jobs, clock).handle


def _settings(environment: SlackSettings | WorkerSettings) -> Settings:
    return Settings(
        channel=environment.charters_channel,
        operators=environment.operators,
        fleet=load_fleet(),
    )


def _charters(environment: SlackSettings | WorkerSettings) -> "DynamoCharters":
    import boto3

    from bot.adapters.dynamo_charters import DynamoCharters

    return DynamoCharters(boto3.client("dynamodb"), environment.charters_table)


def _jobs(environment: SlackSettings | WorkerSettings) -> "SqsJobs":
    import boto3

    from bot.adapters.sqs_jobs import SqsJobs

    return SqsJobs(boto3.client("sqs"), environment.jobs_queue_url)
