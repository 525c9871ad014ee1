"""The text for the guest, by a button or a command."""

from typing import Any

from slack_bolt import Ack, App
from slack_sdk import WebClient

from bot.domain.errors import Rejected
from bot.handlers.office import Office
from bot.handlers.received import trigger_of, value_of
from bot.views import guest_text
from bot.views.ids import GUEST_TEXT, GUEST_TEXT_MODAL


def register(app: App, office: Office) -> None:
    @app.action(GUEST_TEXT)
    def pressed(ack: Ack, body: dict[str, Any], action: dict[str, Any], client: WebClient) -> None:
        open_guest_text(office, value_of(action), body["user"]["id"], trigger_of(body), client)
        ack()

    @app.view(GUEST_TEXT_MODAL)
    def done(ack: Ack) -> None:
        ack()


def open_guest_text(office: Office, booking_id: str, user: str, trigger_id: str, client: WebClient) -> None:
    """Raises `Rejected` for whoever may not have it, and where there is none to send."""
    office.require_captain(user, "guest text", booking_id)
    scene = office.scene(booking_id)
    if scene.docket.charter.forgotten_at is not None:
        raise Rejected("is_forgotten", "The guest was erased and the page has closed, so there is no text to send.")
    url = scene.docket.guest_link()
    if url is None:
        raise Rejected("page_not_ready", "The guest page is not published yet. Please try again in a moment.")
    client.views_open(trigger_id=trigger_id, view=guest_text.build(scene, url))
