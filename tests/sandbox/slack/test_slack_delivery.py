"""What reaches the bot's endpoint, and what becomes of its answers."""

import json
import socket
import threading
import urllib.parse
from typing import Any

import httpx
import pytest
from slack_sdk import WebClient
from slack_sdk.signature import Clock as RealClock
from slack_sdk.signature import SignatureVerifier
from werkzeug.wrappers import Request, Response

from sandbox.slack import LocalSlack, Message, Person, View
from tests.sandbox.slack.block_kit import plain

TROUBLE = "We had some trouble connecting. Try again?"


def modal(title: str = "Charter", *more_blocks: dict[str, Any], **more: Any) -> dict[str, Any]:
    note = {
        "type": "input",
        "block_id": "note",
        "optional": True,
        "label": plain("Note"),
        "element": {"type": "plain_text_input", "action_id": "text", "initial_value": "calm"},
    }
    return {
        "type": "modal",
        "callback_id": "charter",
        "private_metadata": "draft-1",
        "title": plain(title),
        "submit": plain("Save"),
        "blocks": [{"type": "divider", "block_id": "line"}, note, *more_blocks],
        **more,
    }


@pytest.fixture
def view(slack: LocalSlack, rowan: Person, client: WebClient) -> View:
    client.views_open(trigger_id=slack.workspace.screens.new_trigger(rowan.id), view=modal())
    return rowan.views[0]


def says(body: object, status: int = 200) -> Any:
    text = body if isinstance(body, str) else json.dumps(body)
    return lambda _request: Response(text, status=status)


def test_every_delivery_is_signed(rowan: Person, bot: Any, view: View, signing_secret: str, clock: Any) -> None:
    rowan.command("/charter new", "CCHARTERS")
    rowan.submit(view)
    rowan.open_home()
    real = RealClock()
    real.now = clock
    verifier = SignatureVerifier(signing_secret, real)
    assert len(bot.requests) == 3
    for request, body in zip(bot.requests, bot.bodies, strict=True):
        assert verifier.is_valid_request(body, dict(request.headers))
        assert not verifier.is_valid_request(body + b"&", dict(request.headers))


def test_a_command_is_a_form(slack: LocalSlack, rowan: Person, bot: Any) -> None:
    outcome = rowan.command("/charter  show KWBZPGD ", "CCHARTERS")
    form = bot.requests[0].form
    assert (outcome.ok, outcome.status, outcome.message, outcome.body) == (True, 200, None, None)
    assert {key: form[key] for key in ("command", "text", "user_id", "channel_id", "channel_name", "team_id")} == {
        "command": "/charter",
        "text": "show KWBZPGD",
        "user_id": "UROWAN",
        "channel_id": "CCHARTERS",
        "channel_name": "charters",
        "team_id": slack.team_id,
    }
    assert form["response_url"].startswith(slack.base_url + "/slack/response/")
    rowan.command("/charter help", rowan.dm_channel)
    assert bot.requests[1].form["channel_name"] == "directmessage"
    assert slack.faults == []


@pytest.mark.parametrize(
    ("body", "words"),
    [
        ("Nothing on file.", "Nothing on file."),
        ({"text": "Nothing &amp; nobody."}, "Nothing & nobody."),
        ({"response_type": "ephemeral", "blocks": [{"type": "header", "text": plain("List")}]}, "List"),
    ],
)
def test_a_reply_to_a_command_is_seen_by_one_person(
    slack: LocalSlack, rowan: Person, bot: Any, body: object, words: str
) -> None:
    bot.answer = says(body)
    assert rowan.command("/charter list", "CCHARTERS").message == words
    assert [each.plain_text() for each in rowan.ephemerals] == [words]
    assert slack.messages("CCHARTERS") == []
    assert slack.faults == []


def test_a_reply_in_channel_is_seen_by_all(slack: LocalSlack, rowan: Person, bot: Any) -> None:
    bot.answer = says({"response_type": "in_channel", "text": "Hello all"})
    assert rowan.command("/charter hello", "CCHARTERS").message == "Hello all"
    assert [each.text for each in slack.messages("CCHARTERS")] == ["Hello all"]
    assert rowan.ephemerals == []


