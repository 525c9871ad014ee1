"""Files as Slack describes them (docs.slack.dev/reference/objects/file-object), forwarded mails among them."""

import email.utils
import html

from sandbox.slack.models import Json, StoredFile

_FILETYPES = {"txt": "text", "jpeg": "jpg", "htm": "html"}
"""Where Slack's name for a kind of file is not the ending of its name."""


def file_json(file: StoredFile, url: str) -> Json:
    """`url` asks for the bot's token."""
    ending = file.name.rpartition(".")[2].lower()
    return {
        "id": file.id,
        "created": file.created,
        "timestamp": file.created,
        "name": file.name,
        "title": file.name,
        "mimetype": file.mimetype,
        "filetype": _FILETYPES.get(ending, ending),
        "size": len(file.content),
        "user": file.user,
        "mode": "hosted",
        "is_external": False,
        "file_access": "visible",
        "url_private": url,
        "url_private_download": url,
        **file.more,
    }


def mail_content(text: str) -> bytes:
    """What stands behind the link of a forwarded mail: HTML, whatever the mail was."""
    return f"<html><body><pre>{html.escape(text)}</pre></body></html>".encode()


def mail_fields(subject: str, text: str, sender: str, to: str) -> Json:
    """What the file of a mail forwarded to Slack has besides: its words are in `plain_text`."""
    lines = text.splitlines()
    return {
        "title": subject,
        "filetype": "email",
        "pretty_type": "Email",
        "mode": "email",
        "subject": subject,
        "from": [_address(sender)],
        "to": [_address(to)],
        "cc": [],
        "attachments": [],
        "original_attachment_count": 0,
        "plain_text": text,
        "preview": html.escape(text),
        "preview_plain_text": "\n".join(lines[:5]),
        "has_more": len(lines) > 5,
        "headers": {"date": None, "in_reply_to": None, "reply_to": None, "message_id": None},
    }


def _address(written: str) -> Json:
    name, address = email.utils.parseaddr(written)
    return {"address": address, "name": name, "original": written}
