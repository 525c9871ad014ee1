"""What SES tells of mails by SNS.

docs.aws.amazon.com/ses/latest/dg/event-publishing-retrieving-sns-contents.html
"""

import re
from collections.abc import Mapping
from typing import Any, Literal

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from bot.domain.charter import CrewId, MailStop
from bot.domain.lost_mail import LostMail

NOTICE = re.compile(
    r"(?P<event_id>[\w-]{1,64})/(?P<crew_id>[\w-]{1,40})/(?P<kind>\w{1,40})/(?P<version>\d{1,10})", re.ASCII
)
"""The header ``X-Charter-Notice``, by which the crew notifier says which mail it is."""


class NotUnderstood(Exception):
    """A message of another kind, or about a mail of somebody else's. Its text holds nothing of the message."""


class _Part(BaseModel):
    model_config = ConfigDict(frozen=True, hide_input_in_errors=True)


class _Recipient(_Part):
    address: str = Field(alias="emailAddress")


class _Header(_Part):
    name: str
    value: str


class _SentMail(_Part):
    message_id: str = Field(alias="messageId")
    headers: tuple[_Header, ...] = ()


class _Bounce(_Part):
    kind: Literal["Permanent", "Transient", "Undetermined"] = Field(alias="bounceType")
    recipients: tuple[_Recipient, ...] = Field(alias="bouncedRecipients")


class _Complaint(_Part):
    recipients: tuple[_Recipient, ...] = Field(alias="complainedRecipients")


class _Event(_Part):
    kind: str = Field(alias="eventType")
    mail: _SentMail
    bounce: _Bounce | None = None
    complaint: _Complaint | None = None


def lost_mails(record: Mapping[str, Any]) -> tuple[LostMail, ...]:
    """One for each recipient; none where a mail is only late. Raises `NotUnderstood`."""
    try:
        event = _Event.model_validate_json(record["Sns"]["Message"])
    except (KeyError, TypeError, ValidationError) as error:
        raise NotUnderstood("not an event of SES") from error
    why, recipients = _lost(event)
    if not recipients:
        return ()
    notice = next((each.value for each in event.mail.headers if each.name.lower() == "x-charter-notice"), "")
    named = NOTICE.fullmatch(notice.strip())
    if named is None:
        raise NotUnderstood("not a mail of the crew notifier")
    return tuple(
        LostMail(
            event_id=named["event_id"],
            crew_id=CrewId(named["crew_id"]),
            kind=named["kind"],
            asked_version=int(named["version"]),
            message_id=event.mail.message_id,
            address=recipient.address,
            why=why,
        )
        for recipient in recipients
    )


def _lost(event: _Event) -> tuple[MailStop, tuple[_Recipient, ...]]:
    """Whom it concerns for good. A full mailbox or a server that is away (``Transient``) passes."""
    if event.kind == "Bounce" and event.bounce:
        return "bounced", event.bounce.recipients if event.bounce.kind == "Permanent" else ()
    if event.kind == "Complaint" and event.complaint:
        return "complained", event.complaint.recipients
    raise NotUnderstood(f"an event of SES of the kind {event.kind[:20]!r}")
