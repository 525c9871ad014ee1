"""The three services on one machine: moto's server as AWS, entered by their Lambda handlers with AWS's event shapes."""

import base64
import datetime as dt
import email
import email.policy
import itertools
import json
import logging
import re
from collections.abc import Callable, Iterator
from contextlib import suppress
from dataclasses import dataclass, field
from email.message import EmailMessage
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, urlsplit

import boto3
import jwt
import pytest
from moto.core import DEFAULT_ACCOUNT_ID
from moto.server import ThreadedMotoServer
from moto.ses.models import ses_backends

from services.calendar import entry as calendar_entry
from services.crew_notifier import entry as notifier_entry
from services.photos import entry as photos_entry
from services.scc import entry as scc_entry
from services.web.keys import hash_password
from tests.pages import faults

REGION = "us-west-2"
LIGHT = 100_000
"""Bytes."""
PHOTOS = "photos-of-guests"
SITE = "https://queenofsandiego.example"
TOKEN, OLD_TOKEN, SERVICE_KEY = "dashboard-token", "dashboard-token-of-last-month", "service-key"
LINK_KEYS = {"2026-05": "k" * 40, "2026-04": "o" * 40}
START = dt.datetime(2026, 5, 20, 17, 0, tzinfo=dt.UTC)

SEED_EVENT = {
    "event_date": "2026-05-30",
    "event_duration_hours": 3,
    "guest_name": "Guest Name",
    "crew_ids": ["crew_1", "crew_2"],
    "captain_id": "captain_1",
    "notes": "3 hour charter via Boatsetter",
}
CHARTER = {
    "event_date": "2026-05-30",
    "event_duration_hours": 3,
    "guest_name": "Paula Nguyen",
    "crew_ids": ["miguel"],
    "captain_id": "ana",
    "notes": "Gate code 4711",
    "booking_id": "KWBZPGD",
    "version": 1,
    "start_at": "2026-05-30T13:00:00-07:00",
    "end_at": "2026-05-30T16:00:00-07:00",
    "call_at": "2026-05-30T12:00:00-07:00",
    "party_size": 6,
    "boat": "jada",
    "boat_name": "JADA",
    "dock": "1380 Harbor Island Dr, San Diego",
    "timezone": "America/Los_Angeles",
    "place": "San Diego",
}


@dataclass
class LambdaContext:
    """What the handlers read of Lambda's context object."""

    function_name: str = "test"
    aws_request_id: str = "req-1"
    remaining_millis: int = 30_000

    def get_remaining_time_in_millis(self) -> int:
        return self.remaining_millis


@dataclass
class Answered:
    status: int
    headers: dict[str, str]
    text: str

    @property
    def json(self) -> Any:
        return json.loads(self.text)


