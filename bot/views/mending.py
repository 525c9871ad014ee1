"""What an operator is told when the workspace keeps the bot from speaking, with the way to mend it."""

from bot.domain.docket import NoticeKey, Scene
from bot.domain.outcomes import Content
from bot.views import words
from bot.views.blocks import escape, section

REMEDIES = {
    "not_in_channel": "I am not in <#{channel}>. Write `/invite` there and choose me.",
    "channel_not_found": "I can't see the charters channel. If it is private, write `/invite` there and choose me; "
    "else the setting CHARTERS_CHANNEL must hold its id.",
    "is_archived": "<#{channel}> is archived. Unarchive it, or give the setting CHARTERS_CHANNEL another channel's id.",
    "restricted_action": "The workspace does not let me post in <#{channel}>. Allow me to in its posting permissions.",
    "missing_scope": "The app lacks the permission {needed}. "
    "Add it under OAuth &amp; Permissions, install the app again.",
}
NOT_VALID = "My token is not valid any more. Install the app again and store the new token."


def mending(key: NoticeKey, scene: Scene, channel: str) -> Content:
    """``I can't follow KWBZPGD in Slack. …``, to the operator who submitted it."""
    code, _, needed = key.detail.partition(" ")
    remedy = REMEDIES.get(code, NOT_VALID).format(channel=channel, needed=f"`{escape(needed)}`")
    charter = scene.docket.charter
    trip = f"{escape(scene.boat.name)}, {words.trip_span(charter, scene.boat, scene.now)}"
    text = (
        f"I can't follow {charter.booking_id} ({trip}) in its channel. {remedy}\n"
        f"Everything else goes on and nothing is lost. I try again each hour; "
        f"`/charter retry {charter.booking_id}` does it at once."
    )
    return Content(text=text, blocks=(section(text),))
