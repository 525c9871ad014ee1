"""The function that does the work: jobs of the queue, and the tick of each minute."""

import os
import time
from collections.abc import Callable
from functools import partial
from typing import NamedTuple

import httpx

from bot.adapters.dynamo_blocks import DynamoBlocks
from bot.adapters.dynamo_charters import DynamoCharters
from bot.adapters.dynamo_drafts import DynamoDrafts
from bot.adapters.dynamo_feeds import DynamoFeeds
from bot.adapters.dynamo_roster import DynamoRoster
from bot.adapters.dynamo_season import DynamoSeason
from bot.adapters.dynamo_titles import DynamoTitles
from bot.adapters.feed_address import feed_address
from bot.adapters.http_api import HttpApi
from bot.adapters.http_calendar import HttpCalendar
from bot.adapters.http_conditions import HttpConditions
from bot.adapters.http_crew_events import HttpCrewEvents
from bot.adapters.s3_guest_site import S3GuestSite
from bot.adapters.slack_chat import SlackChat
from bot.adapters.slack_files import SlackFilesAdapter
from bot.adapters.sqs_jobs import SqsJobs
from bot.domain.feeds import Feed
from bot.pipeline.blocking import BlockKeeper
from bot.pipeline.crew_notice import CrewNotice
from bot.pipeline.desk import FrontDesk
from bot.pipeline.feed_keeper import FeedKeeper
from bot.pipeline.files import FileReader
from bot.pipeline.guest_site import SitePages
from bot.pipeline.homes import Homes
from bot.pipeline.messenger import Messenger
from bot.pipeline.pasting import Pasting
from bot.pipeline.reconcile import Reconciler
from bot.pipeline.roster_keeper import RosterKeeper
from bot.pipeline.steps import CalendarStep, CrewEventStep, GuestPageStep
from bot.ports import Clock, Settings
from bot.settings import WorkerSettings
from bot.views import block_modal
from bot.views.guest.page import guest_pages
from bot.views.guest.site import site_pages
from bot.views.home import home
from bot.views.notices import SlackNotices
from bot.views.opened import opened_view
from bot.views.roster_notices import roster_notice
from bot.wiring import Handler, settings_of
from bot.worker import Worker
from runtime.aws import aws_client
from runtime.clock import charter_clock
from runtime.secrets import Secrets, function_secrets


class _World(NamedTuple):
    """What the worker was told, and everything outside of it, each behind its adapter."""

    settings: Settings
    clock: Clock
    charters: DynamoCharters
    drafts: DynamoDrafts
    titles: DynamoTitles
    season: DynamoSeason
    blocks: DynamoBlocks
    roster: DynamoRoster
    feeds: DynamoFeeds
    feed_address: Callable[[Feed], str]
    jobs: SqsJobs
    site: S3GuestSite
    calendar: HttpCalendar
    crew_events: HttpCrewEvents
    conditions: HttpConditions
    chat: SlackChat
    files: SlackFilesAdapter
    photos_origin: str


def worker_function() -> Handler:
    world = _world(WorkerSettings.model_validate(dict(os.environ)), function_secrets())
    homes = _homes(world)
    return Worker(
        reconciler=_reconciler(world, homes),
        files=_files(world),
        blocks=_blocks(world),
        homes=homes,
        roster=_roster(world),
        site=SitePages(world.site, site_pages, world.settings.fleet),
        charters=world.charters,
        jobs=world.jobs,
        clock=world.clock,
    ).handle


def _world(environment: WorkerSettings, secrets: Secrets) -> _World:
    http, dynamodb, table = httpx.Client(), aws_client("dynamodb"), environment.charters_table

    def api(system: str, setting: str, address: str, key_header: str, secret: str) -> HttpApi:
        return HttpApi(system, setting, address, key_header, lambda: secrets()[secret], http)

    def slack_token() -> str:
        return secrets()["slack_bot_token"]

    calendar = environment.calendar_api_url
    crew_system = api("the crew system", "SCC_API_URL", environment.scc_api_url, "X-Service-Key", "service_key")
    return _World(
        settings=settings_of(environment),
        clock=charter_clock(),
        charters=DynamoCharters(dynamodb, table),
        drafts=DynamoDrafts(dynamodb, table),
        titles=DynamoTitles(dynamodb, table),
        season=DynamoSeason(dynamodb, table),
        blocks=DynamoBlocks(dynamodb, table),
        roster=DynamoRoster(dynamodb, table),
        feeds=DynamoFeeds(dynamodb, table),
        feed_address=feed_address(calendar),
        jobs=SqsJobs(aws_client("sqs"), environment.jobs_queue_url),
        site=S3GuestSite(aws_client("s3"), environment.guest_bucket, environment.guest_site_url),
        calendar=HttpCalendar(
            api("the calendar", "CALENDAR_API_URL", calendar, "X-Dashboard-Token", "dashboard_token")
        ),
        crew_events=HttpCrewEvents(crew_system),
        conditions=HttpConditions(crew_system),
        chat=SlackChat(token=slack_token, base_url=environment.slack_api_url),
        files=SlackFilesAdapter(slack_token, http, environment.slack_api_url),
        photos_origin=environment.photos_origin,
    )


def _reconciler(world: _World, homes: Homes) -> Reconciler:
    settings = world.settings
    messenger = Messenger(
        charters=world.charters,
        chat=world.chat,
        view=SlackNotices(settings.operators, settings.channel),
        channel=settings.channel,
        real_seconds=time.time,
    )
    return Reconciler(
        charters=world.charters,
        drafts=world.drafts,
        steps=(
            CalendarStep(world.calendar),
            CrewEventStep(world.crew_events),
            GuestPageStep(world.site, partial(guest_pages, photos_origin=world.photos_origin)),
        ),
        crew_notice=CrewNotice(messenger, world.crew_events),
        crew_events=world.crew_events,
        conditions=world.conditions,
        messenger=messenger,
        homes=homes,
        settings=settings,
        clock=world.clock,
    )


def _homes(world: _World) -> Homes:
    return Homes(
        season=world.season,
        charters=world.charters,
        drafts=world.drafts,
        calendar=world.calendar,
        tabs=world.chat,
        view=home,
        jobs=world.jobs,
        settings=world.settings,
        clock=world.clock,
        real_seconds=time.time,
    )


def _files(world: _World) -> FileReader:
    desk = FrontDesk(world.charters, world.drafts, world.titles, world.jobs, world.settings, world.clock)
    return FileReader(
        files=world.files,
        drafts=world.drafts,
        pasting=Pasting(desk),
        view=lambda opened: opened_view(opened, world.settings.fleet, world.clock()),
    )


def _blocks(world: _World) -> BlockKeeper:
    return BlockKeeper(world.blocks, world.calendar, world.chat, block_modal.refused, world.settings, world.clock)


def _roster(world: _World) -> RosterKeeper:
    return RosterKeeper(
        book=world.roster,
        charters=world.charters,
        crew_events=world.crew_events,
        directory=world.chat,
        chat=world.chat,
        jobs=world.jobs,
        feeds=FeedKeeper(world.feeds, world.calendar, world.crew_events, world.feed_address, world.settings),
        view=roster_notice,
        settings=world.settings,
        clock=world.clock,
        real_seconds=time.time,
    )