def test_a_reply_with_bad_blocks_is_not_shown(slack: LocalSlack, rowan: Person, bot: Any) -> None:
    bot.answer = says({"blocks": [{"type": "header", "text": plain("x" * 151)}]})
    assert rowan.command("/charter list", "CCHARTERS").message == '/charter failed with the error "invalid_blocks"'
    assert rowan.ephemerals == []
    assert len(slack.faults) == 1


def test_an_answer_after_three_seconds_is_none(
    slack: LocalSlack, rowan: Person, bot: Any, clock: Any, view: View, message: Message
) -> None:
    def late(seconds: float) -> Any:
        def answer(_request: Request) -> Response:
            clock.now += seconds
            return Response()

        return answer

    bot.answer = late(3.0)
    assert rowan.command("/charter list", "CCHARTERS").ok
    assert slack.faults == []
    bot.answer = late(3.1)
    late_command = rowan.command("/charter list", "CCHARTERS")
    assert (late_command.ok, late_command.message) == (False, '/charter failed with the error "operation_timeout"')
    late_submission = rowan.submit(view)
    assert (late_submission.message, late_submission.view.id) == (TROUBLE, view.id)
    assert rowan.click(message, "yes").message == TROUBLE
    assert slack.faults == [
        "/charter list: answered after 3.1 s",
        "view_submission charter: answered after 3.1 s",
        "block_actions yes: answered after 3.1 s",
    ]


def test_an_error_of_the_bot_is_a_fault(slack: LocalSlack, rowan: Person, bot: Any, view: View) -> None:
    bot.answer = says("boom", status=500)
    outcome = rowan.command("/charter list", "CCHARTERS")
    assert (outcome.ok, outcome.status, outcome.message) == (
        False,
        500,
        '/charter failed with the error "dispatch_failed"',
    )
    assert rowan.submit(view).message == TROUBLE
    assert slack.faults == ["/charter list: answered HTTP 500", "view_submission charter: answered HTTP 500"]


def test_a_bot_that_is_not_there_is_a_fault(slack: LocalSlack, rowan: Person) -> None:
    with pytest.raises(RuntimeError, match="events_url"):
        rowan.command("/charter list", "CCHARTERS")
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        slack.events_url = f"http://127.0.0.1:{free.getsockname()[1]}/slack/events"
        outcome = rowan.command("/charter list", "CCHARTERS")
    assert (outcome.status, outcome.message) == (0, '/charter failed with the error "dispatch_failed"')
    assert slack.faults == ["/charter list: no answer (ConnectError)"]


def test_a_submission_carries_the_view_and_closes_it(slack: LocalSlack, rowan: Person, bot: Any, view: View) -> None:
    outcome = rowan.submit(view, {"note": "windy"})
    sent = bot.payload()
    assert (sent["type"], sent["user"]["id"], sent["view"]["id"]) == ("view_submission", "UROWAN", view.id)
    assert (sent["view"]["private_metadata"], sent["view"]["hash"]) == ("draft-1", view.hash)
    assert sent["view"]["state"]["values"] == {"note": {"text": {"type": "plain_text_input", "value": "windy"}}}
    assert (outcome.ok, outcome.view, rowan.views) == (True, None, [])
    assert slack.faults == []


def test_field_errors_leave_the_view_open(slack: LocalSlack, rowan: Person, bot: Any, view: View) -> None:
    bot.answer = says({"response_action": "errors", "errors": {"note": "Too vague."}})
    outcome = rowan.submit(view, {"note": "hm"})
    assert (outcome.ok, outcome.errors, outcome.view.id) == (False, {"note": "Too vague."}, view.id)
    assert rowan.views[0].state["note"]["text"]["value"] == "hm"
    assert slack.faults == []


@pytest.mark.parametrize("errors", [{"line": "not an input"}, {"elsewhere": "x"}, {}, None, {"note": ""}])
def test_errors_that_cannot_be_shown_are_faults(
    slack: LocalSlack, rowan: Person, bot: Any, view: View, errors: object
) -> None:
    bot.answer = says({"response_action": "errors", "errors": errors})
    outcome = rowan.submit(view)
    assert (outcome.ok, outcome.errors, outcome.view.id) == (False, {}, view.id)
    assert len(slack.faults) == 1