@dataclass
class World:
    """AWS as the services see it, and the hands to act on it."""

    clock_file: Path
    handlers: dict[str, Callable[[Any, Any], Any]]
    clients: dict[str, Any]
    queue_url: str
    environ: dict[str, str]
    seen: int = 0
    records: list[dict[str, Any]] = field(default_factory=list)

    def at(self, moment: dt.datetime) -> None:
        """Sets the charter's clock."""
        offset = (moment - dt.datetime.now(dt.UTC)).total_seconds()
        self.clock_file.write_text(str(offset), encoding="ascii")

    def later(self, **amount: float) -> None:
        offset = float(self.clock_file.read_text(encoding="ascii")) + dt.timedelta(**amount).total_seconds()
        self.clock_file.write_text(str(offset), encoding="ascii")

    def calendar(self, method: str, path: str, body: Any = None, **options: Any) -> Answered:
        options.setdefault("headers", {"x-dashboard-token": TOKEN})
        return self.call("calendar", http_event(method, path, body, **options))

    def scc(self, method: str, path: str, body: Any = None, **options: Any) -> Answered:
        options.setdefault("headers", {"x-service-key": SERVICE_KEY})
        return self.call("scc", http_event(method, path, body, **options))

    def page(self, token: str, method: str = "GET", **form: str) -> Answered:
        """The crew page, which is valid and light whatever it says."""
        if method != "POST":
            shown = self.scc(method, "/crew/confirm", headers={}, query={"token": token})
        else:
            fields = "&".join(f"{name}={value}" for name, value in {"token": token, **form}.items())
            headers = {"content-type": "application/x-www-form-urlencoded"}
            shown = self.scc("POST", "/crew/confirm", fields, headers=headers)
        if shown.headers.get("content-type", "").startswith("text/html") and method != "HEAD":
            assert not faults(shown.text)
            assert len(shown.text.encode()) < LIGHT
        return shown

    def call(self, service: str, event: Any, context: Any = None) -> Answered:
        answer = self.handlers[service](event, context or LambdaContext())
        return Answered(answer["statusCode"], answer["headers"], answer["body"])

    def roster(self, *people: dict[str, Any]) -> None:
        for person in people:
            assert self.scc("PUT", f"/roster/{person['crew_id']}", person).status == 200

    def new_records(self) -> list[dict[str, Any]]:
        """The stream's records since the last time, as Lambda's filter lets them through."""
        streams = self.clients["streams"]
        arn = self.clients["dynamodb"].describe_table(TableName="scc")["Table"]["LatestStreamArn"]
        shard = streams.describe_stream(StreamArn=arn)["StreamDescription"]["Shards"][0]["ShardId"]
        iterator = streams.get_shard_iterator(StreamArn=arn, ShardId=shard, ShardIteratorType="TRIM_HORIZON")
        found = streams.get_records(ShardIterator=iterator["ShardIterator"])["Records"]
        fresh, self.seen = found[self.seen :], len(found)
        return [json.loads(json.dumps(record, default=str)) for record in fresh if _passes_filter(record)]

    def deliver(self, *records: dict[str, Any]) -> dict[str, Any]:
        answer: dict[str, Any] = self.handlers["crew_notifier"]({"Records": list(records)}, LambdaContext())
        return answer

    def pump(self) -> None:
        """Delivers the stream until it is quiet, which it is after the notifier's own writes."""
        for _ in range(5):
            if not (records := self.new_records()):
                return
            assert self.deliver(*records) == {"batchItemFailures": []}
        raise AssertionError("the notifier keeps answering its own writes")

    def mails(self) -> list[EmailMessage]:
        return [email.message_from_string(sent.raw_data, policy=email.policy.default) for sent in _sent()]

    def subjects(self, recipient: str) -> list[str]:
        return [mail["Subject"] for mail in self.mails() if mail["To"] == recipient]

    def links(self, recipient: str) -> list[str]:
        """Tokens of the links mailed to somebody, oldest first."""
        return [token for mail in self.mails() if mail["To"] == recipient if (token := token_in(mail))]

    def jobs(self) -> list[dict[str, Any]]:
        """Takes everything off the queue."""
        sqs, taken = self.clients["sqs"], []
        while messages := sqs.receive_message(QueueUrl=self.queue_url, MaxNumberOfMessages=10).get("Messages"):
            for message in messages:
                sqs.delete_message(QueueUrl=self.queue_url, ReceiptHandle=message["ReceiptHandle"])
                taken.append(json.loads(message["Body"]))
        return taken

    def rows(self, table: str = "scc") -> list[dict[str, Any]]:
        items = self.clients["dynamodb"].scan(TableName=table, ConsistentRead=True)["Items"]
        return sorted(items, key=lambda item: (item["pk"]["S"], item["sk"]["S"]))

    def objects(self) -> list[str]:
        """The keys of the photos' bucket."""
        return [item["Key"] for item in self.clients["s3"].list_objects_v2(Bucket=PHOTOS).get("Contents", ())]

    def event(self, event_id: str = "bk-kwbzpgd") -> Any:
        return self.scc("GET", f"/events/{event_id}").json

    def states(self, event_id: str = "bk-kwbzpgd") -> set[tuple[str, str, int, str]]:
        mails = self.event(event_id)["mails"]
        return {(mail["crew_id"], mail["kind"], mail["asked_version"], mail["state"]) for mail in mails}


