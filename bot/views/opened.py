"""The modal that follows a paste, by what came of it."""

import datetime as dt

from bot.domain.boat import Fleet
from bot.domain.opened import BookedAgain, CancelNotice, Nothing, Opened, Review, Several
from bot.views import paste_modal, review_modal, several_modal
from bot.views.blocks import Block
from bot.views.changes import frame
from bot.views.changes.cancel import CANCEL
from bot.views.changes.edit import EDIT
from bot.views.changes.frame import Sheet
from bot.views.changes.reopen import REOPEN

ON_FILE = "This charter is on file. What the text says differently stands in the fields below."


def opened_view(opened: Opened, fleet: Fleet, now: dt.datetime) -> Block:
    if isinstance(opened, Nothing):
        return paste_modal.answer(opened.title, opened.sentence, opened.permalink)
    if isinstance(opened, Review):
        return review_modal.build(opened.draft, fleet, opened.roster, now, overlaps=opened.overlaps)
    if isinstance(opened, Several):
        return several_modal.build(opened, now)
    sheet = Sheet(opened.charter, fleet, opened.roster, now)
    if isinstance(opened, CancelNotice):
        return frame.build(CANCEL, sheet._replace(doubts=("This text says that the booking was cancelled.",)))
    if isinstance(opened, BookedAgain):
        return frame.build(REOPEN, sheet._replace(doubts=("This booking was cancelled here, and the text books it.",)))
    doubts = (ON_FILE, *opened.doubts)
    return frame.build(
        EDIT, sheet._replace(form=opened.form, after=opened.after, doubts=doubts, overlaps=opened.overlaps)
    )
