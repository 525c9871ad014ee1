import datetime as dt
import os
from pathlib import Path
from typing import Any

import pytest

from runtime.clock import charter_clock, real_now
from sandbox.cast import MAIL_FROM
from sandbox.clock import SandboxClock
from sandbox.functions import Function
from sandbox.mail import inbox_page
from sandbox.template import FunctionSpec
from sandbox.world import Sandbox
from tests.sandbox import standin
from tests.sandbox.test_sandbox_jobs import send
from tests.sandbox.test_sandbox_stream import put

RAW = """From: "JADA crew" <{sender}>\r
To: ana@example.com\r
Subject: =?utf-8?q?Can_you_crew_JADA=3F_Sat=C2=B7May_30?=\r
X-Charter-Notice: call\r
MIME-Version: 1.0\r
Content-Type: multipart/alternative; boundary=b\r
\r
--b\r
Content-Type: text/plain; charset=utf-8\r
Content-Transfer-Encoding: quoted-printable\r
\r
Confirm: http://127.0.0.1:1/crew/confirm?token=3Daa.b_b.c-c\r
--b\r
Content-Type: text/html; charset=utf-8\r
\r
<p>Confirm &lt;here&gt;</p>\r
--b--\r
"""


def items(world: Sandbox, resource: str = "Rows") -> list[Any]:
    return world.aws.snapshot().items[world.aws.known(resource, "Ref")]


def send_mail(world: Sandbox) -> None:
    import boto3

    boto3.client("sesv2").send_email(Content={"Raw": {"Data": RAW.format(sender=MAIL_FROM).encode()}})


def test_a_mail_is_readable(world: Sandbox) -> None:
    send_mail(world)
    [mail] = world.mails
    assert mail.to == "ana@example.com"
    assert mail.subject == "Can you crew JADA? Sat·May 30"
    assert mail.headers["X-Charter-Notice"] == "call"
    assert mail.link == "http://127.0.0.1:1/crew/confirm?token=aa.b_b.c-c"
    assert mail.text.strip() == f"Confirm: {mail.link}"
    assert mail.html.strip() == "<p>Confirm &lt;here&gt;</p>"
    assert f'<a href="{mail.link}">' in inbox_page([mail])


def test_reset_empties_everything(world: Sandbox) -> None:
    put(world, "row")
    send(world, "job", key="k")
    send_mail(world)
    world.settle()
    bucket = world.aws.known("GuestBucket", "Ref")
    world.aws.s3.put_object(Bucket=bucket, Key="g/KWBZPGD.html", Body=b"")
    send(world, "waiting")
    put(world, "unread")
    world.clock.advance(dt.timedelta(days=3))
    standin.acts["worker"] = lambda _: 1 / 0
    with pytest.raises(ZeroDivisionError):
        world.tick()

    standin.forget()
    world.reset()

    world.settle()
    assert not standin.calls
    assert not items(world)
    assert not world.mails
    assert not world.crashes
    assert not world.jobs.pending()
    assert world.aws.s3.list_objects_v2(Bucket=bucket)["KeyCount"] == 0
    assert abs(world.clock.now() - real_now()) < dt.timedelta(hours=1)


def test_after_reset_messages_and_records_flow_again(world: Sandbox) -> None:
    send(world, "job", key="k")
    put(world, "row")
    world.settle()
    standin.forget()
    world.reset()
    send(world, "job", key="k")
    put(world, "row")
    world.settle()
    assert len(standin.calls["worker"]) == len(standin.calls["notifier"]) == 1


def test_tables_are_made_with_their_indexes_stream_and_expiry(world: Sandbox) -> None:
    name = world.aws.known("Rows", "Ref")
    table = world.aws.dynamodb.describe_table(TableName=name)["Table"]
    assert [each["IndexName"] for each in table["GlobalSecondaryIndexes"]] == ["by_month"]
    assert table["StreamSpecification"] == {"StreamEnabled": True, "StreamViewType": "NEW_AND_OLD_IMAGES"}
    expiry = world.aws.dynamodb.describe_time_to_live(TableName=name)["TimeToLiveDescription"]
    assert expiry == {"TimeToLiveStatus": "ENABLED", "AttributeName": "expires_at"}


def test_a_second_sandbox_in_one_process_leaves_the_first_alone(world: Sandbox, tmp_path: Path) -> None:
    put(world, "kept")
    serverless = Path(__file__).with_name("standin.yml")
    with Sandbox.start(automatic=False, folder=tmp_path, serverless=serverless, seeded=False) as second:
        put(second, "gone")
        send_mail(second)
        second.reset()
        assert not items(second)
        assert not second.mails
    assert [each["pk"]["S"] for each in items(world)] == ["kept"]


def test_moving_the_clock_ticks_once_at_that_moment(world: Sandbox) -> None:
    seen = []
    clock = SandboxClock(world.clock.file)
    standin.acts["worker"] = lambda _: seen.append(world.clock.now())
    moment = dt.datetime(2026, 5, 30, 13, 0, tzinfo=dt.UTC)
    world.move_to(moment)
    [ticked] = seen
    assert dt.timedelta(0) <= ticked - moment < dt.timedelta(minutes=1)
    clock.reset()


def test_functions_read_the_moved_clock(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    clock = SandboxClock(tmp_path / "clock")
    monkeypatch.setenv("CHARTER_CLOCK_FILE", str(clock.file))
    read = charter_clock()
    assert abs(read() - real_now()) < dt.timedelta(hours=1)
    moment = dt.datetime(2031, 1, 1, tzinfo=dt.UTC)
    clock.move_to(moment)
    assert dt.timedelta(0) <= read() - moment < dt.timedelta(hours=1)
    clock.advance(dt.timedelta(days=-2))
    assert dt.timedelta(0) <= read() - moment + dt.timedelta(days=2) < dt.timedelta(hours=1)


def test_a_moment_without_a_zone_is_refused(tmp_path: Path) -> None:
    with pytest.raises(ValueError, match="time zone"):
        SandboxClock(tmp_path / "clock").move_to(dt.datetime(2026, 5, 30))  # noqa: DTZ001


def test_an_entry_that_is_kept_by_its_module_is_built_anew(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "keeping_entry.py").write_text(
        "import os\n"
        "def __getattr__(name):\n"
        "    if name != 'handler': raise AttributeError(name)\n"
        "    where = os.environ['WHERE']\n"
        "    globals()[name] = lambda event, context: where\n"
        "    return globals()[name]\n"
    )
    monkeypatch.syspath_prepend(tmp_path)
    spec = FunctionSpec("keeping", "keeping_entry.handler", 3, 128, {}, ())
    first, second = (Function(spec, {"WHERE": where}, []) for where in ("here", "there"))
    assert [first.invoke({}), second.invoke({}), first.invoke({})] == ["here", "there", "here"]
    assert "WHERE" not in os.environ
