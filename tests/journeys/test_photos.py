"""Photos from the guest's phone to the office: the thread tells of them, and an operator hides one."""

import json
from typing import Any

import httpx
import pytest

from bot.adapters.slack_chat import SlackChat
from sandbox import cast
from sandbox.functions import Function
from sandbox.slack.models import View
from sandbox.slack.people import Outcome
from tests.journeys import tampering
from tests.journeys.play import LEE, ROWAN, SLACK_USERS, Play
from tests.journeys.requests import counted
from tests.journeys.wire import Killed
from tests.pages import shown
from tests.services import pictures

DURING = (2026, 5, 30, 14, 0)


class Guest:
    """Somebody of the party, with the link."""

    def __init__(self, play: Play) -> None:
        self.play = play
        self.address, _, self.token = str(play.docket().guest_link()).partition("#")

    def ask(self, body: Any = None) -> httpx.Response:
        return httpx.request(
            "GET" if body is None else "POST",
            f"{self.address}/photo",
            content=None if body is None else json.dumps(body),
            headers={"X-Guest-Token": self.token},
            trust_env=False,
            verify=False,
        )

    @property
    def album(self) -> Any:
        answer = self.ask()
        assert answer.status_code == 200, answer.text
        return answer.json()

    @property
    def numbers(self) -> list[int]:
        return [photo["number"] for photo in self.album["photos"] if photo["state"] == "shown"]

    def add(self, name: str | None = "Lucía", *, publish: bool = False, settle: bool = True) -> str:
        content = pictures.jpeg((300, 200))
        wish = {
            "name": name,
            "type": "image/jpeg",
            "bytes": len(content),
            "consents": {"share": True, "publish": publish},
            "language": "en",
            "words": self.album["consents"]["en"]["version"],
        }
        granted = self.ask({"upload": wish}).json()
        httpx.post(granted["url"], data=granted["fields"], files={"file": content}, trust_env=False, verify=False)
        if settle:
            self.play.settle()
        return str(granted["photo_id"])


@pytest.fixture
def guest(play: Play) -> Guest:
    play.book()
    play.at(*DURING)
    return Guest(play)


def looked_at(play: Play, user: str = ROWAN) -> View:
    line = next(each for each in play.replies() if "new photo" in each.plain_text())
    outcome = play.person(user).click(line, "photos:look")
    assert outcome.view is not None, outcome
    return outcome.view


def press(play: Play, view: View, action: str, user: str = ROWAN, *, settle: bool = True) -> Outcome:
    outcome = play.person(user).click(view, action)
    if settle:
        play.settle()
    return outcome


def told(play: Play) -> list[str]:
    return [line for line in play.thread() if "photo" in line.lower()]


def test_the_thread_is_told_once_for_all_that_came_together(play: Play, guest: Guest) -> None:
    for _ in range(3):
        guest.add()
    assert told(play) == []
    play.wait(minutes=5)
    line = "3 new photos from Marisol's party, on the guest page for everybody who has its link."
    assert told(play) == [f"{line}\n[Look at the photos]"]
    play.wait(minutes=30)
    assert len(told(play)) == 1
    guest.add()
    play.wait(minutes=5)
    assert told(play)[1].startswith("1 new photo from Marisol's party")


def test_a_stream_of_photos_is_told_of_after_half_an_hour_at_the_latest(play: Play, guest: Guest) -> None:
    for _ in range(8):
        guest.add()
        play.wait(minutes=4)
    assert told(play)[0].startswith("8 new photos")


def test_a_lost_hint_costs_no_photo(play: Play, guest: Guest, monkeypatch: pytest.MonkeyPatch) -> None:
    from services.photos.jobs_queue import SqsJobs

    monkeypatch.setattr(SqsJobs, "photo_added", lambda self, photo: None)
    guest.add()
    play.wait(days=1)
    play.wait(minutes=5)
    assert told(play)[0].startswith("1 new photo")


def test_the_office_looks_at_the_photos_and_hides_one(play: Play, guest: Guest) -> None:
    guest.add("Lucía", publish=True)
    guest.add("*Bob* <!channel>")
    play.wait(minutes=5)
    view = looked_at(play)
    words = view.plain_text()
    assert "KWBZPGD · 2 photos." in words
    assert "Photo 1 · from Lucía\nSat, May 30, 2:00 PM · may be shown in public" in words
    assert "for the group only" in words
    assert "<!channel>" not in json.dumps(view.source, ensure_ascii=False)
    assert str(play.docket().guest_link()) in json.dumps(view.source)
    press(play, view, "photos:hide")
    assert "1 hidden" in play.person(ROWAN).views[-1].plain_text()
    assert guest.numbers == [1]
    assert told(play)[-1] == "Rowan hid photo 2. The guests no longer see it."
    press(play, play.person(ROWAN).views[-1], "photos:show")
    assert guest.numbers == [1, 2]
    assert told(play)[-1] == "Rowan showed photo 2 to the guests again."


def test_the_photos_have_a_command_too(play: Play, guest: Guest) -> None:
    view = play.person(LEE).command("/charter photos kwbzpgd", cast.CHANNEL).view
    assert view is not None
    assert "KWBZPGD · no photos." in view.plain_text()


def test_a_photo_that_a_guest_took_down_meanwhile_is_told_as_gone(play: Play, guest: Guest) -> None:
    photo_id = guest.add()
    play.wait(minutes=5)
    view = looked_at(play)
    assert guest.ask({"take_down": photo_id}).status_code == 200
    press(play, view, "photos:hide")
    assert told(play)[-1] == "Photo 1 is gone: a guest took it down before it could be hidden or shown."
    late = press(play, play.person(ROWAN).views[-1], "photos:show")
    assert "This photo is gone" in str(late.message) + play.person(ROWAN).views[-1].plain_text()


