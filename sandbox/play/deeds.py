"""What can be done on the page: each deed is a JSON object, and is done as that person would do it in Slack."""

import base64
import datetime as dt
from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, Annotated, Any, Literal
from zoneinfo import ZoneInfo

from pydantic import BaseModel, ConfigDict, Field, StringConstraints

from bot.adapters.toml_fleet import load_fleet
from sandbox.play.travel import next_start, travel
from sandbox.post_office import Fate
from sandbox.slack.forms import NotOnScreen
from sandbox.slack.models import Json, Message, View
from sandbox.slack.people import Outcome, Person

if TYPE_CHECKING:
    from sandbox.world import Sandbox

BEFORE_START = dt.timedelta(hours=24)
Id = Annotated[str, StringConstraints(min_length=1, max_length=255)]


class Deed(BaseModel):
    model_config = ConfigDict(extra="forbid")


class Upload(Deed):
    """``content`` is base64."""

    name: Id
    type: str = "application/octet-stream"
    content: str


class Command(Deed):
    player: Id
    channel: Id
    text: str


class Words(Deed):
    player: Id
    channel: Id
    text: str = ""
    thread_ts: str | None = None
    files: list[Upload] = Field(default_factory=list, max_length=10)


class Click(Deed):
    """On the message with that channel and ts, or else on the view; ``values`` is what stands in the view's inputs."""

    player: Id
    channel: str = ""
    ts: str = ""
    view: str = ""
    block_id: Id
    action_id: Id
    value: str | list[str] | None = None
    values: dict[str, Any] = Field(default_factory=dict)


class Submit(Deed):
    player: Id
    view: Id
    values: dict[str, Any] = Field(default_factory=dict)
    files: dict[str, list[Upload]] = Field(default_factory=dict)


class Close(Deed):
    player: Id
    view: Id


class Shortcut(Deed):
    """From the menu of the message with that channel and ts, or else the global one."""

    player: Id
    callback_id: Id
    channel: str = ""
    ts: str = ""


class Home(Deed):
    player: Id


class Clock(Deed):
    """``hours`` ahead, to ``to`` (a local date and time at the boat), or to a day before the next charter."""

    hours: float | None = Field(default=None, ge=-24 * 366, le=24 * 366)
    to: dt.datetime | None = None
    before_next: bool = False


class Lost(Deed):
    """The mail with that number comes back, or is called spam."""

    mail: int = Field(ge=0)
    fate: Literal["bounced", "complained"] = "bounced"


class Reset(Deed):
    """Everything as it was at the start."""


def command(sandbox: "Sandbox", deed: Command) -> Json:
    return _told(_person(sandbox, deed.player), lambda person: person.command(deed.text, deed.channel))


def say(sandbox: "Sandbox", deed: Words) -> Json:
    person = _person(sandbox, deed.player)
    person.say(deed.text, deed.channel, deed.thread_ts, _stored(person, deed.files))
    return {"ok": True}


def click(sandbox: "Sandbox", deed: Click) -> Json:
    person = _person(sandbox, deed.player)
    if deed.view:
        view = _view(person, deed.view)
        target: Message | View = person.fill(view, deed.values) if deed.values else view
    else:
        target = _message(sandbox, person, deed.channel, deed.ts)
    # A message drawn anew has new block ids (as Slack advises); a button pressed just then still counts.
    there = any(block.get("block_id") == deed.block_id for block in target.blocks or ())
    block_id = deed.block_id if there else None
    return _told(person, lambda one: one.click(target, deed.action_id, deed.value, block_id=block_id))


def submit(sandbox: "Sandbox", deed: Submit) -> Json:
    person = _person(sandbox, deed.player)
    values = {**deed.values, **{block_id: _stored(person, files) for block_id, files in deed.files.items()}}
    return _told(person, lambda one: one.submit(_view(one, deed.view), values))


def close(sandbox: "Sandbox", deed: Close) -> Json:
    return _told(_person(sandbox, deed.player), lambda person: person.close(_view(person, deed.view)))


def shortcut(sandbox: "Sandbox", deed: Shortcut) -> Json:
    person = _person(sandbox, deed.player)
    message = _message(sandbox, person, deed.channel, deed.ts) if deed.ts else None
    return _told(person, lambda one: one.shortcut(deed.callback_id, message))


def home(sandbox: "Sandbox", deed: Home) -> Json:
    return _told(_person(sandbox, deed.player), lambda person: person.open_home())


def clock(sandbox: "Sandbox", deed: Clock) -> Json:
    now = sandbox.clock.now()
    if deed.before_next:
        start = next_start(sandbox)
        if start is None:
            return {"ok": False, "notice": "There is no charter ahead."}
        target = start - BEFORE_START
        if target <= now:
            return {"ok": False, "notice": "The next charter is less than 24 hours away."}
    elif deed.to is not None:
        target = deed.to.replace(tzinfo=_zone())
    else:
        target = now + dt.timedelta(hours=deed.hours or 0)
    travel(sandbox, target)
    return {"ok": True}


def lost(sandbox: "Sandbox", deed: Lost) -> Json:
    mails = sandbox.mails
    if deed.mail >= len(mails):
        raise NotOnScreen("That mail is gone.")
    sandbox.post_office.report(mails[deed.mail], Fate(deed.fate))
    return {"ok": True}


def reset(sandbox: "Sandbox", _: Reset) -> Json:
    sandbox.reset()
    return {"ok": True}


DEEDS: Mapping[str, tuple[type[Deed], Callable[["Sandbox", Any], Json]]] = {
    "command": (Command, command),
    "say": (Words, say),
    "click": (Click, click),
    "submit": (Submit, submit),
    "close": (Close, close),
    "shortcut": (Shortcut, shortcut),
    "home": (Home, home),
    "clock": (Clock, clock),
    "lost": (Lost, lost),
    "reset": (Reset, reset),
}


def _told(person: Person, act: Callable[[Person], Outcome]) -> Json:
    """What the client says beside the page itself: errors at fields, and the words of Slack's own notices."""
    seen = len(person.ephemerals)
    outcome = act(person)
    posted = {message.plain_text() for message in person.ephemerals[seen:]}
    notice = None if outcome.message in posted else outcome.message
    return {"ok": outcome.ok, "errors": outcome.errors, "notice": notice}


def _person(sandbox: "Sandbox", player_id: str) -> Person:
    if player_id.startswith("mail:"):
        raise NotOnScreen("This person does not use Slack.")
    return sandbox.slack.person(player_id)


def _view(person: Person, view_id: str) -> View:
    shown = [*person.views, *([person.home] if person.home else [])]
    found = next((view for view in shown if view.id == view_id), None)
    if found is None:
        raise NotOnScreen("That window is closed already.")
    return found


def _message(sandbox: "Sandbox", person: Person, channel: str, ts: str) -> Message:
    for message in [*person.ephemerals, *sandbox.slack.workspace.everything(channel)]:
        if message.ts == ts:
            return message
    raise NotOnScreen("That message is gone.")


def _stored(person: Person, files: list[Upload]) -> list[Json]:
    return [person.upload(each.name, base64.b64decode(each.content, validate=True), each.type) for each in files]


def _zone() -> ZoneInfo:
    return next(iter(load_fleet().values())).zone
