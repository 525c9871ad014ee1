"""The whole system on one machine: AWS, the functions, the gateway, the local Slack, and what carries events."""

import datetime as dt
import logging
import os
from collections.abc import Iterator, Mapping
from contextlib import ExitStack, contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from types import TracebackType
from typing import Self, TypeVar

import httpx

from sandbox import cast
from sandbox.automatic import Automatic, Pump
from sandbox.aws import Aws
from sandbox.aws import Snapshot as AwsSnapshot
from sandbox.cast import SandboxSecrets
from sandbox.clock import SandboxClock
from sandbox.distribution import distribution
from sandbox.endpoint import MailsElsewhere, aws_endpoint
from sandbox.functions import Crash, Function, write_manifest
from sandbox.gateway import Api, Front, Gateway, GatewayServer
from sandbox.guest_site import GuestSite
from sandbox.http_events import Routes
from sandbox.jobs_pump import JobsPump
from sandbox.mail import Mail
from sandbox.objects_pump import ObjectsPump
from sandbox.other_slack import OtherSlack
from sandbox.post_office import PostOffice
from sandbox.schedules import Schedules
from sandbox.slack import LocalSlack
from sandbox.slack.workspace import Conversations
from sandbox.sources import ObjectSource, QueueSource, Source, StreamSource, TopicSource
from sandbox.stream_pump import StreamPump
from sandbox.template import FunctionSpec, Template, TemplateError, load
from sandbox.weather import WeatherServer

logger = logging.getLogger(__name__)

DELIVERIES_AT_MOST = 2000
"""More in one `Sandbox.settle` means that two parts keep calling each other."""

AWS_HERE = ("AWS_ENDPOINT_URL", "AWS_DEFAULT_REGION", "AWS_ACCESS_KEY_ID", "AWS_SECRET_ACCESS_KEY")
"""What a function finds in its environment on any runner, to reach the AWS of this sandbox."""

_ROOT = Path(__file__).resolve().parent.parent

Kind = TypeVar("Kind", bound=Source)


@dataclass(frozen=True)
class Snapshot:
    """The state of a sandbox in which nothing is under way."""

    aws: AwsSnapshot
    conversations: Conversations
    accepted: Mapping[str, int]
    played: Mapping[str, dt.datetime]
    clock_offset: dt.timedelta


class NeverQuiet(Exception):
    """Messages or records kept coming."""


