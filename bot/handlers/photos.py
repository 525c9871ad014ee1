"""The guests' photos, by a button in the thread or a command; operators hide one or show it again."""

from typing import Any

from slack_bolt import Ack, App
from slack_sdk import WebClient

from bot.domain.docket import HidePhoto
from bot.domain.errors import Rejected
from bot.handlers.office import Office, operator_of
from bot.handlers.received import UNREADABLE, is_name, trigger_of, value_of, view_of
from bot.views import photos_modal
from bot.views.ids import HIDE_PHOTO, PHOTOS, SHOW_PHOTO


def register(app: App, office: Office) -> None:
    @app.action(PHOTOS)
    def pressed(ack: Ack, body: dict[str, Any], action: dict[str, Any], client: WebClient) -> None:
        booking_id = value_of(action)
        office.require_operator(body["user"]["id"], "photos", booking_id)
        open_photos(office, booking_id, trigger_of(body), client)
        ack()

    @app.action(HIDE_PHOTO)
    def hide(ack: Ack, body: dict[str, Any], action: dict[str, Any], client: WebClient) -> None:
        _press(office, body, value_of(action), client, hidden=True)
        ack()

    @app.action(SHOW_PHOTO)
    def show(ack: Ack, body: dict[str, Any], action: dict[str, Any], client: WebClient) -> None:
        _press(office, body, value_of(action), client, hidden=False)
        ack()


def open_photos(office: Office, booking_id: str, trigger_id: str, client: WebClient) -> None:
    client.views_open(trigger_id=trigger_id, view=photos_modal.build(office.scene(booking_id)))


def _press(office: Office, body: dict[str, Any], value: str, client: WebClient, *, hidden: bool) -> None:
    wanted = photos_modal.parse(value)
    if wanted is None or not is_name(wanted.booking_id):
        raise Rejected("unreadable", UNREADABLE)
    office.require_operator(body["user"]["id"], "photos", wanted.booking_id)
    view_id, scene = view_of(body), office.scene(wanted.booking_id)
    photo = next((each for each in scene.docket.photos if each.photo_id == wanted.photo_id), None)
    if photo is None:
        raise Rejected("photo_gone", "This photo is gone: somebody took it down.")
    press = HidePhoto(
        photo_id=photo.photo_id,
        number=photo.number,
        hidden=hidden,
        by=operator_of(body).name,
        tapped_at=office.clock(),
    )
    office.desk.tap(wanted.booking_id, press)
    kept = tuple(each for each in scene.docket.taps if each.slot != press.slot)
    docket = scene.docket.model_copy(update={"taps": (*kept, press)})
    client.views_update(view_id=view_id, view=photos_modal.build(scene._replace(docket=docket)))
