"""A workspace that keeps the bot from speaking: the operator hears what to mend, and no line is lost."""

import pytest

from sandbox import cast
from sandbox.slack.models import Channel
from tests.journeys.play import ROWAN, Play


def channel(play: Play, **state: bool) -> Channel:
    return play.sandbox.slack.add_channel(cast.CHANNEL, cast.CHANNEL_NAME, cast.OPERATORS, **state)


def told(play: Play) -> list[str]:
    return [message.plain_text() for message in play.sandbox.slack.dm(ROWAN)]


@pytest.mark.parametrize(
    ("state", "remedy"),
    [
        ({"is_archived": True}, "#charters is archived. Unarchive it"),
        ({"bot_is_member": False}, "I am not in #charters. Write /invite there and choose me."),
    ],
)
def test_a_channel_that_cannot_be_used_is_told_once_and_mended(play: Play, state: dict[str, bool], remedy: str) -> None:
    channel(play, **state)
    play.book()
    for _ in range(30):
        play.wait(hours=1, minutes=1)
    [said] = told(play)
    assert "I can't follow KWBZPGD (JADA, Sat, May 30 · 1:00–4:00 PM) in its channel." in said
    assert remedy in said
    assert len(play.mails_to("ana")) >= 1

    channel(play)
    play.person(ROWAN).command("/charter retry KWBZPGD", play.person(ROWAN).dm_channel)
    play.settle()
    assert play.thread()[0].startswith("@Rowan Ashby booked this charter.")


def test_a_status_message_somebody_deleted_is_posted_anew_and_linked(play: Play) -> None:
    play.book()
    [status] = play.channel()
    play.sandbox.slack.workspace.delete_message(status)
    play.tap("ana")
    [anew] = play.channel()
    assert "Captain Ana Reyes: yes" in anew.plain_text()
    assert anew.ts.replace(".", "") in str(play.docket().permalink)