def test_an_update_takes_the_view_s_place_and_a_push_lies_on_it(
    slack: LocalSlack, rowan: Person, bot: Any, view: View
) -> None:
    bot.answer = says({"response_action": "update", "view": modal("Review")})
    assert rowan.submit(view).view.title == "Review"
    assert [each.id for each in rowan.views] == [view.id]
    bot.answer = says({"response_action": "push", "view": modal("Sure?")})
    assert rowan.submit(view).view.title == "Sure?"
    assert len(rowan.views) == 2
    bot.answer = says("")
    assert rowan.submit(rowan.views[-1]).view.title == "Review"
    bot.answer = says({"response_action": "push", "view": modal("Sure?")})
    rowan.submit(view)
    bot.answer = says({"response_action": "clear"})
    assert rowan.submit(rowan.views[-1]).view is None
    assert rowan.views == []
    assert slack.faults == []


@pytest.mark.parametrize(
    "body",
    [
        {"response_action": "update", "view": modal("x" * 25)},
        {"response_action": "push", "view": {"type": "home", "blocks": []}},
        {"response_action": "update"},
        {"response_action": "shrug"},
        {"text": "Saved."},
        "Saved.",
    ],
)
def test_an_answer_slack_cannot_use_is_a_fault(
    slack: LocalSlack, rowan: Person, bot: Any, view: View, body: object
) -> None:
    bot.answer = says(body)
    outcome = rowan.submit(view)
    assert (outcome.ok, outcome.message, outcome.view) == (False, TROUBLE, rowan.fill(view, {}))
    assert len(slack.faults) == 1


def test_a_click_in_a_message(slack: LocalSlack, rowan: Person, bot: Any, message: Message) -> None:
    assert rowan.click(message, "yes").ok
    sent = bot.payload()
    (action,) = sent["actions"]
    assert (sent["type"], action["action_id"], action["value"]) == ("block_actions", "yes", "KWBZPGD")
    assert action["block_id"] == message.blocks[0]["block_id"]
    assert sent["container"] == {
        "type": "message",
        "message_ts": message.ts,
        "channel_id": "CCHARTERS",
        "is_ephemeral": False,
    }
    assert (sent["channel"]["id"], sent["message"]["ts"], sent["state"]) == ("CCHARTERS", message.ts, {"values": {}})
    assert sent["trigger_id"]
    assert sent["response_url"]
    assert slack.faults == []


def test_words_in_an_acknowledgement_of_a_click_are_shown_to_nobody(
    slack: LocalSlack, rowan: Person, bot: Any, message: Message
) -> None:
    bot.answer = says("Thanks!")
    assert rowan.click(message, "yes").message is None
    assert len(slack.faults) == 1


def test_shortcuts(slack: LocalSlack, rowan: Person, bot: Any) -> None:
    file = rowan.upload("booking.pdf", b"%PDF", "application/pdf")
    pasted = slack.person("UANA").say("Tom & Ann <tom@example.com> https://x.example/1", "CCHARTERS", files=[file])
    assert rowan.shortcut("new_charter").ok
    assert (bot.payload()["type"], "channel" in bot.payload()) == ("shortcut", False)
    assert rowan.shortcut("from_message", pasted).ok
    sent = bot.payload()
    assert (sent["type"], sent["callback_id"], sent["message_ts"]) == ("message_action", "from_message", pasted.ts)
    assert sent["message"]["text"] == (
        "Tom &amp; Ann &lt;<mailto:tom@example.com|tom@example.com>&gt; <https://x.example/1>"
    )
    assert sent["message"]["files"][0]["url_private"] == file["url_private"]
    assert pasted.plain_text() == "Tom & Ann <tom@example.com> https://x.example/1"


def test_closing_tells_the_bot_if_it_asked(slack: LocalSlack, rowan: Person, bot: Any, client: WebClient) -> None:
    for asked in (False, True):
        trigger = slack.workspace.screens.new_trigger(rowan.id)
        client.views_open(trigger_id=trigger, view=modal(notify_on_close=asked))
        assert rowan.close(rowan.views[-1]).ok
    assert len(bot.requests) == 1
    assert (bot.payload()["type"], bot.payload()["is_cleared"]) == ("view_closed", False)
    assert rowan.views == []


def retries(bot: Any) -> list[str | None]:
    return [request.headers.get("X-Slack-Retry-Num") for request in bot.requests]


