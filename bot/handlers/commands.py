"""``/charter …``"""

from collections.abc import Callable, Mapping
from typing import Any

from slack_bolt import Ack, App
from slack_sdk import WebClient

from bot.handlers import crew_list
from bot.handlers.modals import open_cancel, open_move
from bot.handlers.office import Office
from bot.views import commands, paste_modal, show
from bot.views.commands import Wish


def register(app: App, office: Office) -> None:
    @app.command("/charter")
    def charter(ack: Ack, command: dict[str, Any], client: WebClient) -> None:
        wish = commands.parse(command.get("text") or "")
        if wish.name == "help":
            ack(commands.help_text(wish.complaint))
            return
        office.require_operator(command["user_id"], wish.name, wish.booking_id)
        WISHES[wish.name](office, wish, command, client, ack)


def _new(office: Office, wish: Wish, command: Mapping[str, Any], client: WebClient, ack: Ack) -> None:
    client.views_open(trigger_id=command["trigger_id"], view=paste_modal.build())
    ack()


def _show(office: Office, wish: Wish, command: Mapping[str, Any], client: WebClient, ack: Ack) -> None:
    scene = office.scene(wish.booking_id)
    ack(text=f"{wish.booking_id}", blocks=show.show(scene), unfurl_links=False, unfurl_media=False)


def _move(office: Office, wish: Wish, command: Mapping[str, Any], client: WebClient, ack: Ack) -> None:
    open_move(office, wish.booking_id, command["trigger_id"], client)
    ack()


def _cancel(office: Office, wish: Wish, command: Mapping[str, Any], client: WebClient, ack: Ack) -> None:
    open_cancel(office, wish.booking_id, command["trigger_id"], client)
    ack()


def _retry(office: Office, wish: Wish, command: Mapping[str, Any], client: WebClient, ack: Ack) -> None:
    office.desk.retry(wish.booking_id)
    ack(f"I try {wish.booking_id} again now. Its thread in <#{office.settings.channel}> shows how it goes.")


WISHES: Mapping[str, Callable[[Office, Wish, Mapping[str, Any], WebClient, Ack], None]] = {
    "new": _new,
    "show": _show,
    "move": _move,
    "cancel": _cancel,
    "retry": _retry,
    "crew": crew_list.open_list,
}
