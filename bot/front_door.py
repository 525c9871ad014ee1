"""The bot's door on AWS: an API Gateway event in, an HTTP answer out. Nothing that comes in makes it fail.

Bolt's own Lambda adapter imports boto3 and raises on odd events before it checks the signature; this one does neither.
The signature covers the raw body and holds for five minutes
(docs.slack.dev/authentication/verifying-requests-from-slack).
"""

import base64
import binascii
import json
import logging
from collections.abc import Callable, Mapping
from typing import Any
from urllib.parse import parse_qs

from slack_bolt import App, BoltRequest, BoltResponse
from slack_sdk.signature import SignatureVerifier

from bot.domain.errors import new_reference

log = logging.getLogger(__name__)

Answer = dict[str, Any]


def front_door(app: App, signing_secret: Callable[[], str]) -> Callable[[Mapping[str, Any], object], Answer]:
    """The Lambda handler of the Slack endpoint."""

    def handler(event: Mapping[str, Any], context: object) -> Answer:
        try:
            return _answered(app, signing_secret, event)
        except Exception:
            reference = new_reference()
            log.exception("a request could not be handled", extra={"ref": reference})
            return _answer(200, f"Something on our side failed and nothing was changed. ref {reference}")

    return handler


def _answered(app: App, signing_secret: Callable[[], str], event: Mapping[str, Any]) -> Answer:
    headers, body = _headers(event), _body(event)
    if body is None:
        return _answer(400, "This is not a request of Slack's.")
    if not _signed(body, headers, SignatureVerifier(signing_secret())):
        return _answer(401, "The signature does not match, or the request is older than five minutes.")
    if not _well_formed(body, headers.get("content-type", "")):
        return _answer(400, "The body cannot be read.")
    return _from_bolt(app.dispatch(BoltRequest(body=body, headers=dict(headers))))


def _headers(event: Mapping[str, Any]) -> dict[str, str]:
    headers = event.get("headers")
    if not isinstance(headers, Mapping):
        return {}
    return {str(name).lower(): str(value) for name, value in headers.items()}


def _body(event: Mapping[str, Any]) -> str | None:
    body = event.get("body")
    if not isinstance(body, str):
        return None
    if not event.get("isBase64Encoded"):
        return body
    try:
        return base64.b64decode(body, validate=True).decode()
    except (binascii.Error, UnicodeDecodeError, ValueError):
        return None


def _signed(body: str, headers: Mapping[str, str], verifier: SignatureVerifier) -> bool:
    try:
        return verifier.is_valid_request(body, dict(headers))
    except ValueError:  # the timestamp is no number
        return False


def _well_formed(body: str, content_type: str) -> bool:
    """Whether Bolt can read it: a form, or an object as JSON, without half of a character."""
    if not content_type.startswith("application/json"):
        payload = parse_qs(body).get("payload")
        if payload is None:
            return True
        body = payload[0]
    try:
        parsed = json.loads(body)
        json.dumps(parsed, ensure_ascii=False).encode()
        return isinstance(parsed, dict)
    except (ValueError, RecursionError):
        return False


def _from_bolt(response: BoltResponse) -> Answer:
    return {
        "statusCode": response.status,
        "headers": {name: values[0] for name, values in response.headers.items() if values},
        "body": response.body,
        "isBase64Encoded": False,
    }


def _answer(status: int, sentence: str) -> Answer:
    return {
        "statusCode": status,
        "headers": {"content-type": "text/plain; charset=utf-8"},
        "body": sentence,
        "isBase64Encoded": False,
    }
