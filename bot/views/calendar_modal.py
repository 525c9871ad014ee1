"""``/charter calendar``: the address of one's own feed, in a text box, since nothing else in a modal can be copied."""

from collections.abc import Sequence

from bot.domain.feeds import Address
from bot.views.blocks import Block, button, context, field, modal, plain_text, section, text_element
from bot.views.ids import CALENDAR_MODAL, NEW_ADDRESS

ALL = "*Everything on the calendar*: charters, who said yes, and blocked days. For you as an operator."
MINE = "*Your own charters*: what you are asked for and what you are on, from call to end."
HOW = (
    "*iPhone*  Calendar › Calendars › Add Calendar › Add Subscription Calendar\n"
    "*Mac*  Calendar › File › New Calendar Subscription\n"
    "*Google*  on a computer: Other calendars › + › From URL\n"
    "*Outlook*  Add calendar › Subscribe from web"
)


def build(addresses: Sequence[Address], renewed: str | None = None) -> Block:
    """`renewed` is the feed whose address is a new one."""
    blocks = [section("Put this address into your calendar once. From then on it keeps itself up to date.")]
    for address in addresses:
        blocks += _feed(address, is_new=address.feed.feed_id == renewed)
    blocks += [section(HOW), context("How often it asks for news is up to your calendar: some take a day.")]
    return modal(CALENDAR_MODAL, "Your calendar address", blocks, submit="Done")


def _feed(address: Address, *, is_new: bool) -> list[Block]:
    feed, url = address
    title = MINE if feed.crew_id else ALL
    if is_new:
        title += "\n*This is the new address.* The old one stops working within a minute: put this one in its place."
    box = text_element(url, multiline=True)
    renew = button("New address", NEW_ADDRESS, feed.feed_id) | {"confirm": _SURE}
    return [
        section(title),
        # Slack keeps what stands in a box while its name stays the same.
        field(f"address-{feed.feed_id}-{feed.number}", "Address", box, hint=_HINT, optional=False),
        section("Did somebody else get hold of it?") | {"accessory": renew},
    ]


_HINT = "It is yours alone: whoever has it can read along."
_SURE = {
    "title": plain_text("A new address?", 100),
    "text": plain_text("Calendars with the old address get no more news until you put the new one in.", 300),
    "confirm": plain_text("New address", 30),
    "deny": plain_text("Keep this one", 30),
}
