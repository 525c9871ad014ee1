"""Tells people things in Slack exactly once, although Slack offers no idempotency key.

Claim, send with the key in the message's metadata, record *sent*. Whoever finds a claim that a crash left behind
looks into the conversation first: the message may have been posted without anybody writing it down.
"""

import datetime as dt
from collections.abc import Callable
from dataclasses import dataclass

from bot.domain.charter import SlackUser
from bot.domain.docket import (
    CREW_RULES,
    THREAD,
    TROUBLE_IN_SLACK,
    UNREAD,
    Claim,
    Docket,
    NoticeKey,
    Scene,
    fingerprint,
    is_status,
)
from bot.domain.errors import Fatal
from bot.domain.outcomes import Posted
from bot.domain.photos import ADDED
from bot.ports import Charters, Chat, NoticeView

BROADCAST_INSIDE = dt.timedelta(hours=12)
"""So close to the start, what needs a person is said in the channel too."""
URGENT = frozenset(
    {"answer_declined", "open_place_12h", UNREAD, "step_failed", "mail_bounced", "slack_unreached", "parked"}
)

CLOCK_SKEW_SECONDS = 60.0


@dataclass(frozen=True)
class Messenger:
    charters: Charters
    chat: Chat
    view: NoticeView
    channel: str
    real_seconds: Callable[[], float]
    """Real time, epoch seconds."""

    def tell(self, key: NoticeKey, scene: Scene) -> Scene:
        """The scene after `key` was told. Raises `Retryable`; a refusal for good is recorded as undeliverable."""
        docket = scene.docket
        if docket.sent(key):
            return scene
        place = self._place(key, scene)
        if place is None:
            return scene
        channel, thread_ts = place
        mine, claim = self._claim(key, scene)
        if claim.state != "claimed":
            return _with(scene, claim)
        content = self.view(key, scene, claim.at)
        try:
            posted = None
            if claim != mine:
                posted = self.chat.find(
                    channel, _name(docket, key), claim.claimed_seconds - CLOCK_SKEW_SECONDS, thread_ts
                )
            if posted is None:
                posted = self.chat.post(
                    channel, content, _name(docket, key), thread_ts=thread_ts, broadcast=_broadcast(key, scene)
                )
        except Fatal:
            if is_status(key):
                raise
            return self._record(scene, claim.model_copy(update={"state": "undeliverable"}))
        return self._record(
            scene,
            claim.model_copy(
                update={"state": "sent", "channel": posted.channel, "ts": posted.ts, "drawn": fingerprint(content)}
            ),
        )

    def have_told(self, key: NoticeKey, scene: Scene, send: Callable[[], None]) -> Scene:
        """The scene after another system was asked to tell somebody; asking it twice must do no harm."""
        if scene.docket.sent(key):
            return scene
        _, claim = self._claim(key, scene)
        if claim.state != "claimed":
            return _with(scene, claim)
        send()
        return self._record(scene, claim.model_copy(update={"state": "sent"}))

    def outdated(self, scene: Scene) -> list[NoticeKey]:
        """The living messages that no longer say what is true, the status message first."""
        old = [key for key, claim in scene.docket.claims.items() if self._is_outdated(key, claim, scene)]
        return sorted(old, key=lambda key: not is_status(key))

    def redraw(self, key: NoticeKey, scene: Scene) -> Scene:
        """The scene after one message was drawn again. A status message that cannot be is posted anew."""
        claim = scene.docket.claims[key]
        content = self.view(key, scene, claim.at)
        place = Posted(channel=claim.channel or "", ts=claim.ts or "")
        if not self.chat.redraw(place, content) and key == scene.docket.status():
            name = _name(scene.docket, key)
            # A run that died right here may have posted it already.
            place = self._newer(place, name) or self.chat.post(place.channel, content, name)
        drawn = {"channel": place.channel, "ts": place.ts, "drawn": fingerprint(content)}
        return self._record(scene, claim.model_copy(update=drawn))

    def note_permalink(self, scene: Scene) -> Scene:
        """The scene with the address of the status message on file. Raises `Retryable`, `Fatal`."""
        status = scene.docket.claims.get(scene.docket.status())
        if status is None or status.channel is None or status.ts is None:
            return scene
        if status.ts.replace(".", "") in (scene.docket.permalink or ""):
            return scene
        permalink = self.chat.permalink(Posted(channel=status.channel, ts=status.ts))
        self.charters.save_permalink(scene.docket.charter.booking_id, permalink)
        return scene._replace(docket=scene.docket.model_copy(update={"permalink": permalink}))

    def _newer(self, place: Posted, name: str) -> Posted | None:
        found = self.chat.find(place.channel, name, float(place.ts) + 0.000001)
        return found if found != place else None

    def _is_outdated(self, key: NoticeKey, claim: Claim, scene: Scene) -> bool:
        if claim.state != "sent" or claim.ts is None or not _is_living(key, scene):
            return False
        return fingerprint(self.view(key, scene, claim.at)) != claim.drawn

    def _claim(self, key: NoticeKey, scene: Scene) -> tuple[Claim, Claim]:
        """The claim made here, and the one that stands: another one if a run before this died with it."""
        user = slack_user(key, scene) if to_one_of_the_crew(key) else None
        mine = Claim(key=key, state="claimed", claimed_seconds=self.real_seconds(), at=scene.now, user=user)
        return mine, self.charters.claim(scene.docket.charter.booking_id, mine)

    def _record(self, scene: Scene, claim: Claim) -> Scene:
        self.charters.save_claim(scene.docket.charter.booking_id, claim)
        return _with(scene, claim)

    def _place(self, key: NoticeKey, scene: Scene) -> tuple[str, str | None] | None:
        """Channel (or person) and thread; None where there is nowhere to say it."""
        if is_status(key):
            return self.channel, None
        if key.rule == TROUBLE_IN_SLACK:
            return key.recipient, None
        if to_one_of_the_crew(key):
            user = slack_user(key, scene)
            return (user, None) if user else None
        status = scene.docket.claims.get(scene.docket.status())
        if status is None or status.channel is None:
            return None
        return status.channel, status.ts


def _is_living(key: NoticeKey, scene: Scene) -> bool:
    """Messages that are drawn again. A line of the thread stays as it was said, until its guest is erased."""
    names_guest = key.rule in ("booked", ADDED) and scene.docket.charter.forgotten_at is not None
    return is_status(key) or to_one_of_the_crew(key) or names_guest


def to_one_of_the_crew(key: NoticeKey) -> bool:
    """Crew and thread share some rule names (a move is told to both)."""
    return key.rule in CREW_RULES and key.recipient != THREAD


def slack_user(key: NoticeKey, scene: Scene) -> SlackUser | None:
    """Where to tell it in Slack. Who left is told only that they need not come."""
    member = scene.roster.named(key.recipient)
    if member is None or not (member.active or key.rule in ("off", "cancelled")):
        return None
    return member.slack_user


def _broadcast(key: NoticeKey, scene: Scene) -> bool:
    return key.rule in URGENT and scene.docket.charter.trip.start_at - scene.now < BROADCAST_INSIDE


def _name(docket: Docket, key: NoticeKey) -> str:
    return "|".join((docket.charter.booking_id, key.rule, key.recipient, str(key.asked_version), key.detail))


def _with(scene: Scene, claim: Claim) -> Scene:
    docket = scene.docket
    return scene._replace(docket=docket.model_copy(update={"claims": {**docket.claims, claim.key: claim}}))
