"""Raw signed requests, as Slack's servers send them: for what no Slack client would do."""

import json
import time
import urllib.parse
from collections.abc import Mapping
from typing import Any

import httpx
from slack_sdk.signature import SignatureVerifier

from tests.journeys.play import ROWAN, Play


class SlackWire:
    def __init__(self, play: Play) -> None:
        self._url = play.sandbox.slack.events_url
        self._signer = SignatureVerifier(play.sandbox.secrets.signing_secret)

    def signature(self, timestamp: str, body: str) -> str:
        return self._signer.generate_signature(timestamp=timestamp, body=body) or ""

    def post(self, body: str | bytes, **headers: str) -> httpx.Response:
        """Signed now, unless the headers say otherwise."""
        text = body if isinstance(body, str) else body.decode("utf-8", "surrogateescape")
        timestamp = headers.pop("timestamp", str(int(time.time())))
        given = {
            "content-type": "application/x-www-form-urlencoded",
            "x-slack-request-timestamp": timestamp,
            "x-slack-signature": self.signature(timestamp, text),
            **{name.replace("_", "-"): value for name, value in headers.items()},
        }
        return httpx.post(self._url, content=body, headers=given, trust_env=False, verify=False, timeout=30)

    def interact(self, payload: Mapping[str, Any]) -> httpx.Response:
        return self.post(urllib.parse.urlencode({"payload": json.dumps(payload)}))

    def submit(
        self, callback_id: str, values: Mapping[str, Any], *, metadata: str = "", user: str = ROWAN
    ) -> dict[str, Any]:
        """A submitted modal; `values` are elements by block id. Returns what Slack would act on."""
        view = {
            "id": "V1",
            "type": "modal",
            "callback_id": callback_id,
            "private_metadata": metadata,
            "blocks": [{"type": "input", "block_id": name} for name in values],
            "state": {"values": {name: {"value": element} for name, element in values.items()}},
        }
        payload = {"type": "view_submission", "user": {"id": user, "name": "rowan"}, "team": {"id": "T1"}, "view": view}
        answer = self.interact(payload)
        assert answer.status_code == 200, answer.text
        body: dict[str, Any] = answer.json() if answer.content else {}
        return body

    def press(self, action_id: str, value: str, *, user: str, channel: str = "D1") -> httpx.Response:
        return self.interact(
            {
                "type": "block_actions",
                "user": {"id": user, "name": "somebody"},
                "team": {"id": "T1"},
                "channel": {"id": channel},
                "container": {"type": "message", "channel_id": channel, "message_ts": "1.1"},
                "trigger_id": "1.1.abc",
                "actions": [{"type": "button", "action_id": action_id, "block_id": "b", "value": value}],
            }
        )

    def review(self, text: str, user: str = ROWAN) -> str:
        """Pastes a text; returns the id of the draft under review."""
        answer = self.submit("charter:paste", {"text": {"type": "plain_text_input", "value": text}}, user=user)
        assert answer["view"]["callback_id"] == "charter:review", answer
        return str(answer["view"]["private_metadata"])

    def save(self, draft_id: str, user: str = ROWAN, **changed: Any) -> dict[str, Any]:
        """Submits a review in which everything stands as in `booking_text`, but for what is given."""
        form = {
            "booking_id": "KWBZPGD",
            "start_date": "2026-05-30",
            "start_time": "13:00",
            "end_date": "2026-05-30",
            "end_time": "16:00",
            "party_size": "6",
            "boat": "jada",
            "status": "confirmed",
            "captain": "ana",
            "crew": ["miguel"],
            "asking": "ask",
        } | changed
        elements = {name: element(value) for name, value in form.items()}
        return self.submit("charter:review", elements, metadata=draft_id, user=user)


def element(value: Any) -> dict[str, Any]:
    """A filled-in element, as near to Slack's as the bot looks."""
    if isinstance(value, list):
        return {"type": "multi_static_select", "selected_options": [{"value": each} for each in value]}
    if value in ("jada", "confirmed", "not_confirmed", "ana", "tomas", "ask", "agreed", "us"):
        return {"type": "static_select", "selected_option": {"value": value}}
    return {"type": "plain_text_input", "value": value}
