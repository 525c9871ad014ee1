"""A charter as one of its crew may read it, outside of the messages: what stands in their direct message.

The captain sees besides who else is coming, and gets the text for the guest.
"""

from bot.domain.charter import Seat
from bot.domain.docket import Scene
from bot.views import rows, words
from bot.views.blocks import Block, actions, button, escape, sections
from bot.views.crew_messages import answer_state, facts
from bot.views.farewells import cancelled_words
from bot.views.ids import GUEST_TEXT


def crew_card(seat: Seat, scene: Scene, *, answerable: bool) -> list[Block]:
    """Call time first. `answerable`: with the same buttons as the direct message."""
    charter, boat = scene.docket.charter, scene.boat
    if charter.status == "cancelled":
        return sections(f"*{escape(cancelled_words(scene))}*")
    title = f"{boat.name}: {words.call_day_and_time(charter, boat, scene.now)}"
    state, buttons = answer_state(seat, scene)
    lines = [f"*{escape(title)}*", facts(title, seat, scene), state or "*Can you come?*"]
    if seat.role == "captain":
        lines.insert(2, f"*Who is coming*  {rows.crew(scene, but=seat.crew_id)}")
        buttons = [*buttons, button("Text for the guest", GUEST_TEXT, charter.booking_id)]
    card = sections("\n".join(lines))
    if answerable and buttons and scene.now < charter.trip.end_at:
        card.append(actions(buttons))
    return card
