"""People at their screens: they type commands, press buttons, fill in modals, and see what comes of it."""

import secrets
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field

from sandbox.slack import payloads
from sandbox.slack.acks import TROUBLE, ignored_body, parsed_body, settle_command, settle_submission
from sandbox.slack.delivery import Delivery
from sandbox.slack.door import Answer
from sandbox.slack.files import file_json, mail_content, mail_fields
from sandbox.slack.forms import NotOnScreen, chosen, complaints, filled_state
from sandbox.slack.models import Channel, Json, Message, User, View, elements_of
from sandbox.slack.words import typed
from sandbox.slack.workspace import SLACKBOT, Workspace


@dataclass(frozen=True)
class Outcome:
    """What a person sees after acting. `status` is 0 where nothing was sent or nothing answered."""

    ok: bool
    status: int = 0
    errors: dict[str, str] = field(default_factory=dict)
    view: View | None = None
    message: str | None = None
    body: object = None


@dataclass(frozen=True)
class Stage:
    """What people act on."""

    workspace: Workspace
    delivery: Delivery
    faults: list[str]
    clock: Callable[[], float]
    link: Callable[[str], str]
    subscriptions: set[str]


class Person:
    """One user of the workspace. Acting on what is not on the screen raises NotOnScreen."""

    def __init__(self, stage: Stage, user: User) -> None:
        self._stage, self._workspace, self._user = stage, stage.workspace, user

    @property
    def id(self) -> str:
        return self._user.id

    @property
    def name(self) -> str:
        return self._user.name

    @property
    def ephemerals(self) -> list[Message]:
        return self._workspace.ephemerals(self.id)

    @property
    def views(self) -> list[View]:
        """The open modals, the visible one last."""
        return self._workspace.screens.stack(self.id)

    @property
    def home(self) -> View | None:
        return self._workspace.screens.home(self.id)

    @property
    def dm_channel(self) -> str:
        """The id of the direct message with the bot."""
        return self._workspace.open_dm(self.id).id

    def command(self, text: str, channel: str) -> Outcome:
        """Types a slash command, say "/charter new", into a channel this person is in."""
        place, name, rest = self._place(channel), *_split(text)
        seen = len(self.ephemerals)
        form = payloads.command_form(
            self._workspace,
            self._user,
            place,
            name,
            rest,
            response_url=self._response_url(place.id),
            trigger_id=self._trigger(),
        )
        answer = self._stage.delivery.command(form)
        if not answer.ok:
            error = "operation_timeout" if answer.timed_out else "dispatch_failed"
            return self._outcome(answer, seen, words=f'{name} failed with the error "{error}"')
        settled = settle_command(self._workspace, self.id, place.id, name, answer.body)
        if settled.fault:
            self._stage.faults.append(settled.fault)
        return self._outcome(answer, seen, words=settled.words)

    def fill(self, view: View, values: Mapping[str, object]) -> View:
        """Fills in inputs, by block_id, without sending anything."""
        current = self._visible(view)
        return self._workspace.screens.fill(current.id, filled_state(current, values))

    def submit(self, view: View, values: Mapping[str, object] | None = None) -> Outcome:
        """Fills in and submits the visible modal; what the client itself refuses is not sent."""
        current = self.fill(view, values or {})
        if not current.submit:
            raise NotOnScreen(f"{current.title!r} has no submit button")
        refused = complaints(current, current.state)
        if refused:
            return Outcome(ok=False, errors=refused, view=self._top())
        seen = len(self.ephemerals)
        payload = payloads.interaction(
            self._workspace,
            self._user,
            "view_submission",
            trigger_id=self._trigger(current.id),
            view=payloads.view_json(self._workspace, current),
            response_urls=self._response_urls(current),
        )
        answer = self._stage.delivery.interaction(payload, current.callback_id)
        if not answer.ok:
            return self._outcome(answer, seen, words=TROUBLE)
        settled = settle_submission(self._workspace, current, answer.body)
        if settled.fault:
            self._stage.faults.append(settled.fault)
        return self._outcome(answer, seen, words=settled.words, errors=settled.errors, fault=settled.fault)

    def close(self, view: View) -> Outcome:
        """Closes the visible modal by its close button; the bot hears of it if it asked to."""
        current = self._visible(view)
        if current.clear_on_close:
            self._workspace.screens.clear(self.id)
        else:
            self._workspace.screens.close(current.id)
        if not current.notify_on_close:
            return Outcome(ok=True, view=self._top())
        payload = payloads.interaction(
            self._workspace,
            self._user,
            "view_closed",
            view=payloads.view_json(self._workspace, current),
            is_cleared=current.clear_on_close,
        )
        return self._send(payload, current.callback_id)

    def click(
        self,
        target: Message | View,
        action_id: str,
        value: str | list[str] | None = None,
        *,
        block_id: str | None = None,
        stale: bool = False,
    ) -> Outcome:
        """Presses a button, or chooses `value` in a menu, on a message or a view.

        `block_id` says which, where several blocks have that action_id. It must be there now, before this person's
        eyes; `stale` plays a client that still shows an earlier message or view, or one of a conversation this person
        is not in (any more).
        """
        if isinstance(target, View):
            return self._click_in_view(target, block_id, action_id, value, stale)
        return self._click_in_message(target, block_id, action_id, value, stale)

    def shortcut(self, callback_id: str, message: Message | None = None) -> Outcome:
        """A global shortcut, or the one in a message's menu."""
        kind, more = "shortcut", {}
        if message is not None:
            place = self._place(message.channel)
            kind, more = (
                "message_action",
                {
                    "channel": payloads.channel_ref(place),
                    "message_ts": message.ts,
                    "message": payloads.message_json(self._workspace, message),
                    "response_url": self._response_url(place.id, message.ts),
                },
            )
        payload = payloads.interaction(
            self._workspace,
            self._user,
            kind,
            callback_id=callback_id,
            trigger_id=self._trigger(),
            action_ts=self._action_ts(),
            **more,
        )
        return self._send(payload, callback_id)

    def upload(self, name: str, content: bytes, mimetype: str) -> Json:
        """A file, to go with `say` or into a `file_input`; the bot fetches it with its token."""
        stored = self._workspace.add_file(self.id, name, mimetype, content)
        return file_json(stored, self._stage.link(stored.path))

    def forward_mail(self, subject: str, text: str, channel: str, sender: str = "no-reply@example.com") -> Message:
        """Forwards a mail to Slack's address of a channel: Slackbot posts it as a file of its own kind."""
        fields = mail_fields(subject, text, sender, to=f"{channel.lower()}@sandbox.slack.com")
        stored = self._workspace.add_file(self.id, subject, "text/html", mail_content(text), fields)
        file = file_json(stored, self._stage.link(stored.path))
        return self._workspace.post(Message(self._place(channel).id, "", SLACKBOT, "", files=[file]))

    def say(self, text: str, channel: str, thread_ts: str | None = None, files: Sequence[Json] = ()) -> Message:
        """Writes a message; the bot hears of it if it subscribed to messages of that kind of channel."""
        place = self._place(channel)
        message = Message(place.id, "", self.id, typed(text), thread_ts=thread_ts, files=list(files))
        message = self._workspace.post(message)
        kind = "im" if place.is_im else "group" if place.is_private else "channel"
        event = payloads.message_json(self._workspace, message) | {"channel": place.id, "channel_type": kind}
        if self._workspace.bot_user_id in place.members:
            self._event("message.im" if place.is_im else f"message.{kind}s", event)
        return message

    def open_home(self) -> Outcome:
        """Opens the app's Home tab."""
        event: Json = {"type": "app_home_opened", "user": self.id, "channel": self.dm_channel, "tab": "home"}
        if self.home is not None:
            event["view"] = payloads.view_json(self._workspace, self.home)
        return self._event("app_home_opened", event)

    # Clicking

    def _click_in_view(
        self, view: View, block_id: str | None, action_id: str, value: str | list[str] | None, stale: bool
    ) -> Outcome:
        current = view if stale else self._visible(view)
        block, element = _find(current.blocks, block_id, action_id, value)
        held = _choice(element, value)
        if element["type"] not in ("button", "overflow"):
            state = {**current.state, block["block_id"]: {**current.state[block["block_id"]], action_id: held}}
            current = self._workspace.screens.fill(current.id, state)
        if block["type"] == "input" and not block.get("dispatch_action"):
            return Outcome(ok=True, view=self._top())
        payload = payloads.interaction(
            self._workspace,
            self._user,
            "block_actions",
            container={"type": "view", "view_id": current.id},
            trigger_id=self._trigger(current.id),
            view=payloads.view_json(self._workspace, current),
            actions=[payloads.action(block["block_id"], element, held, self._action_ts())],
        )
        return self._send(payload, action_id)

    def _click_in_message(
        self, message: Message, block_id: str | None, action_id: str, value: str | list[str] | None, stale: bool
    ) -> Outcome:
        place = self._workspace.channel(message.channel) if stale else self._place(message.channel)
        current = message if stale else self._shown(message)
        block, element = _find(current.blocks, block_id, action_id, value)
        held = _choice(element, value)
        container = {
            "type": "message",
            "message_ts": current.ts,
            "channel_id": place.id,
            "is_ephemeral": current.ephemeral_to is not None,
        }
        if current.thread_ts:
            container["thread_ts"] = current.thread_ts
        payload = payloads.interaction(
            self._workspace,
            self._user,
            "block_actions",
            container=container,
            trigger_id=self._trigger(),
            channel=payloads.channel_ref(place),
            state=payloads.message_state(element, block["block_id"], held),
            response_url=self._response_url(place.id, current.ts),
            actions=[payloads.action(block["block_id"], element, held, self._action_ts())],
        )
        if current.ephemeral_to is None:  # Slack does not send the words of an ephemeral message back
            payload["message"] = payloads.message_json(self._workspace, current)
        return self._send(payload, action_id)

    def _shown(self, message: Message) -> Message:
        shown = self._workspace.everything(message.channel) if message.ephemeral_to is None else self.ephemerals
        for each in shown:
            if each.ts == message.ts:
                return each
        raise NotOnScreen("that message is gone")

    # Sending

    def _send(self, payload: Json, what: str) -> Outcome:
        seen = len(self.ephemerals)
        answer = self._stage.delivery.interaction(payload, what)
        fault = ignored_body(f"{payload['type']} {what}", answer.body) if answer.ok else None
        if fault:
            self._stage.faults.append(fault)
        return self._outcome(answer, seen, words=None if answer.ok else TROUBLE)

    def _event(self, name: str, event: Json) -> Outcome:
        if name not in self._stage.subscriptions:
            return Outcome(ok=True, view=self._top())
        event = {**event, "event_ts": self._action_ts()}
        event_id = "Ev" + secrets.token_hex(5).upper()
        envelope = payloads.event_envelope(self._workspace, event, event_id, int(self._stage.clock()))
        seen = len(self.ephemerals)
        return self._outcome(self._stage.delivery.event(envelope), seen)

    def _outcome(
        self,
        answer: Answer,
        seen: int,
        *,
        words: str | None = None,
        errors: dict[str, str] | None = None,
        fault: str | None = None,
    ) -> Outcome:
        fresh = self.ephemerals[seen:]
        return Outcome(
            ok=answer.ok and not errors and not fault,
            status=answer.status,
            errors=errors or {},
            view=self._top(),
            message=words or (fresh[-1].plain_text() if fresh else None),
            body=(parsed_body(answer.body) or answer.body.decode(errors="replace")) if answer.body else None,
        )

    def _top(self) -> View | None:
        return self.views[-1] if self.views else None

    def _visible(self, view: View) -> View:
        if view.type == "home":
            return self._workspace.screens.current(view.id)
        top = self._top()
        if top is None or top.id != view.id:
            raise NotOnScreen(f"{view.title!r} is not the modal {self.name} is looking at")
        return top

    def _place(self, channel_id: str) -> Channel:
        channel = self._workspace.channel(channel_id)
        if self.id not in channel.members:
            raise NotOnScreen(f"{self.name} is not in {channel.name}")
        return channel

    def _trigger(self, view_id: str | None = None) -> str:
        return self._workspace.screens.new_trigger(self.id, view_id)

    def _response_url(self, channel: str, message_ts: str | None = None) -> str:
        url_id = self._workspace.new_response_url(self.id, channel, message_ts)
        return self._stage.link(f"/slack/response/{url_id}")

    def _response_urls(self, view: View) -> list[Json]:
        """One for each conversation chosen in a menu with `response_url_enabled`."""
        urls = []
        for block in view.blocks:
            for element in elements_of(block):
                held = view.state.get(block["block_id"], {}).get(element["action_id"], {})
                channel = held.get("selected_conversation") or held.get("selected_channel")
                if element.get("response_url_enabled") and channel:
                    where = {"block_id": block["block_id"], "action_id": element["action_id"], "channel_id": channel}
                    urls.append({**where, "response_url": self._response_url(channel)})
        return urls

    def _action_ts(self) -> str:
        return f"{self._stage.clock():.6f}"


def _split(text: str) -> tuple[str, str]:
    name, _, rest = text.strip().partition(" ")
    if not name.startswith("/"):
        raise NotOnScreen(f"{text!r} is no slash command")
    return name, rest.strip()


def _find(blocks: list[Json], block_id: str | None, action_id: str, value: str | list[str] | None) -> tuple[Json, Json]:
    """The element with that action_id, in that block if one is named; among buttons of one action_id by its value."""
    for block in blocks:
        if block_id is not None and block["block_id"] != block_id:
            continue
        for element in elements_of(block):
            if element["action_id"] != action_id:
                continue
            if element["type"] == "button" and value is not None and element.get("value") != value:
                continue
            return block, element
    offered = [element["action_id"] for block in blocks for element in elements_of(block)]
    raise NotOnScreen(f"there is no {action_id!r} with value {value!r}, only {offered}")


def _choice(element: Json, value: str | list[str] | None) -> Json:
    if element["type"] == "button":
        return {"type": "button"}
    return chosen(element, value)
