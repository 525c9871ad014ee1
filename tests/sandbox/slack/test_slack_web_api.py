"""The Web API as slack_sdk's own client meets it."""

import urllib.error
import urllib.request
from collections.abc import Callable
from typing import Any

import httpx
import pytest
from slack_sdk import WebClient
from slack_sdk.errors import SlackApiError
from slack_sdk.web.slack_response import SlackResponse

from sandbox.slack import LocalSlack

HELLO = [{"type": "section", "text": {"type": "mrkdwn", "text": "Hello"}}]
NOTICE = {"event_type": "notice", "event_payload": {"key": "KWBZPGD:call:3"}}


def refusal(call: Callable[[], SlackResponse]) -> SlackResponse:
    with pytest.raises(SlackApiError) as caught:
        call()
    return caught.value.response


def post(client: WebClient, text: str, **more: Any) -> str:
    return client.chat_postMessage(channel="CCHARTERS", text=text, **more)["ts"]


def test_auth_test_says_who_the_bot_is(slack: LocalSlack, client: WebClient) -> None:
    answer = client.auth_test()
    assert (answer["user_id"], answer["bot_id"], answer["team_id"]) == (slack.bot_user_id, slack.bot_id, slack.team_id)


@pytest.mark.parametrize(("token", "error"), [("", "not_authed"), ("xoxb-other", "invalid_auth")])
def test_the_token_is_checked(slack: LocalSlack, token: str, error: str) -> None:
    stranger = WebClient(token=token, base_url=f"{slack.base_url}/slack/api/")
    assert refusal(stranger.auth_test)["error"] == error
    assert slack.faults == [f"auth.test: {error}"]


def test_an_unknown_method_is_a_fault(slack: LocalSlack, client: WebClient) -> None:
    assert refusal(lambda: client.api_call("chat.shout"))["error"] == "unknown_method"
    assert slack.faults == ["chat.shout: unknown_method"]


def test_json_that_is_none_is_refused(slack: LocalSlack) -> None:
    headers = {"Authorization": "Bearer xoxb-sandbox", "Content-Type": "application/json"}
    url = f"{slack.base_url}/slack/api/chat.postMessage"
    assert httpx.post(url, content=b"{", headers=headers).json()["error"] == "invalid_json"
    assert httpx.post(url, content=b"[]", headers=headers).json()["error"] == "json_not_object"
    form = httpx.post(url, data={"token": "xoxb-sandbox", "channel": "CCHARTERS", "blocks": "[{"})
    assert form.json()["error"] == "invalid_arguments"


def test_a_message_is_posted_and_keeps_what_was_asked(slack: LocalSlack, client: WebClient) -> None:
    first = client.chat_postMessage(
        channel="CCHARTERS", text="Hello", blocks=HELLO, metadata=NOTICE, unfurl_links=False, unfurl_media=False
    )
    second = post(client, "again")
    assert first["message"]["bot_id"] == slack.bot_id
    one, two = slack.messages("CCHARTERS")
    assert (one.ts, two.ts) == (first["ts"], second)
    assert one.ts < two.ts
    assert (one.unfurl_links, one.unfurl_media, two.unfurl_links) == (False, False, None)
    assert one.metadata == NOTICE
    assert one.blocks[0]["block_id"]
    assert slack.faults == []


def test_a_person_as_channel_is_their_direct_message(slack: LocalSlack, client: WebClient) -> None:
    answer = client.chat_postMessage(channel="UANA", text="Can you crew JADA?")
    assert answer["channel"][0] == "D"
    assert client.conversations_open(users="UANA")["channel"]["id"] == answer["channel"]
    assert [message.text for message in slack.dm("UANA")] == ["Can you crew JADA?"]

    by_person = refusal(lambda: client.chat_update(channel="UANA", ts=answer["ts"], text="Moved"))
    assert by_person["error"] == "channel_not_found"
    assert slack.faults == ["chat.update: 'UANA' is not the id of a conversation"]
    client.chat_update(channel=answer["channel"], ts=answer["ts"], text="Moved")
    assert [message.text for message in slack.dm("UANA")] == ["Moved"]


