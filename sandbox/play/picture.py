"""Everything one person sees at this moment, as JSON. No token and no key of the sandbox is in it."""

import datetime as dt
import email.utils
from typing import TYPE_CHECKING, Any

from bot.adapters.toml_fleet import load_fleet
from sandbox.play.company import Player, players
from sandbox.play.menus import shortcuts, typed_commands
from sandbox.play.samples import samples
from sandbox.slack.models import Channel, Message, View

if TYPE_CHECKING:
    from sandbox.world import Sandbox

Json = dict[str, Any]
_REFUSALS_SHOWN = 50


class Pictures:
    """Takes pictures of one sandbox."""

    def __init__(self, sandbox: "Sandbox", bucket: str) -> None:
        self._sandbox, self._bucket = sandbox, bucket
        self._boat = next(iter(load_fleet().values()))

    def of(self, player_id: str, run: str) -> Json:
        """What the person with that id sees; the first one's view for an id that is nobody's."""
        slack = self._sandbox.slack
        everybody = players(slack)
        you = next((each for each in everybody if each.id == player_id), everybody[0])
        number = slack.workspace.revision.number  # before looking: what happens meanwhile is seen next time
        mails = self._mails()
        names = {each.id: each.name for each in slack.workspace.users()}
        return {
            "revision": number,
            "run": run,
            "you": _player(you),
            "people": [
                {**_player(each), "latest": self._latest(each), "mails": _count(mails, each)} for each in everybody
            ],
            "names": names | {each.id: each.name for each in slack.workspace.channels() if not each.is_im},
            "bot": {"id": slack.bot_user_id, "name": names[slack.bot_user_id]},
            **(self._screen(you) if you.is_in_slack else {"places": [], "ephemerals": [], "views": [], "home": None}),
            "mails": mails,
            "pages": self._guest_pages(),
            "clock": self._clock(),
            "refusals": slack.faults[-_REFUSALS_SHOWN:],
            "shortcuts": shortcuts(),
            "commands": typed_commands(),
            "samples": samples(self._sandbox.clock.now().astimezone(self._boat.zone)),
        }

    def _screen(self, you: Player) -> Json:
        person = self._sandbox.slack.person(you.id)
        return {
            "places": [self._place(each) for each in self._places_of(you)],
            "ephemerals": [self._message(each) for each in person.ephemerals],
            "views": [_view(each) for each in person.views],
            "home": _view(person.home) if person.home else None,
        }

    def _places_of(self, you: Player) -> list[Channel]:
        """The channels this person is in, then the direct message with the bot."""
        workspace = self._sandbox.slack.workspace
        direct = workspace.open_dm(you.id)
        return [*(each for each in workspace.channels() if you.id in each.members and not each.is_im), direct]

    def _place(self, channel: Channel) -> Json:
        kind = "dm" if channel.is_im else "channel"
        said = self._sandbox.slack.workspace.everything(channel.id)
        shown = [self._message(each) for each in said]
        return {"id": channel.id, "kind": kind, "name": channel.name, "messages": shown} | (
            {"archived": True} if channel.is_archived else {}
        )

    def _latest(self, player: Player) -> dict[str, str]:
        """The newest message of somebody else, place by place."""
        if not player.is_in_slack:
            return {}
        workspace = self._sandbox.slack.workspace
        newest = {
            place.id: next((each.ts for each in reversed(workspace.everything(place.id)) if each.user != player.id), "")
            for place in self._places_of(player)
        }
        return {place: ts for place, ts in newest.items() if ts}

    def _message(self, message: Message) -> Json:
        real = dt.datetime.fromtimestamp(float(message.ts), dt.UTC)
        optional = {
            "thread_ts": message.thread_ts,
            "edited": bool(message.edited),
            "broadcast": message.reply_broadcast,
            "files": [{"name": each["name"], "size": each["size"]} for each in message.files],
        }
        return {
            "channel": message.channel,
            "ts": message.ts,
            "at": self._sandbox.clock.at(real).timestamp(),
            "user": message.user,
            "text": message.text,
            "blocks": message.blocks,
            **{key: value for key, value in optional.items() if value},
        }

    def _mails(self) -> list[Json]:
        try:
            mails = self._sandbox.mails
        except RuntimeError:  # on an AWS elsewhere they cannot be read
            return []
        return [
            {
                "number": number,
                "to": email.utils.parseaddr(mail.to)[1],
                "subject": mail.subject,
                "text": mail.text,
                "link": mail.link,
                "attachments": [str(part.get_filename()) for part in mail.message.iter_attachments()],
            }
            for number, mail in enumerate(mails)
        ]

    def _guest_pages(self) -> list[str]:
        listed = self._sandbox.aws.s3.list_objects_v2(Bucket=self._bucket, Prefix="g/").get("Contents", [])
        pages = ("/" + each["Key"].removesuffix(".html") for each in listed if each["Key"].endswith(".html"))
        return sorted(page for page in pages if "." not in page)  # the others are the same in another language

    def _clock(self) -> Json:
        now = self._sandbox.clock.now()
        return {"now": now.timestamp(), "zone": self._boat.timezone, "place": self._boat.place}


def _player(player: Player) -> Json:
    return {
        "id": player.id,
        "name": player.name,
        "role": player.role,
        "email": player.email,
        "slack": player.is_in_slack,
    }


def _count(mails: list[Json], player: Player) -> int:
    return sum(mail["to"].casefold() == (player.email or "").casefold() for mail in mails)


def _view(view: View) -> Json:
    return {
        "id": view.id,
        "hash": view.hash,
        "title": view.title,
        "submit": view.submit,
        "close": view.close or "Cancel",
        "blocks": view.blocks,
        "state": view.state,
    }
