"""The state of one Slack workspace: who is there, what was said, what is on each person's screen. Thread-safe."""

import secrets
import threading
from collections.abc import Callable
from dataclasses import dataclass, replace

from sandbox.revision import Revision
from sandbox.slack.blocks import with_ids
from sandbox.slack.models import Channel, Json, Message, StoredFile, User
from sandbox.slack.refusals import Refusal
from sandbox.slack.screens import Screens

RESPONSE_URL_USES = 5  # docs.slack.dev/interactivity/handling-user-interaction#message_responses
RESPONSE_URL_SECONDS = 30 * 60
SLACKBOT = "USLACKBOT"


@dataclass
class ResponseUrl:
    """Where an answer to one interaction may be sent; `message_ts` is the message it came from, if any."""

    user: str
    channel: str
    message_ts: str | None
    expires_at: float
    uses_left: int = RESPONSE_URL_USES


@dataclass(frozen=True)
class Conversations:
    channels: dict[str, Channel]
    messages: dict[str, list[Message]]


class Workspace:
    """One lock guards everything, the screens too; no method calls out while it holds it."""

    team_id = "T0SANDBOX"
    team_domain = "sandbox"
    app_id = "A0CHARTER"
    bot_user_id = "U0CHARTERBOT"
    bot_id = "B0CHARTER"

    def __init__(self, clock: Callable[[], float]) -> None:
        self._clock = clock
        self._lock = threading.RLock()
        self._users: dict[str, User] = {}
        self._channels: dict[str, Channel] = {}
        self._names: dict[str, str] = {}
        self._messages: dict[str, list[Message]] = {}
        self._ephemerals: dict[str, list[Message]] = {}
        self._response_urls: dict[str, ResponseUrl] = {}
        self._files: dict[str, StoredFile] = {}
        self._last_micros = 0
        self.revision = Revision()
        self.screens = Screens(self._lock, clock, self._names, self.revision)
        self.add_user(User(self.bot_user_id, "Charter Bot", is_bot=True))
        self.add_user(User(SLACKBOT, "Slackbot", is_bot=True))

    def snapshot(self) -> Conversations:
        """Who is where and what was said; what is on anybody's screen is not part of it."""
        with self._lock:
            return Conversations(dict(self._channels), {place: list(said) for place, said in self._messages.items()})

    def restore(self, conversations: Conversations) -> None:
        with self._lock:
            self.reset()
            self._channels.clear()
            self._channels.update(conversations.channels)
            self._messages.update({place: list(said) for place, said in conversations.messages.items()})

    def reset(self) -> None:
        """Forgets messages, files, screens and response_urls; keeps people and channels."""
        with self._lock:
            self._messages.clear()
            self._ephemerals.clear()
            self._response_urls.clear()
            self._files.clear()
            self.screens.reset()
            self.revision.grow()

    # People and conversations

    def add_user(self, user: User) -> User:
        with self._lock:
            self._users[user.id] = user
            self._names[user.id] = user.name
            return user

    def user(self, user_id: str) -> User:
        with self._lock:
            if user_id not in self._users:
                raise Refusal("user_not_found")
            return self._users[user_id]

    def users(self) -> list[User]:
        with self._lock:
            return list(self._users.values())

    def put_channel(self, channel: Channel) -> Channel:
        """Adds a channel, or changes its name, members or archived state."""
        with self._lock:
            self._channels[channel.id] = channel
            self._names[channel.id] = channel.name
            self.revision.grow()
            return channel

    def channel(self, channel_id: str) -> Channel:
        with self._lock:
            if channel_id not in self._channels:
                raise Refusal("channel_not_found")
            return self._channels[channel_id]

    def channels(self) -> list[Channel]:
        with self._lock:
            return list(self._channels.values())

    def open_dm(self, user_id: str) -> Channel:
        """The bot's direct message with a person, opened on first use."""
        with self._lock:
            user = self.user(user_id)
            dm_id = "D" + user.id[1:]
            if dm_id not in self._channels:
                members = frozenset({user.id, self.bot_user_id})
                self._channels[dm_id] = Channel(dm_id, user.name, members, is_im=True, user=user.id)
            return self._channels[dm_id]

    # Messages

    def post(self, message: Message) -> Message:
        """Stores a message under a new ts; a reply turns the message it answers into a thread's parent."""
        with self._lock:
            stored = replace(message, ts=self._next_ts(), blocks=with_ids(message.blocks), names=self._names)
            if stored.thread_ts is not None:
                root = self._thread_root(stored.channel, stored.thread_ts)
                stored = replace(stored, thread_ts=root)
            self._messages.setdefault(stored.channel, []).append(stored)
            self.revision.grow()
            return stored

    def post_ephemeral(self, message: Message) -> Message:
        with self._lock:
            blocks = with_ids(message.blocks)
            stored = replace(message, ts=self._next_ts(), blocks=blocks, names=self._names)
            self._ephemerals.setdefault(stored.ephemeral_to or "", []).append(stored)
            self.revision.grow()
            return stored

    def message(self, channel_id: str, ts: str) -> Message:
        with self._lock:
            for message in self._messages.get(channel_id, ()):
                if message.ts == ts:
                    return message
            raise Refusal("message_not_found")

    def edit_message(
        self, message: Message, *, text: str, blocks: list[Json] | None, metadata: Json | None = None
    ) -> Message:
        """Changes the message, ephemeral or not, with that one's ts; what is None stays as it is."""
        with self._lock:
            place = self._place(message)
            index = next(index for index, each in enumerate(place) if each.ts == message.ts)
            place[index] = replace(
                place[index],
                text=text,
                blocks=place[index].blocks if blocks is None else with_ids(blocks),
                metadata=place[index].metadata if metadata is None else metadata,
                edited={"user": self.bot_user_id, "ts": self._next_ts()},
            )
            self.revision.grow()
            return place[index]

    def delete_message(self, message: Message) -> None:
        with self._lock:
            place = self._place(message)
            place[:] = [each for each in place if each.ts != message.ts]
            self.revision.grow()

    def everything(self, channel_id: str) -> list[Message]:
        """In order, replies included."""
        with self._lock:
            return list(self._messages.get(channel_id, ()))

    def messages(self, channel_id: str, thread_ts: str | None = None) -> list[Message]:
        """In order: a channel's messages without replies, or the replies of one thread."""
        with self._lock:
            everything = self._messages.get(channel_id, [])
            if thread_ts is None:
                return [each for each in everything if not each.is_reply or each.reply_broadcast]
            return [each for each in everything if each.is_reply and each.thread_ts == thread_ts]

    def ephemerals(self, user_id: str) -> list[Message]:
        with self._lock:
            return list(self._ephemerals.get(user_id, ()))

    # Files

    def add_file(self, user_id: str, name: str, mimetype: str, content: bytes, more: Json | None = None) -> StoredFile:
        with self._lock:
            file_id, created = "F" + secrets.token_hex(5).upper(), int(self._clock())
            stored = StoredFile(file_id, user_id, name, mimetype, content, created, more or {})
            self._files[stored.id] = stored
            return stored

    def file(self, file_id: str) -> StoredFile:
        with self._lock:
            if file_id not in self._files:
                raise Refusal("file_not_found")
            return self._files[file_id]

    # response_urls

    def new_response_url(self, user: str, channel: str, message_ts: str | None = None) -> str:
        with self._lock:
            url_id = secrets.token_hex(12)
            expires_at = self._clock() + RESPONSE_URL_SECONDS
            self._response_urls[url_id] = ResponseUrl(user, channel, message_ts, expires_at)
            return url_id

    def use_response_url(self, url_id: str) -> ResponseUrl:
        with self._lock:
            url = self._response_urls.get(url_id)
            if url is None or self._clock() > url.expires_at:
                raise Refusal("expired_url")
            if url.uses_left == 0:
                raise Refusal("used_url")
            url.uses_left -= 1
            return url

    def _next_ts(self) -> str:
        self._last_micros = max(self._last_micros + 1, int(self._clock() * 1_000_000))
        return f"{self._last_micros // 1_000_000}.{self._last_micros % 1_000_000:06d}"

    def _thread_root(self, channel_id: str, ts: str) -> str:
        everything = self._messages.get(channel_id, [])
        for index, message in enumerate(everything):
            if message.ts == ts:
                root = message.thread_ts or ts
                if root == ts:
                    everything[index] = replace(message, thread_ts=ts)
                return root
        if any(message.thread_ts == ts for message in everything):  # the parent was deleted, its thread goes on
            return ts
        raise Refusal("thread_not_found")

    def _place(self, message: Message) -> list[Message]:
        place = self._ephemerals if message.ephemeral_to else self._messages
        found = place.get(message.ephemeral_to or message.channel, [])
        if all(each.ts != message.ts for each in found):
            raise Refusal("message_not_found")
        return found
