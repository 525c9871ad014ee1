"""What an operator or the captain copies for the guest: in a text box, since nothing else in a modal can be copied."""

from bot.domain.docket import Scene
from bot.views import words
from bot.views.blocks import Block, field, modal, section, text_element
from bot.views.ids import GUEST_TEXT_MODAL


def build(scene: Scene, url: str) -> Block:
    booking_id = scene.docket.charter.booking_id
    where = (
        words.on_platform(booking_id, "Copy it into {}'s chat with the guest.") or "Copy it and send it to the guest."
    )
    box = text_element(_text(scene, url), multiline=True)
    return modal(
        GUEST_TEXT_MODAL,
        "Text for the guest",
        [section(f"*{booking_id}* · {where}"), field("text", "The text", box, optional=False)],
        submit="Done",
    )


def _text(scene: Scene, url: str) -> str:
    charter, boat = scene.docket.charter, scene.boat
    return (
        f"Hi {words.guest_first_name(charter)}, we look forward to having you on {boat.name}: "
        f"{words.trip_span(charter, boat, scene.now)} ({boat.place} time). "
        f"Where to meet and who sails with you is here: {url}"
    )