class Sandbox:
    """Everything, running. Use `start`.

    ``automatic``: messages, records and the tick are delivered as they come. Otherwise nothing moves but by `settle`,
    `tick` and `move_to`; a failed delivery is tried again at once.
    """

    def __init__(
        self,
        stack: ExitStack,
        template: Template,
        *,
        port: int,
        automatic: bool,
        slack: LocalSlack | OtherSlack | None,
        folder: Path,
        secrets: SandboxSecrets,
        seeded: bool,
    ) -> None:
        folder.mkdir(parents=True, exist_ok=True)
        self._stack = stack
        self._is_automatic = automatic
        self._running: Automatic | None = None
        self.secrets = secrets
        self._other_slack = slack if isinstance(slack, OtherSlack) else None
        self.clock = SandboxClock(folder / "clock")
        self.crashes: list[Crash] = []
        endpoint = stack.enter_context(aws_endpoint())
        self._aws_url = endpoint.url
        server = GatewayServer(port)
        stack.callback(server.close)
        self.url = server.url
        self.aws = Aws(endpoint, template, params=self._params(), elsewhere={"HttpApi.ApiEndpoint": self.url})
        stack.callback(self.aws.unmake)
        self.aws.make()
        self.functions = {name: self._function(spec) for name, spec in template.functions.items()}
        for function in self.functions.values():
            function.build()
        write_manifest(self.functions.values(), folder / "functions.json")
        self.slack = slack if isinstance(slack, LocalSlack) else _fresh_slack(secrets)
        self.slack.base_url, self.slack.events_url = self.url, f"{self.url}/slack/events"
        cast.move_in(self.slack)
        api = Api(Routes(self.functions.values()))
        site = GuestSite(
            distribution(template, "GuestSite"), self.aws.s3, lambda name: self.aws.known(name, "Ref"), api.answer
        )
        stack.callback(site.close)
        self.weather = WeatherServer(self.clock.now)
        self._gateway = server.application = Gateway(
            api,
            None if self._other_slack else self.slack.wsgi_app,
            site,
            self.aws.mails,
            self.weather,
        )
        self.jobs = self._jobs_pump()
        self.stream = self._stream_pump()
        self.objects = self._objects_pump()
        self.post_office = self._post_office()
        self.schedules = Schedules(self.functions.values(), self.clock.now)
        if seeded:
            self._seed()
        self._fresh = self.snapshot()
        self._go()

    @classmethod
    def start(
        cls,
        *,
        port: int = 0,
        automatic: bool,
        slack: LocalSlack | OtherSlack | None = None,
        folder: Path = Path(".sandbox"),
        serverless: Path = _ROOT / "serverless.yml",
        secrets: SandboxSecrets | None = None,
        seeded: bool = True,
    ) -> Self:
        """Builds everything from ``serverless`` and puts the invented crew on the roster.

        A ``slack`` of your own has to know the ``bot_token`` and ``signing_secret`` of ``secrets``. With an
        `OtherSlack` the local one stands empty, and is not served.
        """
        stack = ExitStack()
        try:
            return cls(
                stack,
                load(serverless),
                port=port,
                automatic=automatic,
                slack=slack,
                folder=folder.resolve(),
                secrets=secrets or SandboxSecrets(),
                seeded=seeded,
            )
        except BaseException:
            stack.close()
            raise

    def show(self, front: Front) -> None:
        """Serves a page for people, until the sandbox closes."""
        self._stack.callback(front.close)
        self._gateway.front = front

    def settle(self) -> None:
        """Delivers what waits anywhere until all is quiet. Raises `NeverQuiet` if it never is."""
        if self._running:
            raise RuntimeError("an automatic sandbox settles by itself")
        for _ in range(DELIVERIES_AT_MOST):
            self.jobs.fetch()
            if self.jobs.deliver_one():
                continue
            if not any(_delivers(pump) for pump in self._pumps()):
                return
        raise NeverQuiet(f"after {DELIVERIES_AT_MOST} deliveries: {self.jobs.pending()} {self.stream.pending()}")

    def tick(self) -> None:
        """One tick, then nothing else. A tick killed half-way (`BaseException`) is lost, as on AWS; an error raises."""
        self.schedules.tick()

    def move_to(self, moment: dt.datetime) -> None:
        """Sets the charter's clock, plays the schedules that have their turn, ticks once and settles."""
        self.clock.move_to(moment)
        self.schedules.play_due()
        self.tick()
        self.settle()

    @contextmanager
    def by_hand(self) -> Iterator[None]:
        """While it lasts, nothing moves but by `settle`, `tick` and `move_to`."""
        self._halt()
        try:
            yield
        finally:
            self._go()

    @property
    def mails(self) -> list[Mail]:
        """Everybody's inbox, oldest first."""
        return self.aws.mails()

    def snapshot(self) -> Snapshot:
        """Everything as it is now, to come back to; taken while nothing is under way."""
        return Snapshot(
            aws=self.aws.snapshot(),
            conversations=self.slack.workspace.snapshot(),
            accepted=self.jobs.accepted(),
            played=self.schedules.played(),
            clock_offset=self.clock.offset,
        )

    def restore(self, snapshot: Snapshot) -> None:
        self._halt()
        self.clock.reset(snapshot.clock_offset)
        self.slack.reset()
        self.slack.workspace.restore(snapshot.conversations)
        self.aws.reset()
        self.aws.restore(snapshot.aws)
        self.jobs.reset(snapshot.accepted)
        self.schedules.reset(snapshot.played)
        self.weather.reset()
        self.stream.reset(self._stream_arn())
        self.objects.reset()
        self.post_office.reset(self._topic())
        self.crashes.clear()
        self._go()

    def reset(self) -> None:
        """Everything as it was right after `start`, in a fraction of the time."""
        self.restore(self._fresh)

    def close(self) -> None:
        self._halt()
        self._stack.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def _params(self) -> Mapping[str, str]:
        return {
            "charters_channel": self._other_slack.channel if self._other_slack else cast.CHANNEL,
            "operators": ",".join(self._other_slack.operators if self._other_slack else cast.OPERATORS),
            "guest_site_url": self.url,
            "service_key_hash": self.secrets.service_key_hash,
            "mail_from": cast.MAIL_FROM,
            "mail_reply_to": cast.MAIL_FROM,
            "noaa_api_url": f"{self.url}/noaa",
            "nws_api_url": f"{self.url}/nws",
            "weather_user_agent": f"charter-bot ({cast.MAIL_FROM})",
        }

    def _function(self, spec: FunctionSpec) -> Function:
        environment: dict[str, str] = {
            **self.aws.resolver.resolve(spec.environment),
            "SECRETS_JSON": self.secrets.of(spec.name),
            "CHARTER_CLOCK_FILE": str(self.clock.file),
            **{name: os.environ[name] for name in AWS_HERE},
        }
        if spec.name in {"slack", "worker"}:
            environment["SLACK_API_URL"] = self._other_slack.api_url if self._other_slack else f"{self.url}/slack/api/"
        if spec.name == "worker":
            environment["PHOTOS_ORIGIN"] = self._aws_url
        return Function(spec, environment, self.crashes, invoked=self._announce)

    def _announce(self) -> None:
        """A function has run, so a mail may be there, a page or a message."""
        self.slack.workspace.revision.grow()

    def _called_by(self, kind: type[Kind]) -> tuple[Function, Kind]:
        """The one function with such a source."""
        found = [
            (each, source) for each in self.functions.values() for source in each.sources if isinstance(source, kind)
        ]
        if len(found) != 1:
            raise TemplateError(f"serverless.yml: the sandbox plays exactly one {kind.__name__}, not {len(found)}")
        return found[0]

    def _jobs_pump(self) -> JobsPump:
        function, source = self._called_by(QueueSource)
        return JobsPump(
            self.aws.sqs, self.aws.queue(self.aws.resolver.resolve(source.arn)), source.batch_size, function
        )

    def _stream_pump(self) -> StreamPump:
        function, source = self._called_by(StreamSource)
        return StreamPump(self.aws.streams, self._stream_arn(), source, function)

    def _objects_pump(self) -> ObjectsPump:
        function, source = self._called_by(ObjectSource)
        return ObjectsPump(self.aws.s3, self.aws.resolver.resolve(source.bucket), source.prefix, function)

    def _post_office(self) -> PostOffice:
        function, _ = self._called_by(TopicSource)
        return PostOffice(self._mails_here, self._topic(), function)

    def _mails_here(self, since: int) -> list[Mail]:
        """None where they are kept by another AWS: nobody can play their fate from here."""
        with suppress(MailsElsewhere):
            return self.aws.mails(since)
        return []

    def _topic(self) -> str:
        return str(self.aws.resolver.resolve(self._called_by(TopicSource)[1].topic))

    def _stream_arn(self) -> str:
        return str(self.aws.resolver.resolve(self._called_by(StreamSource)[1].arn))

    def _seed(self) -> None:
        """Puts the crew on the roster through the API, and lets the bot hear of it."""
        with httpx.Client(trust_env=False, headers={"X-Service-Key": self.secrets.service_key}) as client:
            for invented in cast.roster().members:
                member = self._other_slack.in_its_terms(invented) if self._other_slack else invented
                answer = client.put(f"{self.url}/roster/{member.crew_id}", json=member.model_dump(exclude_none=True))
                if answer.is_error:
                    raise RuntimeError(f"the roster did not take {member.crew_id}: {answer.status_code} {answer.text}")
        self.settle()

    def _pumps(self) -> tuple[Pump, ...]:
        return self.stream, self.objects, self.post_office

    def _go(self) -> None:
        if self._is_automatic:
            self._running = Automatic(self.jobs, self._pumps(), self.schedules, self.slack.send_due_events)
            self._running.start()

    def _halt(self) -> None:
        if self._running:
            self._running.stop()
            self._running = None


def _fresh_slack(secrets: SandboxSecrets) -> LocalSlack:
    return LocalSlack(bot_token=secrets.bot_token, signing_secret=secrets.signing_secret)


def _delivers(pump: Pump) -> bool:
    pump.fetch()
    return pump.deliver_one()
