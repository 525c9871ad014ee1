"""The Bolt app: every listener registered, readable in one screen.

No lazy listeners: on Lambda their failures are swallowed (github.com/slackapi/bolt-python/issues/635). A handler
writes the wish down and acks; the worker does the rest. Requests are verified before they come here (`bot.front_door`).
"""

from collections.abc import Callable

from slack_bolt import App
from slack_bolt.authorization import AuthorizeResult
from slack_sdk import WebClient

from bot.handlers import (
    actions,
    answers,
    blocks,
    boats,
    calendar_feeds,
    changes,
    commands,
    crew_list,
    failures,
    forgetting,
    got_it,
    guest_text,
    home,
    pasting,
    photos,
    shortcuts,
)
from bot.handlers.office import Office

ACK_TIMEOUT_SECONDS = 2
"""Slack waits three seconds for the whole answer (docs.slack.dev/interactivity)."""


def build_app(office: Office, bot_token: Callable[[], str], slack_api_url: str = WebClient.BASE_URL) -> App:
    app = App(
        client=WebClient(base_url=slack_api_url, timeout=ACK_TIMEOUT_SECONDS, retry_handlers=[]),
        authorize=lambda: AuthorizeResult(enterprise_id=None, team_id=None, bot_token=bot_token()),
        process_before_response=True,
        request_verification_enabled=False,
        ssl_check_enabled=False,
        raise_error_for_unhandled_request=True,  # a button of an earlier release is answered, too: `failures`
    )
    commands.register(app, office)
    shortcuts.register(app, office)
    pasting.register(app, office)
    changes.register(app, office)
    actions.register(app, office)
    answers.register(app, office)
    guest_text.register(app, office)
    boats.register(app, office)
    blocks.register(app, office)
    forgetting.register(app, office)
    home.register(app, office)
    got_it.register(app, office)
    photos.register(app, office)
    crew_list.register(app, office)
    calendar_feeds.register(app, office)
    failures.register(app)
    return app
