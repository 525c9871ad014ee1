"""Sends each mail once: claim, send, write down what became of it.

The claim is the notice's row. One that is found claimed was left behind by a crash between the claim and its end; since
nobody can look into a mailbox, the mail is sent again: a second mail beats none.
"""

import logging
from collections.abc import Callable, Iterable
from dataclasses import dataclass

from contracts.scc import MailState, NoticeKind
from runtime.clock import Clock
from services.crew_notifier.letter import Letter
from services.crew_notifier.mail import compose
from services.crew_notifier.mailer import SesMailer, Undeliverable
from services.crew_notifier.notices import due, is_right
from services.crewing.facts import facts_for
from services.crewing.links import LinkKeys, confirm_url
from services.crewing.rows import EventRows, MemberRow, NoticeRow, Told
from services.crewing.table import CrewingTable

logger = logging.getLogger(__name__)

_TOLD_EVEN_IF_INACTIVE: frozenset[NoticeKind] = frozenset({"off", "cancelled"})


@dataclass(frozen=True)
class Notifier:
    table: CrewingTable
    mailer: SesMailer
    clock: Clock
    link_keys: Callable[[], LinkKeys]
    site: str

    def tell(self, event_id: str, people: Iterable[str]) -> None:
        """Tells each of these how they stand, unless they know."""
        rows = self.table.read_event(event_id)
        if rows is None:
            return
        for crew_id in people:
            if notice := due(rows, crew_id):
                self._send(rows, crew_id, *notice)

    def send_requested(self, notice: NoticeRow) -> None:
        """Sends the mail the API asked for, if it is still right."""
        rows = self.table.read_event(notice.event_id)
        if rows is not None:
            self._send(rows, notice.crew_id, notice.notice, notice.asked_version)

    def _send(self, rows: EventRows, crew_id: str, kind: NoticeKind, asked_version: int) -> None:
        now = self.clock()
        claim = NoticeRow(
            event_id=rows.event.event_id,
            booking_id=rows.event.booking_id,
            crew_id=crew_id,
            notice=kind,
            asked_version=asked_version,
            state="claimed",
            at=now,
        )
        if self.table.claim_notice(claim):
            became = self._delivered(rows, claim).model_copy(update={"at": self.clock()})
            self.table.finish_notice(became)
            logger.info("notice", extra={"event_id": claim.event_id, "notice": kind, "state": became.state})

    def _delivered(self, rows: EventRows, claim: NoticeRow) -> NoticeRow:
        """What became of the mail."""
        if not is_right(rows, claim.crew_id, claim.notice, claim.asked_version):
            return _became(claim, "superseded", None)
        roster = {row.crew_id: row for row in self.table.members()}
        member = roster.get(claim.crew_id)
        if member is None or not _reachable(member, claim.notice):
            return _became(claim, "no_address", member)
        if member.mail_stopped is not None:
            return _became(claim, "bounced", member, why=member.mail_stopped)
        try:
            message_id = self.mailer.send(member.email or "", compose(self._letter(rows, claim, member, roster)), claim)
        except Undeliverable:
            return _became(claim, "bounced", member)
        return _became(claim, "sent", member, message_id=message_id)

    def _letter(self, rows: EventRows, claim: NoticeRow, member: MemberRow, roster: dict[str, MemberRow]) -> Letter:
        now = self.clock()
        token = self.link_keys().mint(claim.crew_id, claim.event_id, claim.asked_version, member.epoch, now)
        answer, given = rows.answer_of(claim.crew_id), rows.answers.get(claim.crew_id)
        told_when_off = rows.event.told_when_off(claim.crew_id)
        return Letter(
            kind=claim.notice,
            reader=member.name,
            facts=facts_for(claim.crew_id, rows.event.body, roster, now, told_when_off),
            event_id=rows.event.event_id,
            version=rows.event.version,
            body=rows.event.body,
            told=told_when_off or Told.of(rows.event.body),
            was=rows.event.was.get(claim.crew_id),
            agreed=answer is not None and answer.answer == "confirmed",
            declined=answer is not None and answer.answer == "declined",
            yes_is_void=answer is None and given is not None and given.answer == "confirmed",
            told_to=answer.by if answer and answer.via == "operator" else None,
            link=confirm_url(self.site, token),
            feed_url=member.feed_url if member.active else None,
            now=now,
        )


def _became(claim: NoticeRow, state: MailState, member: MemberRow | None, **more: str) -> NoticeRow:
    return claim.model_copy(update={"state": state, "epoch": member.epoch if member else None, **more})


def _reachable(member: MemberRow, kind: NoticeKind) -> bool:
    return bool(member.email) and (member.active or kind in _TOLD_EVEN_IF_INACTIVE)
