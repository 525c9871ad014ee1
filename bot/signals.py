"""The signals' entry: what AWS tells by SNS of things that went wrong. Each message is handled by itself."""

import logging
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from bot.adapters.ses_events import NotUnderstood
from bot.domain.lost_mail import LostMail
from bot.ports import LostMails

log = logging.getLogger(__name__)


@dataclass(frozen=True)
class Signals:
    lost_mails: LostMails
    parse: Callable[[Mapping[str, Any]], Iterable[LostMail]]

    def handle(self, event: Mapping[str, Any], context: object) -> None:
        """Raises `Retryable` and `Fatal`: Lambda then calls again, and in the end keeps the message for a person."""
        for record in event.get("Records") or ():
            try:
                lost = tuple(self.parse(record))
            except NotUnderstood as why:
                log.warning("a signal was left alone", extra={"why": str(why), "signal": _id_of(record)})
                continue
            for mail in lost:
                self._note(mail)

    def _note(self, mail: LostMail) -> None:
        about = {"event_id": mail.event_id, "crew_id": mail.crew_id, "notice": mail.kind, "why": mail.why}
        if self.lost_mails.note(mail):
            log.info("a mail did not arrive", extra=about)
        else:
            log.warning("a lost mail is not known to the crew system, or no longer the one that counts", extra=about)


def _id_of(record: object) -> str:
    sns = record.get("Sns") if isinstance(record, Mapping) else None
    return str(sns.get("MessageId", ""))[:100] if isinstance(sns, Mapping) else ""
