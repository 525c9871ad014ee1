"""The ids by which Slack and the bot name what is pressed and submitted."""

PASTE_MODAL = "charter:paste"
REVIEW_MODAL = "charter:review"
MOVE_MODAL = "charter:move"
CANCEL_MODAL = "charter:cancel"
ROSTER_MODAL = "roster:list"
MEMBER_MODAL = "roster:member"

GUEST_TEXT = "charter:guest_text"
MOVE = "charter:open_move"
CANCEL = "charter:open_cancel"
RETRY = "charter:retry"

ROSTER_ADD = "roster:add"
ROSTER_EDIT = "roster:edit"
ROSTER_EARLIER = "roster:earlier"
ROSTER_LATER = "roster:later"

CREW_YES = "crew:confirmed"
CREW_NO = "crew:declined"
CREW_GOT_IT = "crew:got_it"
