"""A new charter from anywhere, and from a message (in threads, too, where slash commands do not work)."""

from collections.abc import Mapping
from typing import Any

from slack_bolt import Ack, App
from slack_sdk import WebClient

from bot.domain.draft import PastedFile, Source, new_paste_id
from bot.domain.message_text import as_written
from bot.handlers.office import Office, operator_of
from bot.handlers.received import trigger_of
from bot.views import paste_modal
from bot.views.ids import HOME_NEW, MESSAGE_SHORTCUT, NEW_SHORTCUT
from bot.views.opened import opened_view


def register(app: App, office: Office) -> None:
    @app.shortcut(NEW_SHORTCUT)
    @app.action(HOME_NEW)
    def new_charter(ack: Ack, body: dict[str, Any], client: WebClient) -> None:
        office.require_operator(body["user"]["id"], "new")
        open_paste(trigger_of(body), client)
        ack()

    @app.shortcut(MESSAGE_SHORTCUT)
    def from_message(ack: Ack, body: dict[str, Any], client: WebClient) -> None:
        office.require_operator(body["user"]["id"], "new")
        by, message, paste_id = operator_of(body), body.get("message") or {}, new_paste_id(office.clock())
        text, files = as_written(message_text(message)), files_of(message.get("files") or ())
        if files:
            view = client.views_open(trigger_id=trigger_of(body), view=paste_modal.reading())["view"]
            office.desk.read_later(Source(source_id=paste_id, by=by, view_id=view["id"], text=text, files=files))
        else:
            opened = office.pasting.open(text, by, paste_id)
            shown = opened_view(opened, office.settings.fleet, office.clock())
            client.views_open(trigger_id=trigger_of(body), view=shown)
        ack()


def open_paste(trigger_id: str, client: WebClient) -> None:
    client.views_open(trigger_id=trigger_id, view=paste_modal.build())


def message_text(message: Mapping[str, Any]) -> str:
    """What a message says, with the texts of what is attached to it."""
    parts = [part for part in message.get("attachments") or () if isinstance(part, Mapping)]
    attached = [str(part.get("text") or part.get("fallback") or "") for part in parts]
    return "\n\n".join(part for part in (str(message.get("text") or ""), *attached) if part)


def files_of(files: Any) -> tuple[PastedFile, ...]:
    """The files of a message or of a form (docs.slack.dev/reference/objects/file-object)."""
    return tuple(
        PastedFile(
            name=str(file.get("name") or "the file"),
            kind=str(file.get("filetype") or "").lower(),
            mimetype=str(file.get("mimetype") or "").lower(),
            size=file["size"] if isinstance(file.get("size"), int) else 0,
            url=str(file.get("url_private_download") or file.get("url_private") or ""),
            plain_text=file["plain_text"] if isinstance(file.get("plain_text"), str) else None,
        )
        for file in files
        if isinstance(file, Mapping)
    )
