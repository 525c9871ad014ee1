"""The photos of a charter, for operators: the way to the album, and a button to hide each."""

from typing import NamedTuple

from bot.domain.docket import HidePhoto, Photo, Scene
from bot.views import words
from bot.views.blocks import Block, button, context, escape, link, modal, section
from bot.views.ids import ANSWER_MODAL, HIDE_PHOTO, SHOW_PHOTO
from language import times

MOST_SHOWN = 80
"""A modal holds a hundred blocks (docs.slack.dev/reference/block-kit/blocks)."""


class Pressed(NamedTuple):
    booking_id: str
    photo_id: str


def build(scene: Scene) -> Block:
    docket = scene.docket
    wished = {press.photo_id: press.hidden for press in docket.taps if isinstance(press, HidePhoto)}
    photos = [photo.model_copy(update={"hidden": wished.get(photo.photo_id, photo.hidden)}) for photo in docket.photos]
    blocks = [section(f"*{docket.charter.booking_id}* · {_summary(photos)}{_way(scene)}")]
    blocks += [_row(photo, scene) for photo in reversed(photos[-MOST_SHOWN:])]
    if len(photos) > MOST_SHOWN:
        blocks.append(context(f"{len(photos) - MOST_SHOWN} earlier ones are not shown here."))
    if photos:
        blocks.append(
            context("A hidden photo is seen by no guest, until you show it again. Guests can take any down for good.")
        )
    return modal(ANSWER_MODAL, "Photos of the guests", blocks)


def parse(value: str) -> Pressed | None:
    booking_id, bar, photo_id = value.partition("|")
    return Pressed(booking_id, photo_id) if booking_id and bar and photo_id else None


def _summary(photos: list[Photo]) -> str:
    if not photos:
        return "no photos."
    hidden = sum(photo.hidden for photo in photos)
    count = "1 photo" if len(photos) == 1 else f"{len(photos)} photos"
    return f"{count}, {hidden} hidden." if hidden else f"{count}."


def _way(scene: Scene) -> str:
    """The guests' own link opens the album."""
    url = scene.docket.guest_link()
    return f"\n{link(url, 'Open the album')}, with the guests' own link: it is for them and for us." if url else ""


def _row(photo: Photo, scene: Scene) -> Block:
    shown_at = photo.shown_at.astimezone(scene.boat.zone)
    moment = times.moment(shown_at, words.today(scene.boat, scene.now))
    origin = f" · from {escape(photo.name)}" if photo.name else ""
    use = "may be shown in public" if photo.may_publish else "for the group only"
    state = " · *hidden*" if photo.hidden else ""
    line = section(f"*Photo {photo.number}*{origin}{state}\n{moment} · {use}")
    value = f"{scene.docket.charter.booking_id}|{photo.photo_id}"
    press = button("Show again", SHOW_PHOTO, value) if photo.hidden else button("Hide", HIDE_PHOTO, value)
    return line | {"accessory": press}
