"""Modals, App Homes and the trigger ids that open them (docs.slack.dev/surfaces/modals)."""

import secrets
import threading
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace

from sandbox.revision import Revision
from sandbox.slack.blocks import with_ids
from sandbox.slack.forms import initial_state, kept_state
from sandbox.slack.models import Json, View
from sandbox.slack.refusals import Refusal

STACK_LIMIT = 3  # a root view and two more: docs.slack.dev/reference/methods/views.push
TRIGGER_SECONDS = 3  # docs.slack.dev/interactivity/handling-user-interaction


@dataclass
class Trigger:
    """A person's one interaction; `view_id` is the modal it came from."""

    user: str
    expires_at: float
    view_id: str | None = None
    used: bool = False


class Screens:
    """What each person has open. Shares the lock of the workspace it belongs to."""

    def __init__(
        self, lock: threading.RLock, clock: Callable[[], float], names: Mapping[str, str], revision: Revision
    ) -> None:
        self._lock, self._clock, self._names, self._revision = lock, clock, names, revision
        self._stacks: dict[str, list[View]] = {}
        self._homes: dict[str, View] = {}
        self._triggers: dict[str, Trigger] = {}

    def reset(self) -> None:
        with self._lock:
            self._stacks.clear()
            self._homes.clear()
            self._triggers.clear()

    def new_trigger(self, user: str, view_id: str | None = None) -> str:
        with self._lock:
            trigger_id = f"{secrets.randbelow(10**12)}.{secrets.randbelow(10**12)}.{secrets.token_hex(16)}"
            self._triggers[trigger_id] = Trigger(user, self._clock() + TRIGGER_SECONDS, view_id)
            return trigger_id

    def open(self, trigger_id: str, source: Json) -> View:
        with self._lock:
            self._refuse_duplicate(source)
            trigger = self._use_trigger(trigger_id)
            view = self._new_view(trigger.user, source)
            self._stacks[trigger.user] = [view]
            return view

    def push(self, trigger_id: str, source: Json) -> View:
        with self._lock:
            trigger = self._use_trigger(trigger_id)
            if trigger.view_id is None or trigger.view_id not in {view.id for view in self.stack(trigger.user)}:
                raise Refusal("invalid_trigger_id", ["the trigger does not come from an open modal"])
            return self.push_on(trigger.user, source)

    def push_on(self, user: str, source: Json) -> View:
        with self._lock:
            stack = self._stacks[user]
            if len(stack) >= STACK_LIMIT:
                raise Refusal("push_limit_reached")
            self._refuse_duplicate(source)
            view = self._new_view(user, source, root_view_id=stack[0].id, previous_view_id=stack[-1].id)
            stack.append(view)
            return view

    def update(self, source: Json, *, view_id: str = "", external_id: str = "", expected_hash: str = "") -> View:
        with self._lock:
            view = self._find(view_id, external_id)
            if expected_hash and expected_hash != view.hash:
                raise Refusal("hash_conflict")
            if source["type"] != view.type:
                raise Refusal(
                    "invalid_arguments", ["[ERROR] must match the `type` of the view [json-pointer:/view/type]"]
                )
            if source.get("external_id") != view.source.get("external_id"):
                self._refuse_duplicate(source)
            named = _named(source)
            state = kept_state(named["blocks"], view.state)
            return self._put(replace(view, source=named, hash=self._new_hash(), state=state))

    def publish(self, user: str, source: Json, expected_hash: str = "") -> View:
        with self._lock:
            before = self._homes.get(user)
            if before is None:
                self._homes[user] = self._new_view(user, source)
                return self._homes[user]
            return self.update(source, view_id=before.id, expected_hash=expected_hash)

    def fill(self, view_id: str, state: Json) -> View:
        """The person has typed or chosen: what the inputs hold changes, the view and its hash do not."""
        with self._lock:
            return self._put(replace(self._find(view_id, ""), state=state))

    def close(self, view_id: str) -> None:
        """Closes a modal and whatever lies on it; closing one that is gone changes nothing."""
        with self._lock:
            for user, stack in self._stacks.items():
                ids = [view.id for view in stack]
                if view_id in ids:
                    self._stacks[user] = stack[: ids.index(view_id)]
            self._revision.grow()

    def clear(self, user: str) -> None:
        with self._lock:
            self._stacks.pop(user, None)
            self._revision.grow()

    def stack(self, user: str) -> list[View]:
        """The open modals of a person, the visible one last."""
        with self._lock:
            return list(self._stacks.get(user, ()))

    def home(self, user: str) -> View | None:
        with self._lock:
            return self._homes.get(user)

    def current(self, view_id: str) -> View:
        with self._lock:
            return self._find(view_id, "")

    def _use_trigger(self, trigger_id: str) -> Trigger:
        trigger = self._triggers.get(trigger_id)
        if trigger is None:
            raise Refusal("invalid_trigger_id")
        if trigger.used:
            raise Refusal("exchanged_trigger_id")
        if self._clock() > trigger.expires_at:
            raise Refusal("expired_trigger_id")
        trigger.used = True
        return trigger

    def _everything(self) -> list[View]:
        return [*(view for stack in self._stacks.values() for view in stack), *self._homes.values()]

    def _find(self, view_id: str, external_id: str) -> View:
        for view in self._everything():
            if view.id == view_id or (external_id and view.external_id == external_id):
                return view
        raise Refusal("not_found")

    def _refuse_duplicate(self, source: Json) -> None:
        external_id = source.get("external_id")
        if external_id and any(view.external_id == external_id for view in self._everything()):
            raise Refusal("duplicate_external_id")

    def _put(self, changed: View) -> View:
        if changed.type == "home":
            self._homes[changed.user] = changed
        else:
            stack = self._stacks[changed.user]
            self._stacks[changed.user] = [changed if view.id == changed.id else view for view in stack]
        self._revision.grow()
        return changed

    def _new_view(
        self, user: str, source: Json, root_view_id: str | None = None, previous_view_id: str | None = None
    ) -> View:
        self._revision.grow()
        view_id = "V" + secrets.token_hex(5).upper()
        named = _named(source)
        return View(
            id=view_id,
            hash=self._new_hash(),
            user=user,
            source=named,
            root_view_id=root_view_id or view_id,
            previous_view_id=previous_view_id,
            state=initial_state(named["blocks"]),
            names=self._names,
        )

    def _new_hash(self) -> str:
        return f"{int(self._clock())}.{secrets.token_hex(4)}"


def _named(source: Json) -> Json:
    return {**source, "blocks": with_ids(source["blocks"])}
