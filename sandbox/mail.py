"""The inbox: what the crew notifier mailed, as the people who got it would see it."""

import email
import email.policy
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from email.message import EmailMessage
from html import escape

_CONFIRM = re.compile(r"https?://[^\s\"'<>]+/crew/confirm\?token=[\w.-]+")


@dataclass(frozen=True)
class Mail:
    to: str
    subject: str
    headers: Mapping[str, str]
    text: str
    html: str
    link: str | None
    """The first magic link in the text, or in the HTML."""
    message: EmailMessage = field(repr=False, compare=False)
    """The whole, for everything else."""
    message_id: str = ""
    """What SES calls it."""


def to_mail(raw: str, message_id: str = "") -> Mail:
    message = email.message_from_bytes(raw.encode("utf-8", "surrogateescape"), policy=email.policy.default)
    text, html = _part(message, "plain"), _part(message, "html")
    link = _CONFIRM.search(text) or _CONFIRM.search(html)
    return Mail(
        to=str(message["To"] or ""),
        subject=str(message["Subject"] or ""),
        headers={name: str(value) for name, value in message.items()},
        text=text,
        html=html,
        link=link[0] if link else None,
        message=message,
        message_id=message_id,
    )


def inbox_page(mails: Sequence[Mail]) -> str:
    """All mails for a person to read, the latest first."""
    shown = "".join(
        f"<article><h2>{escape(mail.subject)}</h2><p>To {escape(mail.to)}</p><pre>{_with_link(mail)}</pre></article>"
        for mail in reversed(mails)
    )
    head = '<!doctype html><html lang="en"><meta charset="utf-8"><title>Inbox</title><h1>Inbox</h1>'
    return head + (shown or "<p>Nobody has been mailed yet.</p>")


def _with_link(mail: Mail) -> str:
    text = escape(mail.text)
    link = escape(mail.link or "")
    return text.replace(link, f'<a href="{link}">{link}</a>') if link else text


def _part(message: EmailMessage, kind: str) -> str:
    part = message.get_body((kind,))
    return str(part.get_content()) if part else ""