def test_channels_are_ids_that_the_bot_is_in(slack: LocalSlack, client: WebClient) -> None:
    slack.add_channel("CPUBLIC", "public", ["UROWAN"], bot_is_member=False)
    slack.add_channel("CSECRET", "secret", ["UROWAN"], bot_is_member=False, is_private=True)
    slack.add_channel("COLD", "old", ["UROWAN"], is_archived=True)
    errors = {
        channel: refusal(lambda channel=channel: client.chat_postMessage(channel=channel, text="x"))["error"]
        for channel in ("CPUBLIC", "CSECRET", "COLD", "CNOWHERE", "UNOBODY")
    }
    assert errors == {
        "CPUBLIC": "not_in_channel",
        "CSECRET": "channel_not_found",
        "COLD": "is_archived",
        "CNOWHERE": "channel_not_found",
        "UNOBODY": "channel_not_found",
    }
    assert slack.faults == []
    assert refusal(lambda: client.chat_postMessage(channel="#charters", text="x"))["error"] == "channel_not_found"
    assert slack.faults == ["chat.postMessage: '#charters' is not the id of a conversation"]


def test_bad_blocks_are_refused_with_slack_s_words(slack: LocalSlack, client: WebClient) -> None:
    long = [{"type": "section", "text": {"type": "mrkdwn", "text": "x" * 3001}}]
    answer = refusal(lambda: client.chat_postMessage(channel="CCHARTERS", text="x", blocks=long))
    line = "[ERROR] must be less than 3001 characters [json-pointer:/blocks/0/text/text]"
    assert (answer["error"], answer["response_metadata"]["messages"]) == ("invalid_blocks", [line])
    assert slack.faults == [f"chat.postMessage: invalid_blocks: {line}"]
    assert slack.messages("CCHARTERS") == []


