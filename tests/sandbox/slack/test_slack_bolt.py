"""A small Bolt app lives in the local Slack as it would in the real one."""

import time
from typing import Any

from slack_bolt import App
from slack_bolt.adapter.wsgi import SlackRequestHandler
from slack_sdk import WebClient

from sandbox.slack import LocalSlack, thread_as_text


def _booking_modal() -> dict:
    guests = {"type": "number_input", "action_id": "n", "is_decimal_allowed": False, "min_value": "1"}
    return {
        "type": "modal",
        "callback_id": "booking",
        "title": {"type": "plain_text", "text": "New charter"},
        "submit": {"type": "plain_text", "text": "Create"},
        "blocks": [
            {
                "type": "input",
                "block_id": "paste",
                "label": {"type": "plain_text", "text": "Booking"},
                "element": {"type": "plain_text_input", "action_id": "text", "multiline": True},
            },
            {
                "type": "input",
                "block_id": "guests",
                "label": {"type": "plain_text", "text": "Guests"},
                "element": guests,
            },
        ],
    }


def _bolt(client: WebClient, signing_secret: str) -> App:
    app = App(client=client, signing_secret=signing_secret, process_before_response=True)

    @app.command("/charter")
    def charter(ack, body, client):
        client.views_open(trigger_id=body["trigger_id"], view=_booking_modal())
        ack()

    @app.view("booking")
    def booking(ack, view, body, client):
        held = view["state"]["values"]
        if held["paste"]["text"]["value"] == "nonsense":
            ack(response_action="errors", errors={"paste": "This is not a booking."})
            return
        ack()
        button = {
            "type": "button",
            "action_id": "charter:confirm:1",
            "text": {"type": "plain_text", "text": "Confirm availability"},
            "value": "KWBZPGD",
            "style": "primary",
        }
        call = {"type": "section", "text": {"type": "mrkdwn", "text": f"*Call* for <@{body['user']['id']}>"}}
        client.chat_postMessage(
            channel=body["user"]["id"],
            text="Can you crew JADA?",
            blocks=[call, {"type": "actions", "elements": [button]}],
        )

    @app.action("charter:confirm:1")
    def confirm(ack, body, client, respond):
        ack()
        place, message = body["channel"]["id"], body["message"]
        client.chat_update(channel=place, ts=message["ts"], text="You said yes.", blocks=[])
        client.chat_postMessage(channel=place, thread_ts=message["ts"], text="See you on board &amp; on time.")
        respond("Noted.")

    @app.event("app_home_opened")
    def home(event, client):
        client.views_publish(user_id=event["user"], view={"type": "home", "blocks": [{"type": "divider"}]})

    return app


def test_a_booking_goes_from_command_to_modal_to_message_to_button(
    slack: LocalSlack, client: WebClient, serve: Any, clock: Any, signing_secret: str
) -> None:
    clock.now = time.time()  # Bolt checks signatures against the real time
    handler = SlackRequestHandler(_bolt(client, signing_secret), path="/slack/events")
    slack.events_url = serve(handler) + "/slack/events"
    rowan = slack.person("UROWAN")

    opened = rowan.command("/charter new", "CCHARTERS")
    assert (opened.ok, opened.view.title, opened.message) == (True, "New charter", None)

    stopped = rowan.submit(opened.view, {"paste": "nonsense", "guests": 0})
    assert list(stopped.errors) == ["guests"]
    rejected = rowan.submit(opened.view, {"guests": 4})
    assert rejected.errors == {"paste": "This is not a booking."}
    assert rejected.view.id == opened.view.id

    created = rowan.submit(opened.view, {"paste": "Booking KWBZPGD"})
    assert (created.ok, created.view) == (True, None)
    (call,) = slack.dm("UROWAN")
    assert call.plain_text() == "Call for @Rowan\n[Confirm availability]"
    assert call.buttons() == [("charter:confirm:1", "Confirm availability", "KWBZPGD")]

    pressed = rowan.click(call, "charter:confirm:1")
    assert pressed.ok
    assert pressed.message == "Noted."
    words = thread_as_text(slack, call.channel, call.ts).splitlines()
    assert [line.strip() for line in words if "  " not in line.strip()] == [
        "You said yes. (edited)",
        "",
        "See you on board & on time.",
    ]

    assert rowan.open_home().ok
    assert rowan.home.blocks[0]["type"] == "divider"
    assert slack.faults == []
