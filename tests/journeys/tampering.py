"""Slack's door with parts of its requests missing or odd: what people do arrives changed, and signed all the same."""

import copy
import logging
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, replace
from typing import Any

from sandbox.slack.door import Answer, Door, Retry
from sandbox.slack.models import Json, Message, View
from sandbox.slack.people import Outcome
from tests.journeys.play import ROWAN, Play

Tamper = Callable[[Any], None]
"""Changes a request in place."""


@dataclass(frozen=True)
class TamperingDoor:
    """The real door behind one change of every request."""

    door: Door
    tamper: Tamper

    def command(self, form: Mapping[str, str]) -> Answer:
        return self.door.command(self._changed(form))

    def interaction(self, payload: Json) -> Answer:
        return self.door.interaction(self._changed(payload))

    def event(self, envelope: Json, retry: Retry | None = None) -> Answer:
        return self.door.event(self._changed(envelope), retry)

    def _changed(self, sent: Any) -> Any:
        changed = copy.deepcopy(dict(sent))
        self.tamper(changed)
        return changed


@contextmanager
def tampered(play: Play, tamper: Tamper) -> Iterator[None]:
    delivery = play.sandbox.slack._delivery
    real = delivery.door
    delivery.door = TamperingDoor(real, tamper)
    try:
        yield
    finally:
        delivery.door = real


def without(*paths: str) -> Tamper:
    """Leaves out what stands at such paths, ``view.hash`` or ``actions.0.value``."""

    def tamper(sent: Any) -> None:
        for path in paths:
            *way, name = path.split(".")
            place = sent
            for step in way:
                place = (place[int(step)] if isinstance(place, list) else place.get(step)) if place else None
            if isinstance(place, dict):
                place.pop(name, None)

    return tamper


def with_value(value: object) -> Tamper:
    """Another value of the button that is pressed."""

    def tamper(sent: Any) -> None:
        sent["actions"][0]["value"] = value

    return tamper


def with_metadata(text: str) -> Tamper:
    def tamper(sent: Any) -> None:
        sent["view"]["private_metadata"] = text

    return tamper


def with_elements(element: object) -> Tamper:
    """Puts this in the place of what every field of the form holds."""

    def tamper(sent: Any) -> None:
        values = sent["view"]["state"]["values"]
        sent["view"]["state"]["values"] = {name: {"value": copy.deepcopy(element)} for name in values}

    return tamper


# Old screens


def button(action_id: str, value: str) -> Json:
    return {
        "type": "actions",
        "block_id": "old",
        "elements": [
            {"type": "button", "action_id": action_id, "value": value, "text": {"type": "plain_text", "text": "Old"}}
        ],
    }


def press(play: Play, shown: Message | View, action_id: str, value: str, user: str = ROWAN) -> Outcome:
    """Presses a button that this screen showed once."""
    if isinstance(shown, Message):
        old: Message | View = replace(shown, blocks=[button(action_id, value)])
    else:
        old = replace(shown, source={**shown.source, "blocks": [button(action_id, value)]})
    return play.person(user).click(old, action_id, stale=True)


# What comes of it


def seen_by(play: Play, user: str) -> str:
    """All that a person can see, and what is on file: it differs if anything came of what they did."""
    person, slack = play.person(user), play.sandbox.slack
    views = [(view.id, view.hash) for view in person.views]
    words = [message.plain_text() for message in (*person.ephemerals, *slack.dm(user))]
    docket = play.charters().docket("KWBZPGD")
    return f"{views} {words} {docket.model_dump_json() if docket else ''}"


@contextmanager
def nothing_fails(what: str) -> Iterator[None]:
    """No listener raises while the block runs: that would be an error in the log."""
    errors: list[logging.LogRecord] = []

    class Errors(logging.Handler):
        def emit(self, record: logging.LogRecord) -> None:
            errors.append(record)

    noting = Errors(logging.ERROR)
    logging.getLogger("bot").addHandler(noting)
    try:
        yield
    finally:
        logging.getLogger("bot").removeHandler(noting)
    assert not errors, f"{what}: {errors[0].getMessage()}: {errors[0].exc_info and errors[0].exc_info[1]!r}"


def tried(play: Play, user: str, what: str, tamper: Tamper, act: Callable[[], Outcome]) -> None:
    """Somebody does something and it arrives changed: nothing fails, and something comes of it that they can see."""
    before = seen_by(play, user)
    with nothing_fails(what), tampered(play, tamper):
        outcome = act()
    assert outcome.status == 200, what
    assert not play.sandbox.slack.faults, f"{what}: {play.sandbox.slack.faults}"
    told = outcome.errors or outcome.message or seen_by(play, user) != before
    assert told, f"{what}: nothing came of it"
