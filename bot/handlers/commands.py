"""``/charter …``"""

from collections.abc import Callable, Mapping
from functools import partial
from typing import Any

from slack_bolt import Ack, App
from slack_sdk import WebClient

from bot.handlers import blocks, boats, calendar_feeds, changes, crew_list, forgetting, lists, photos
from bot.handlers.answers import open_write_answer
from bot.handlers.guest_text import open_guest_text
from bot.handlers.office import Office
from bot.handlers.received import trigger_of
from bot.handlers.shortcuts import open_paste
from bot.views import commands, show
from bot.views.commands import Wish
from bot.views.crew_card import crew_card

Do = Callable[[Office, Wish, Mapping[str, Any], WebClient, Ack], None]


def register(app: App, office: Office) -> None:
    @app.command("/charter")
    def charter(ack: Ack, command: dict[str, Any], client: WebClient) -> None:
        wish = commands.parse(command.get("text") or "")
        if wish.name == "help":
            ack(commands.help_text(wish.complaint))
            return
        if wish.name not in FOR_CREW_TOO:
            office.require_operator(command["user_id"], wish.name, wish.booking_id)
        WISHES[wish.name](office, wish, command, client, ack)


def _new(office: Office, wish: Wish, command: Mapping[str, Any], client: WebClient, ack: Ack) -> None:
    open_paste(trigger_of(command), client)
    ack()


def _show(office: Office, wish: Wish, command: Mapping[str, Any], client: WebClient, ack: Ack) -> None:
    user = command["user_id"]
    if office.is_operator(user):
        blocks = show.show(office.scene(wish.booking_id))
    else:
        scene, seat = office.own_scene(user, wish.name, wish.booking_id)
        blocks = crew_card(seat, scene, answerable=False)
    ack(text=f"{wish.booking_id}", blocks=blocks, unfurl_links=False, unfurl_media=False)


def _change(change: str, office: Office, wish: Wish, command: Mapping[str, Any], client: WebClient, ack: Ack) -> None:
    changes.open_change(office, change, wish.booking_id, trigger_of(command), client)
    ack()


def _answer(office: Office, wish: Wish, command: Mapping[str, Any], client: WebClient, ack: Ack) -> None:
    open_write_answer(office, wish.booking_id, trigger_of(command), client)
    ack()


def _guest(office: Office, wish: Wish, command: Mapping[str, Any], client: WebClient, ack: Ack) -> None:
    open_guest_text(office, wish.booking_id, command["user_id"], trigger_of(command), client)
    ack()


def _photos(office: Office, wish: Wish, command: Mapping[str, Any], client: WebClient, ack: Ack) -> None:
    photos.open_photos(office, wish.booking_id, trigger_of(command), client)
    ack()


def _retry(office: Office, wish: Wish, command: Mapping[str, Any], client: WebClient, ack: Ack) -> None:
    office.desk.retry(wish.booking_id)
    ack(f"I try {wish.booking_id} again now. Its thread in <#{office.settings.channel}> shows how it goes.")


def _boats(office: Office, wish: Wish, command: Mapping[str, Any], client: WebClient, ack: Ack) -> None:
    boats.open_boats(office, trigger_of(command), client)
    ack()


def _block(office: Office, wish: Wish, command: Mapping[str, Any], client: WebClient, ack: Ack) -> None:
    blocks.open_block(office, wish.words, trigger_of(command), client)
    ack()


WISHES: Mapping[str, Do] = {
    "new": _new,
    "show": _show,
    **{change: partial(_change, change) for change in changes.CHANGES},
    "answer": _answer,
    "guest": _guest,
    "photos": _photos,
    "retry": _retry,
    "block": _block,
    "boats": _boats,
    "list": lists.list_days,
    "late": lists.late,
    "log": lists.log,
    "forget": forgetting.ask,
    "crew": crew_list.open_list,
    "calendar": calendar_feeds.open_addresses,
}
FOR_CREW_TOO = frozenset({"show", "guest", "calendar"})
"""Crew see the charters they are on, in Slack and in their calendar; a captain gets the text for the guest.

Each looks itself who asks."""
