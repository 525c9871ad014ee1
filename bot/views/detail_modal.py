"""Everything about a charter in a modal, opened from the Home tab by an operator."""

from bot.domain.docket import Scene
from bot.views.blocks import Block, context, link, modal
from bot.views.ids import DETAIL_MODAL
from bot.views.show import show


def build(scene: Scene, channel: str) -> Block:
    booking_id = scene.docket.charter.booking_id
    permalink = scene.docket.permalink
    place = link(permalink, "here") if permalink else f"in <#{channel}>"
    where = context(f"Its message with all buttons is {place}.")
    return modal(DETAIL_MODAL, booking_id, [*show(scene), where])