def test_an_event_is_sent_again_at_once_after_a_minute_and_after_five(
    slack: LocalSlack, rowan: Person, bot: Any, clock: Any
) -> None:
    bot.answer = says("", status=503)
    assert not rowan.open_home().ok
    for seconds, numbers in ((59, [None, "1"]), (1, [None, "1", "2"]), (299, [None, "1", "2"])):
        clock.now += seconds
        slack.send_due_events()
        assert retries(bot) == numbers
    clock.now += 1
    slack.send_due_events()
    clock.now += 10_000
    slack.send_due_events()
    assert retries(bot) == [None, "1", "2", "3"]
    assert {request.headers["X-Slack-Retry-Reason"] for request in bot.requests[1:]} == {"http_error"}
    ids = {json.loads(body)["event_id"] for body in bot.bodies}
    assert len(ids) == 1
    assert len(slack.faults) == 4


def test_an_event_that_was_taken_is_not_sent_again(slack: LocalSlack, rowan: Person, bot: Any, clock: Any) -> None:
    bot.answer = says("", status=503)
    rowan.open_home()
    bot.answer = says("")
    for _ in range(3):
        clock.now += 300
        slack.send_due_events()
    assert retries(bot) == [None, "1", "2"]


def test_why_an_event_is_sent_again(slack: LocalSlack, rowan: Person, bot: Any, clock: Any) -> None:
    def late(_request: Request) -> Response:
        clock.now += 3.5
        return Response()

    bot.answer = late
    rowan.open_home()
    assert bot.requests[1].headers["X-Slack-Retry-Reason"] == "http_timeout"


def test_a_bot_can_forbid_that_an_event_is_sent_again(slack: LocalSlack, rowan: Person, bot: Any, clock: Any) -> None:
    bot.answer = lambda _request: Response(status=503, headers={"X-Slack-No-Retry": "1"})
    rowan.open_home()
    clock.now += 300
    slack.send_due_events()
    assert len(bot.requests) == 1
    bot.answer = lambda request: Response(status=200 if "X-Slack-Retry-Num" in request.headers else 503)
    assert rowan.open_home().ok


def test_messages_are_events_for_who_subscribed(slack: LocalSlack, rowan: Person, bot: Any) -> None:
    rowan.say("Hello", rowan.dm_channel)
    assert bot.requests == []
    slack.subscriptions.add("message.im")
    rowan.say("Hello", "CCHARTERS")
    rowan.say("Hello?", rowan.dm_channel)
    (body,) = bot.bodies
    event = json.loads(body)["event"]
    assert (event["type"], event["text"], event["channel_type"]) == ("message", "Hello?", "im")


def test_the_bot_calls_back_while_a_delivery_waits(
    slack: LocalSlack, rowan: Person, bot: Any, client: WebClient
) -> None:
    def answer(request: Request) -> Response:
        trigger = request.form["trigger_id"]
        worker = threading.Thread(target=lambda: client.views_open(trigger_id=trigger, view=modal()))
        worker.start()
        worker.join()
        client.chat_postEphemeral(channel="CCHARTERS", user="UROWAN", text="Opened.")
        return Response()

    bot.answer = answer
    outcome = rowan.command("/charter new", "CCHARTERS")
    assert (outcome.view.title, outcome.message) == ("Charter", "Opened.")
    assert slack.faults == []


def test_many_people_at_once_get_times_of_their_own(slack: LocalSlack, client: WebClient) -> None:
    def post() -> None:
        for _ in range(10):
            client.chat_postMessage(channel="CCHARTERS", text="x")

    threads = [threading.Thread(target=post) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    times = [message.ts for message in slack.messages("CCHARTERS")]
    assert len(times) == 40
    assert times == sorted(set(times))


def test_a_transport_needs_no_socket(signing_secret: str) -> None:
    def answer(request: httpx.Request) -> httpx.Response:
        form = urllib.parse.parse_qs(request.content.decode())
        return httpx.Response(200, text=f"You said {form['text'][0]}.")

    slack = LocalSlack(bot_token="xoxb", signing_secret=signing_secret, transport=httpx.MockTransport(answer))
    slack.events_url = "http://bot/slack/events"
    ana = slack.add_user("UANA", "Ana")
    slack.add_channel("CCHARTERS", "charters", ["UANA"])
    assert ana.command("/charter help", "CCHARTERS").message == "You said help."
