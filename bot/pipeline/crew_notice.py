"""The step that has every person told: the Slack half of it, and the proof that the mails went out.

Mails are the crew notifier's. This step posts the direct messages and is done when every mail is sent, bounced or
has no address; it asks again for one that is still open after ten minutes.
"""

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass

from pydantic import BaseModel, ConfigDict

from bot.domain.charter import CrewId, SlackUser, current_answer
from bot.domain.docket import (
    FINAL_MAIL_STATES,
    LOST_MAIL_STATES,
    MAILED_AGAIN,
    Docket,
    Mail,
    NoticeKey,
    Scene,
    StepName,
    StepState,
    Trouble,
    fingerprint,
)
from bot.domain.errors import new_reference
from bot.pipeline import notices
from bot.pipeline.messenger import Messenger, slack_user
from bot.ports import CrewEvents

ASK_AGAIN_AFTER = dt.timedelta(minutes=10)
ASK_LATER = dt.timedelta(hours=1)
ASKS_BEFORE_TELLING = 3
SAME_MAIL = {"call": ("call", "moved"), "moved": ("moved", "call")}


class ToTell(BaseModel):
    """Everybody the present version wants told."""

    model_config = ConfigDict(frozen=True)

    keys: tuple[NoticeKey, ...]
    accounts: Mapping[str, SlackUser]
    """In which Slack account each of them is told who has one."""


@dataclass(frozen=True)
class CrewNotice:
    messenger: Messenger
    crew_events: CrewEvents
    name: StepName = "crew_notice"

    def desired(self, scene: Scene) -> ToTell:
        keys = tuple(notices.to_crew(scene.docket))
        accounts = {key.recipient: user for key in keys if (user := slack_user(key, scene))}
        return ToTell(keys=keys, accounts=accounts)

    def messages(self, wish: ToTell, scene: Scene) -> list[NoticeKey]:
        """What is told in Slack: what was begun, and what is open in the account that a person has now."""
        keys = [_in(wish.accounts[key.recipient], key, scene) for key in wish.keys if key.recipient in wish.accounts]
        return [key for key in keys if key in scene.docket.claims or _is_open(key, scene)]

    def looked_after(self, wish: ToTell, scene: Scene) -> StepState:
        """Where the step stands now; asks again for mails that are overdue. Raises `Retryable`."""
        before = scene.docket.step(self.name)
        desired = fingerprint(wish)
        missing = open_mails(wish, scene.docket)
        if not missing:
            return StepState(reached=desired, version=scene.docket.charter.version)
        waiting = before.trouble
        if waiting is None or waiting.fingerprint != desired:
            waiting = Trouble(
                fingerprint=desired,
                kind="waiting",
                detail="mails are on their way",
                reference=new_reference(),
                tries=0,
                since=scene.now,
                next_at=scene.now + ASK_AGAIN_AFTER,
            )
        elif waiting.next_at is not None and waiting.next_at <= scene.now:
            for key in missing:
                self._ask_for_mail(key, scene.docket)
            waiting = _asked_again(waiting, missing, scene.now)
        return before.model_copy(update={"trouble": waiting})

    def remind_by_mail(self, key: NoticeKey, scene: Scene) -> Scene:
        """The scene after ShipCaptainCrew was asked for one mail under this key. Raises `Retryable`."""
        return self.messenger.have_told(key, scene, lambda: self._ask_for_mail(key, scene.docket))

    def mail_again(self, key: NoticeKey, scene: Scene) -> Scene:
        """The scene after a mail that did not arrive was asked for anew, once for each address. Raises `Retryable`."""
        member = scene.roster.named(key.recipient)
        address = fingerprint(member.email or "") if member else ""
        once = NoticeKey(MAILED_AGAIN, key.recipient, key.asked_version, f"{key.rule}|{address}")
        return self.messenger.have_told(once, scene, lambda: self._ask_for_mail(key, scene.docket))

    def _ask_for_mail(self, key: NoticeKey, docket: Docket) -> None:
        event_id = docket.event_id()
        if event_id is not None:
            self.crew_events.ask_for_mail(event_id, CrewId(key.recipient), key.rule, key.asked_version)


def _in(user: SlackUser, key: NoticeKey, scene: Scene) -> NoticeKey:
    """The key itself, or one of its own for an account other than the one that was told first."""
    told = scene.docket.claims.get(key)
    return key if told is None or told.user in (None, user) else key._replace(detail=user)


def _is_open(key: NoticeKey, scene: Scene) -> bool:
    """Whether this person has something to say to it yet; a yes that an operator wrote down is not theirs."""
    docket = scene.docket
    if scene.now >= docket.charter.trip.end_at:
        return False
    if key.rule in ("off", "cancelled"):
        return key._replace(detail="") not in docket.acknowledged
    seat = docket.charter.seat_of(key.recipient)
    answer = current_answer(seat, docket.answers) if seat else None
    return answer is None or answer.via == "operator"


def _asked_again(waiting: Trouble, missing: list[NoticeKey], now: dt.datetime) -> Trouble:
    """One more ask; from the third on the people the mails are for are named, so that the thread can say it."""
    tries = waiting.tries + 1
    late = tries >= ASKS_BEFORE_TELLING
    return waiting.model_copy(
        update={
            "tries": tries,
            "kind": "retrying" if late else "waiting",
            "detail": ",".join(key.recipient for key in missing) if late else waiting.detail,
            "next_at": now + (ASK_LATER if late else ASK_AGAIN_AFTER),
        }
    )


def to_mail_again(scene: Scene) -> list[NoticeKey]:
    """What did not arrive and still wants an answer, of those who can be mailed now."""
    docket = scene.docket
    lost = [mail for mail in docket.mails if mail.state in LOST_MAIL_STATES]
    return [
        key
        for key in notices.to_crew(docket)
        if (member := scene.roster.named(key.recipient)) and member.active and member.can_be_mailed
        if any(_is_for(mail, key) for mail in lost) and _is_open(key, scene)
    ]


def open_mails(wish: ToTell, docket: Docket) -> list[NoticeKey]:
    """The mails that are neither sent nor known to be impossible."""
    final = [mail for mail in docket.mails if mail.state in FINAL_MAIL_STATES]
    return [key for key in wish.keys if not any(_is_for(mail, key) for mail in final)]


def _is_for(mail: Mail, key: NoticeKey) -> bool:
    """Whether this mail is the one wanted under the key; the sender decides whether it reads as a call or a move."""
    return (mail.crew_id, mail.asked_version) == (key.recipient, key.asked_version) and mail.kind in SAME_MAIL.get(
        key.rule, (key.rule,)
    )
