"""Files that come with a message, and what the bot gets to see of them."""

from typing import Any

import httpx
import pytest
from slack_sdk import WebClient

from sandbox.slack import LocalSlack, Person
from tests.sandbox.slack.test_slack_web_api import refusal

TOKEN = {"Authorization": "Bearer xoxb-sandbox"}
BOOKING = "Booking ID: kwbzpgd\nRenter: Marisol Vega & <friends>\n\nStart\nMay 30, 2026 • 1:00 PM\n\nPassengers\n6\n"


@pytest.mark.parametrize(
    ("name", "mimetype", "filetype"),
    [
        ("booking.txt", "text/plain", "text"),
        ("booking.eml", "message/rfc822", "eml"),
        ("photo.JPEG", "image/jpeg", "jpg"),
        ("photo of it.png", "image/png", "png"),
    ],
)
def test_a_file_travels_with_its_message(
    slack: LocalSlack, rowan: Person, bot: Any, name: str, mimetype: str, filetype: str
) -> None:
    message = rowan.say("", "CCHARTERS", files=[rowan.upload(name, b"content", mimetype)])
    rowan.shortcut("charter_from_message", message)
    (file,) = bot.payload()["message"]["files"]
    assert (file["name"], file["mimetype"], file["filetype"], file["size"]) == (name, mimetype, filetype, 7)
    assert httpx.get(file["url_private_download"], headers=TOKEN).content == b"content"
    assert slack.faults == []


def test_a_forwarded_mail_carries_its_words(slack: LocalSlack, rowan: Person, bot: Any, client: WebClient) -> None:
    message = rowan.forward_mail("New booking", BOOKING, "CCHARTERS", "Boatsetter <no-reply@example.com>")
    rowan.shortcut("charter_from_message", message)
    sent = bot.payload()["message"]
    (file,) = sent["files"]
    assert (sent["user"], sent["text"]) == ("USLACKBOT", "")
    assert (file["filetype"], file["mode"], file["mimetype"]) == ("email", "email", "text/html")
    assert (file["plain_text"], file["subject"], file["title"]) == (BOOKING, "New booking", "New booking")
    assert file["from"] == [
        {"address": "no-reply@example.com", "name": "Boatsetter", "original": "Boatsetter <no-reply@example.com>"}
    ]
    assert (file["preview_plain_text"].count("\n"), file["has_more"]) == (4, True)
    assert "&amp; &lt;friends&gt;" in httpx.get(file["url_private_download"], headers=TOKEN).text
    assert client.files_info(file=file["id"])["file"] == file


def test_a_file_that_is_not_there(slack: LocalSlack, client: WebClient) -> None:
    assert refusal(lambda: client.files_info(file="F0NONE"))["error"] == "file_not_found"
    assert slack.faults == []
