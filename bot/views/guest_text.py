"""What an operator copies into Boatsetter's chat for the guest."""

from bot.domain.docket import Scene
from bot.views import words
from bot.views.blocks import literal


def guest_text(scene: Scene, url: str) -> str:
    charter, boat = scene.docket.charter, scene.boat
    text = (
        f"Hi {words.guest_first_name(charter)}, we look forward to having you on {boat.name}: "
        f"{words.trip_span(charter, boat, scene.now)} ({boat.place} time). "
        f"Where to meet and who sails with you is here: {url}"
    )
    return f"Copy this into Boatsetter's chat with the guest:\n```{literal(text.replace('`', chr(39)))}```"