def test_what_is_too_long_or_empty_is_refused(slack: LocalSlack, client: WebClient) -> None:
    def blocks(total: int) -> list[dict[str, Any]]:
        return [{"type": "section", "text": {"type": "plain_text", "text": "x" * (total // 5)}}] * 5

    post(client, "x", blocks=blocks(12_000))
    assert refusal(lambda: post(client, "x", blocks=blocks(12_005)))["error"] == "msg_blocks_too_long"
    assert refusal(lambda: client.api_call("chat.postMessage", json={"channel": "CCHARTERS"}))["error"] == "no_text"
    assert refusal(lambda: post(client, "x", metadata={"event_type": "x"}))["error"] == "invalid_metadata_format"
    assert len(slack.faults) == 3
    post(client, "y" * 40_001)
    assert slack.faults[3] == "chat.postMessage: text of 40001 characters is cut off after 40000"
    assert len(slack.messages("CCHARTERS")[-1].text) == 40_000


def test_arguments_the_local_slack_does_not_show_are_named(slack: LocalSlack, client: WebClient) -> None:
    client.chat_postMessage(channel="CCHARTERS", text="x", attachments=[{"fallback": "y", "text": "y"}])
    assert slack.faults == ["chat.postMessage: the argument attachments is not shown by the local Slack"]


def test_an_update_without_blocks_leaves_the_old_ones(slack: LocalSlack, client: WebClient) -> None:
    ts = post(client, "Hello", blocks=HELLO, metadata=NOTICE)
    client.chat_update(channel="CCHARTERS", ts=ts, text="Bye")
    (message,) = slack.messages("CCHARTERS")
    assert (message.text, message.plain_text(), message.metadata) == ("Bye", "Hello", NOTICE)
    assert message.edited["user"] == slack.bot_user_id
    client.chat_update(channel="CCHARTERS", ts=ts, text="Bye", blocks=[])
    assert slack.messages("CCHARTERS")[0].plain_text() == "Bye"
    assert message.plain_text() == "Hello"


def test_only_what_is_there_and_the_bot_s_own_is_updated(slack: LocalSlack, client: WebClient) -> None:
    theirs = slack.person("UANA").say("mine", "CCHARTERS")

    def update(ts: str, text: str = "x") -> str:
        return refusal(lambda: client.chat_update(channel="CCHARTERS", ts=ts, text=text))["error"]

    assert update(theirs.ts) == "cant_update_message"
    assert update("1.000001") == "message_not_found"
    own = post(client, "x")
    assert slack.faults == []
    assert update(own, "x" * 4001) == "msg_too_long"
    slack.add_channel("CCHARTERS", "charters", ["UANA"], is_archived=True)
    assert update(own) == "is_inactive"


def test_replies_and_history(slack: LocalSlack, client: WebClient) -> None:
    parent = post(client, "parent")
    replies = [post(client, f"reply {number}", thread_ts=parent, metadata=NOTICE) for number in range(3)]
    later = post(client, "later")
    nested = post(client, "a reply to a reply", thread_ts=replies[0])

    def history(**more: Any) -> list[str]:
        return [each["ts"] for each in client.conversations_history(channel="CCHARTERS", **more)["messages"]]

    assert history() == [later, parent]
    assert history(oldest=parent) == [later]
    assert history(oldest=parent, inclusive=True) == [later, parent]
    assert history(latest=later) == [parent]
    assert history(latest=later, inclusive=True) == [later, parent]

    first = client.conversations_replies(channel="CCHARTERS", ts=parent, limit=3)
    assert [each["ts"] for each in first["messages"]] == [parent, *replies[:2]]
    assert (first["has_more"], first["messages"][0]["reply_count"]) == (True, 4)
    rest = client.conversations_replies(
        channel="CCHARTERS", ts=parent, limit=3, cursor=first["response_metadata"]["next_cursor"]
    )
    assert [each["ts"] for each in rest["messages"]] == [replies[2], nested]
    assert (rest["has_more"], rest["response_metadata"]["next_cursor"]) == (False, "")

    since = client.conversations_replies(channel="CCHARTERS", ts=parent, oldest=replies[1], include_all_metadata=True)
    assert [each["ts"] for each in since["messages"]] == [parent, replies[2], nested]
    assert since["messages"][1]["metadata"] == NOTICE
    assert "metadata" not in rest["messages"][0]
    assert [message.ts for message in slack.messages("CCHARTERS", parent)] == [*replies, nested]
    assert slack.faults == []


def test_history_refuses_what_it_cannot_read(slack: LocalSlack, client: WebClient) -> None:
    slack.add_channel("CPUBLIC", "public", bot_is_member=False)
    for error, arguments in {
        "not_in_channel": {"channel": "CPUBLIC"},
        "invalid_limit": {"channel": "CCHARTERS", "limit": 1000},
        "invalid_cursor": {"channel": "CCHARTERS", "cursor": "next"},
    }.items():
        assert refusal(lambda arguments=arguments: client.conversations_history(**arguments))["error"] == error
    post(client, "x")
    assert refusal(lambda: client.conversations_history(channel="CCHARTERS", oldest="now"))["error"] == (
        "invalid_ts_oldest"
    )
    for call in (client.conversations_replies, client.chat_getPermalink):
        assert refusal(lambda call=call: call(channel="CCHARTERS", ts="1.0", message_ts="1.0"))["error"] in (
            "thread_not_found",
            "message_not_found",
        )


def test_a_reply_needs_a_thread_that_may_have_lost_its_parent(slack: LocalSlack, client: WebClient) -> None:
    assert refusal(lambda: post(client, "x", thread_ts="1.000001"))["error"] == "thread_not_found"
    parent = post(client, "parent")
    post(client, "reply", thread_ts=parent)
    client.chat_delete(channel="CCHARTERS", ts=parent)
    post(client, "another", thread_ts=parent)
    assert [message.text for message in slack.messages("CCHARTERS", parent)] == ["reply", "another"]
    assert slack.messages("CCHARTERS") == []


def test_a_permalink_names_the_thread(slack: LocalSlack, client: WebClient) -> None:
    parent = post(client, "parent")
    reply = post(client, "reply", thread_ts=parent)
    link = client.chat_getPermalink(channel="CCHARTERS", message_ts=reply)["permalink"]
    assert link.endswith(f"/archives/CCHARTERS/p{reply.replace('.', '')}?thread_ts={parent}&cid=CCHARTERS")


def test_an_ephemeral_reaches_one_person_and_cannot_be_updated(slack: LocalSlack, client: WebClient) -> None:
    answer = client.chat_postEphemeral(channel="CCHARTERS", user="UANA", text="Only you")
    assert [message.plain_text() for message in slack.person("UANA").ephemerals] == ["Only you"]
    assert slack.person("UROWAN").ephemerals == []
    assert slack.messages("CCHARTERS") == []
    update = refusal(lambda: client.chat_update(channel="CCHARTERS", ts=answer["message_ts"], text="x"))
    assert update["error"] == "message_not_found"
    slack.add_user("USTRANGER", "Stranger")
    outside = refusal(lambda: client.chat_postEphemeral(channel="CCHARTERS", user="USTRANGER", text="x"))
    assert outside["error"] == "user_not_in_channel"


def test_users_are_found_by_id_and_by_address(client: WebClient) -> None:
    assert client.users_info(user="UANA")["user"]["real_name"] == "Ana"
    assert client.users_lookupByEmail(email="Ana@Example.com")["user"]["id"] == "UANA"
    assert refusal(lambda: client.users_info(user="UNOBODY"))["error"] == "user_not_found"
    assert refusal(lambda: client.users_lookupByEmail(email="no@example.com"))["error"] == "users_not_found"


def test_conversations_open_is_for_one_person(slack: LocalSlack, client: WebClient) -> None:
    opened = client.conversations_open(users="UANA", return_im=True)["channel"]
    assert (opened["is_im"], opened["user"]) == (True, "UANA")
    assert client.conversations_info(channel=opened["id"])["channel"]["is_member"]
    assert refusal(lambda: client.conversations_open(users="UANA,UROWAN"))["error"] == "too_many_users"
    assert slack.faults == ["conversations.open: too_many_users"]


def test_a_planned_failure_comes_once_and_is_no_fault(slack: LocalSlack, client: WebClient) -> None:
    slack.fail_next("chat.postMessage", "ratelimited", retry_after=7)
    limited = refusal(lambda: post(client, "x"))
    assert (limited.status_code, limited.headers["Retry-After"], limited["error"]) == (429, "7", "ratelimited")
    slack.fail_next("chat.update", "edit_window_closed")
    ts = post(client, "x")
    assert refusal(lambda: client.chat_update(channel="CCHARTERS", ts=ts, text="y"))["error"] == "edit_window_closed"
    client.chat_update(channel="CCHARTERS", ts=ts, text="y")
    assert slack.faults == []


def test_a_file_is_given_to_the_bot_s_token_only(slack: LocalSlack) -> None:
    file = slack.person("UANA").upload("booking.txt", b"Booking KWBZPGD", "text/plain")
    allowed = httpx.get(file["url_private"], headers={"Authorization": "Bearer xoxb-sandbox"})
    assert (allowed.content, allowed.headers["content-type"].split(";")[0]) == (b"Booking KWBZPGD", "text/plain")
    assert slack.faults == []
    assert "Sign in" in httpx.get(file["url_private"]).text
    assert slack.faults == ["file: not_authed"]


def test_elsewhere_is_nothing(slack: LocalSlack) -> None:
    with pytest.raises(urllib.error.HTTPError) as caught:
        urllib.request.urlopen(f"{slack.base_url}/slack/elsewhere")  # noqa: S310
    with caught.value as answer:
        assert answer.code == 404


def test_reset_keeps_people_and_channels(slack: LocalSlack, client: WebClient) -> None:
    post(client, "x")
    refusal(lambda: client.api_call("chat.shout"))
    slack.fail_next("chat.postMessage", "fatal_error")
    slack.reset()
    assert (slack.messages("CCHARTERS"), slack.faults) == ([], [])
    post(client, "y")
    assert slack.person("UANA").name == "Ana"