def http_event(
    method: str,
    path: str,
    body: Any = None,
    *,
    headers: dict[str, str] | None = None,
    query: dict[str, str] | None = None,
    key: str | None = None,
    encoded: bool = False,
) -> dict[str, Any]:
    """Payload format 2.0 of an HTTP API."""
    text = body if body is None or isinstance(body, str) else json.dumps(body)
    if encoded and text is not None:
        text = base64.b64encode(text.encode()).decode()
    return {
        "version": "2.0",
        "routeKey": "$default",
        "rawPath": path,
        "rawQueryString": "",
        "headers": {**(headers or {}), **({"idempotency-key": key} if key else {})},
        "queryStringParameters": query or {},
        "requestContext": {"http": {"method": method, "path": path}, "stage": "$default"},
        "body": text,
        "isBase64Encoded": encoded,
    }


def person(crew_id: str, **fields: Any) -> dict[str, Any]:
    return {
        "crew_id": crew_id,
        "name": crew_id.title(),
        "roles": ["crew"],
        "email": f"{crew_id}@crew.example",
        **fields,
    }


def text_of(mail: EmailMessage) -> str:
    part = mail.get_body(("plain",))
    assert part is not None
    return str(part.get_content())


def html_of(mail: EmailMessage) -> str:
    part = mail.get_body(("html",))
    assert part is not None
    return str(part.get_content())


def token_in(mail: EmailMessage) -> str | None:
    found = re.search(r"https://\S+", text_of(mail))
    return parse_qs(urlsplit(found.group()).query)["token"][0] if found else None


def claims_of(token: str) -> dict[str, Any]:
    claims: dict[str, Any] = jwt.decode(token, options={"verify_signature": False})
    return claims


def _passes_filter(record: dict[str, Any]) -> bool:
    kind = record["dynamodb"].get("NewImage", {}).get("kind", {}).get("S")
    return kind in {"event", "answer", "notice", "acknowledgement", "briefing", "head_count", "member"}


def _sent() -> list[Any]:
    sent: list[Any] = ses_backends[DEFAULT_ACCOUNT_ID][REGION].sent_messages
    return sent


@pytest.fixture(scope="session")
def aws(tmp_path_factory: pytest.TempPathFactory) -> Iterator[World]:
    server = ThreadedMotoServer("127.0.0.1", port=0, verbose=False)
    logging.getLogger("werkzeug").setLevel(logging.ERROR)
    server.start()
    host, port = server.get_host_and_port()
    clock_file = tmp_path_factory.mktemp("clock") / "offset"
    clock_file.write_text("0", encoding="ascii")
    environ = {
        "AWS_ENDPOINT_URL": f"http://{host}:{port}",
        "AWS_ACCESS_KEY_ID": "testing",
        "AWS_SECRET_ACCESS_KEY": "testing",
        "AWS_DEFAULT_REGION": REGION,
        "AWS_REGION": REGION,
        "CHARTER_CLOCK_FILE": str(clock_file),
        "CALENDAR_TABLE": "calendar",
        "SCC_TABLE": "scc",
        "PHOTOS_BUCKET": PHOTOS,
        "GUEST_SITE_URL": SITE,
        "SERVICE_KEY_HASH": hash_password(SERVICE_KEY),
        "MAIL_CONFIGURATION_SET": "crew-mails",
        "MAIL_FROM": "JADA crew <crew@jada.example>",
        "MAIL_REPLY_TO": "ops@jada.example",
    }
    with pytest.MonkeyPatch.context() as patch:
        for name, value in environ.items():
            patch.setenv(name, value)
        clients = {
            "dynamodb": boto3.client("dynamodb"),
            "streams": boto3.client("dynamodbstreams"),
            "sqs": boto3.client("sqs"),
            "ses": boto3.client("sesv2"),
            "s3": boto3.client("s3"),
        }
        environ["JOBS_QUEUE_URL"] = _queue(clients["sqs"])
        patch.setenv("JOBS_QUEUE_URL", environ["JOBS_QUEUE_URL"])
        handlers = {}
        for name, entry, secrets in (
            ("calendar", calendar_entry, {"dashboard_token": TOKEN, "dashboard_token_previous": OLD_TOKEN}),
            ("scc", scc_entry, {"link_keys": json.dumps(LINK_KEYS)}),
            ("crew_notifier", notifier_entry, {"link_keys": json.dumps(LINK_KEYS)}),
            ("photos", photos_entry, {}),
        ):
            patch.setenv("SECRETS_JSON", json.dumps(secrets))
            handlers[name] = entry.handler
    yield World(clock_file, handlers, clients, environ["JOBS_QUEUE_URL"], environ)
    server.stop()


