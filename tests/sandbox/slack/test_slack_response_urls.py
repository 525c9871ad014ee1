"""Answers sent to a response_url."""

from typing import Any

import httpx
from slack_sdk import WebClient

from sandbox.slack import LocalSlack, Message, Person
from tests.sandbox.slack.block_kit import labelled_button, plain


def test_a_response_url_answers_five_times_in_thirty_minutes(
    slack: LocalSlack, rowan: Person, bot: Any, message: Message, clock: Any
) -> None:
    rowan.click(message, "yes")
    url = bot.payload()["response_url"]
    assert httpx.post(url, json={"text": "Noted."}).status_code == 200
    assert [each.text for each in rowan.ephemerals] == ["Noted."]
    httpx.post(url, json={"text": "To all.", "response_type": "in_channel"})
    assert slack.messages("CCHARTERS")[-1].text == "To all."
    httpx.post(url, json={"text": "You said yes.", "replace_original": True})
    assert slack.messages("CCHARTERS")[0].plain_text() == "You said yes."
    refused = httpx.post(url, json={"blocks": [{"type": "header", "text": plain("x" * 151)}]})
    assert (refused.status_code, refused.json()["error"]) == (400, "invalid_blocks")
    httpx.post(url, json={"delete_original": True})
    assert [each.text for each in slack.messages("CCHARTERS")] == ["To all."]
    sixth = httpx.post(url, json={"text": "Once more."})
    assert (sixth.status_code, sixth.json()["error"]) == (404, "used_url")

    rowan.command("/charter list", "CCHARTERS")
    url = bot.requests[-1].form["response_url"]
    clock.now += 30 * 60
    assert httpx.post(url, json={"text": "Just in time."}).status_code == 200
    clock.now += 1
    late = httpx.post(url, json={"text": "Too late."})
    assert (late.status_code, late.json()["error"]) == (404, "expired_url")
    assert len(slack.faults) == 3


def test_an_ephemeral_is_clicked_and_replaced(slack: LocalSlack, rowan: Person, bot: Any, client: WebClient) -> None:
    client.chat_postEphemeral(
        channel="CCHARTERS",
        user="UROWAN",
        text="Sure?",
        blocks=[{"type": "actions", "elements": [labelled_button("yes")]}],
    )
    assert rowan.click(rowan.ephemerals[0], "yes").ok
    sent = bot.payload()
    assert (sent["container"]["is_ephemeral"], "message" in sent) == (True, False)
    httpx.post(sent["response_url"], json={"text": "Done.", "replace_original": True})
    assert [each.plain_text() for each in rowan.ephemerals] == ["Done."]
    assert slack.faults == []