def test_only_operators_look_and_hide(play: Play, guest: Guest) -> None:
    photo_id = guest.add()
    play.wait(minutes=5)
    ana = str(SLACK_USERS["ana"])
    for action, value in (
        ("photos:look", "KWBZPGD"),
        ("photos:hide", f"KWBZPGD|{photo_id}"),
        ("photos:show", f"KWBZPGD|{photo_id}"),
    ):
        refused = tampering.press(play, play.dm("ana")[0], action, value, ana)
        assert refused.view is None
        assert "Only the boat's operators can do this." in str(refused.message)
    play.settle()
    refused = play.person(ana).command("/charter photos KWBZPGD", play.person(ana).dm_channel)
    assert "Only the boat's operators can do this." in str(refused.message)
    assert guest.numbers == [1]


def test_hiding_waits_until_the_crew_system_answers(play: Play, guest: Guest, monkeypatch: pytest.MonkeyPatch) -> None:
    guest.add()
    play.wait(minutes=5)
    view = looked_at(play)
    invoke = Function.invoke

    def away(function: Function, event: Any) -> Any:
        if function.name == "scc" and event["routeKey"].endswith("/hide"):
            return {"statusCode": 503, "headers": {}, "body": ""}
        return invoke(function, event)

    with monkeypatch.context() as patch:
        patch.setattr(Function, "invoke", away)
        press(play, view, "photos:hide")
        assert guest.numbers == [1]
    play.wait(minutes=2)
    assert guest.numbers == []
    assert told(play)[-1] == "Rowan hid photo 1. The guests no longer see it."


def test_pressing_costs_four_requests_to_the_table_at_most(play: Play, guest: Guest) -> None:
    guest.add()
    play.wait(minutes=5)
    view = looked_at(play)
    with counted(play.sandbox.aws.known("ChartersTable", "Ref")) as seen:
        press(play, view, "photos:hide", settle=False)
    assert len(seen.table) <= 4
    assert (seen.sent, len(seen.slack)) == (1, 1)


def test_moved_and_cancelled_charters_take_photos_when_they_should(play: Play) -> None:
    play.book()
    guest = Guest(play)
    play.move(start_date="2026-06-06", end_date="2026-06-06")
    play.at(*DURING)
    assert guest.album["window"]["state"] == "early"
    play.at(2026, 6, 6, 12, 0)
    assert guest.album["window"]["state"] == "open"
    assert "Photos can be added from Sat, Jun 6, 12:00 PM" in shown(play.guest_page().text)
    play.cancel()
    assert guest.album["window"]["state"] == "cancelled"
    assert "album" not in play.guest_page().text.split("</style>")[1]


@pytest.mark.parametrize("way", ["asked", "by itself", "cancelled"])
def test_the_photos_go_with_the_guest(play: Play, guest: Guest, way: str) -> None:
    bucket = play.sandbox.aws.known("PhotosBucket", "Ref")
    guest.add()
    play.wait(minutes=5)
    assert play.sandbox.aws.s3.list_objects_v2(Bucket=bucket)["KeyCount"] == 2
    if way == "cancelled":
        play.cancel()
    if way == "by itself":
        play.at(2026, 8, 28, 16, 1)
    else:
        opened = play.person(ROWAN).command("/charter forget KWBZPGD", cast.CHANNEL).view
        assert opened is not None
        play.person(ROWAN).submit(opened, {"typed": "KWBZPGD"})
        play.settle()
    assert play.sandbox.aws.s3.list_objects_v2(Bucket=bucket)["KeyCount"] == 0
    assert play.docket().photos == ()
    assert guest.ask().status_code == 401
    table = play.sandbox.aws.dynamodb.scan(TableName=play.sandbox.aws.known("SccTable", "Ref"))["Items"]
    assert "Lucía" not in json.dumps(table, ensure_ascii=False, default=str)
    assert "1 new photo came from the guests. They are erased." in told(play)
    assert play.docket().guest_link() == f"{play.sandbox.url}/g/KWBZPGD"


def test_neither_log_nor_address_tells_the_token(play: Play, guest: Guest, caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level("INFO")
    guest.add()
    play.wait(minutes=5)
    assert guest.token not in caplog.text
    for item in play.sandbox.aws.s3.list_objects_v2(Bucket=play.sandbox.aws.known("GuestBucket", "Ref"))["Contents"]:
        page = play.sandbox.aws.s3.get_object(Bucket=play.sandbox.aws.known("GuestBucket", "Ref"), Key=item["Key"])
        assert guest.token.encode() not in page["Body"].read()


@pytest.mark.parametrize("when", ["before", "after"])
def test_killed_while_telling_the_thread_hears_of_each_photo_once(
    play: Play, guest: Guest, monkeypatch: pytest.MonkeyPatch, when: str
) -> None:
    guest.add()
    guest.add()
    post, deaths = SlackChat.post, []

    def dies_once(self: SlackChat, *told: Any, **more: Any) -> Any:
        if "new photo" not in told[1].text or deaths:
            return post(self, *told, **more)
        deaths.append(when)
        if when == "after":
            post(self, *told, **more)
        guest.add(settle=False)
        raise Killed

    monkeypatch.setattr(SlackChat, "post", dies_once)
    play.wait(minutes=5)
    assert deaths
    play.wait(minutes=5)
    assert [line.split(" from")[0] for line in told(play)] == ["2 new photos", "1 new photo"]