def _queue(sqs: Any) -> str:
    """The address of the queue, which is made if a sandbox in this process has meanwhile emptied all of moto."""
    return str(sqs.create_queue(QueueName="jobs.fifo", Attributes={"FifoQueue": "true"})["QueueUrl"])


@pytest.fixture(autouse=True)
def _environment(aws: World, monkeypatch: pytest.MonkeyPatch) -> None:
    """The environment lasts as long as a test: other suites in this process have their own."""
    for name, value in aws.environ.items():
        monkeypatch.setenv(name, value)


@pytest.fixture
def world(aws: World) -> Iterator[World]:
    """An empty house on Wednesday, May 20, 10:00 AM in San Diego."""
    dynamodb, ses = aws.clients["dynamodb"], aws.clients["ses"]
    _queue(aws.clients["sqs"])
    with suppress(ses.exceptions.AlreadyExistsException):
        ses.create_email_identity(EmailIdentity="jada.example")
    keys = [{"AttributeName": "pk", "KeyType": "HASH"}, {"AttributeName": "sk", "KeyType": "RANGE"}]
    names = ("pk", "sk", "month", "day_key")
    attributes = [{"AttributeName": name, "AttributeType": "S"} for name in names]
    index = {
        "IndexName": "by_month",
        "KeySchema": [
            {"AttributeName": "month", "KeyType": "HASH"},
            {"AttributeName": "day_key", "KeyType": "RANGE"},
        ],
        "Projection": {"ProjectionType": "ALL"},
    }
    dynamodb.create_table(
        TableName="calendar",
        KeySchema=keys,
        AttributeDefinitions=attributes,
        GlobalSecondaryIndexes=[index],
        BillingMode="PAY_PER_REQUEST",
    )
    dynamodb.create_table(
        TableName="scc",
        KeySchema=keys,
        AttributeDefinitions=attributes[:2],
        BillingMode="PAY_PER_REQUEST",
        StreamSpecification={"StreamEnabled": True, "StreamViewType": "NEW_AND_OLD_IMAGES"},
    )
    s3 = aws.clients["s3"]
    s3.create_bucket(Bucket=PHOTOS, CreateBucketConfiguration={"LocationConstraint": REGION})
    aws.seen = 0
    aws.at(START)
    _sent().clear()
    aws.jobs()
    yield aws
    for table in ("calendar", "scc"):
        dynamodb.delete_table(TableName=table)
    for key in aws.objects():
        s3.delete_object(Bucket=PHOTOS, Key=key)
    s3.delete_bucket(Bucket=PHOTOS)


@pytest.fixture
def crewed(world: World) -> World:
    """The same with a roster of three, which is old news to the bot."""
    world.roster(person("ana", roles=["captain"]), person("miguel"), person("rosa"))
    world.new_records()
    return world


def interleavings(records: list[dict[str, Any]]) -> Iterator[list[dict[str, Any]]]:
    """Every order of a few records, each of them twice."""
    for order in itertools.permutations(records):
        yield [record for record in order for _ in range(2)]
