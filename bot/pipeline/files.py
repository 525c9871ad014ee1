"""Reads the files of a paste and shows what came of them in the modal that waits."""

import email
import email.policy
import logging
from dataclasses import dataclass
from email.message import EmailMessage

from bot.domain.charter import SlackUser
from bot.domain.draft import PastedFile, Source
from bot.domain.errors import Fatal, Rejected, Retryable, new_reference
from bot.domain.opened import Nothing, Opened
from bot.pipeline.pasting import Pasting
from bot.ports import Drafts, OpenedView, SlackFiles

log = logging.getLogger(__name__)

LARGEST_BYTES = 5_000_000
PICTURES = frozenset({"png", "jpg", "jpeg", "heic", "heif", "gif", "webp", "bmp", "tiff"})
MAILS = frozenset({"email", "eml"})
TEXTS = frozenset({"text", "txt", "plain", "ics", "csv", "html", "markdown", "md", "json", "email", "eml"})
NO_PICTURES = "I can't read pictures. Press and hold the text in the photo, copy it, paste it here."


@dataclass(frozen=True)
class FileReader:
    files: SlackFiles
    drafts: Drafts
    pasting: Pasting
    view: OpenedView

    def run(self, user: SlackUser, source_id: str) -> None:
        """Reads one source and shows the outcome; a second call finds nothing to do."""
        source = self.drafts.source(user, source_id)
        if source is None:
            return
        self.files.show(source.view_id, self.view(self._opened(source)))
        self.drafts.drop(source.by.user, source_id)

    def _opened(self, source: Source) -> Opened:
        try:
            texts = [source.text, *(self._text(file) for file in source.files)]
            text = "\n\n".join(part for part in texts if part.strip())
            if not text:
                return Nothing("Nothing to read", "There is no text in this. Please copy the booking and paste it.")
            return self.pasting.open(text, source.by, source.source_id)
        except Rejected as rejected:
            return Nothing("Not read", rejected.sentence)
        except (Retryable, Fatal) as error:
            reference = new_reference()
            log.warning("a file could not be fetched", extra={"ref": reference, "detail": error.detail})
            sentence = f"I could not fetch the file from Slack. Please paste its text instead. ref {reference}"
            return Nothing("Not read", sentence)

    def _text(self, file: PastedFile) -> str:
        """The file's text. Raises `Rejected` with what to do instead."""
        if file.plain_text:
            return file.plain_text
        if file.kind in PICTURES or file.mimetype.startswith("image/"):
            raise Rejected("picture", NO_PICTURES)
        if file.kind not in TEXTS and not file.mimetype.startswith(("text/", "message/")):
            raise Rejected("file_kind", f"I can't read {file.name}. Open it, copy the booking's text, paste it here.")
        if file.size > LARGEST_BYTES:
            raise Rejected("file_size", f"{file.name} is too large for me. Copy the booking's text, paste it here.")
        content = self.files.fetch(file.url, LARGEST_BYTES)
        return mail_text(content) if file.kind in MAILS or file.mimetype == "message/rfc822" else decoded(content)


def decoded(content: bytes) -> str:
    """The text of a file in UTF-8, UTF-16 with its mark, or Windows' western encoding."""
    if content[:2] in (b"\xff\xfe", b"\xfe\xff"):
        return content.decode("utf-16", "replace")
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError:
        return content.decode("cp1252", "replace")


def mail_text(content: bytes) -> str:
    """Subject and body of a saved mail (RFC 5322); its plain part where it has one."""
    message = email.message_from_bytes(content, policy=email.policy.default)
    body = message.get_body(("plain", "html")) if isinstance(message, EmailMessage) else None
    try:
        text = str(body.get_content()) if body is not None else decoded(content)
    except (KeyError, LookupError, ValueError):
        return decoded(content)
    subject = message["Subject"]
    return f"Subject: {subject}\n\n{text}" if subject else text
