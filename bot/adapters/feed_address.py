"""Where a feed is read."""

from collections.abc import Callable

from bot.domain.feeds import Feed
from contracts.calendar import feed_path


def feed_address(calendar_api_url: str) -> Callable[[Feed], str]:
    return lambda feed: f"{calendar_api_url.rstrip('/')}{feed_path(feed.feed_id, feed.secret)}"
