"""The Slack side of the feeds: somebody asks for their address, or for a new one. The worker hands it on."""

import logging
from collections.abc import Callable
from dataclasses import dataclass

from bot.domain.charter import SlackUser
from bot.domain.errors import Rejected
from bot.domain.feeds import Address, Feed, crew_feed, operator_feed
from bot.ports import Charters, Clock, Feeds, Jobs, Settings

log = logging.getLogger(__name__)


@dataclass(frozen=True)
class FeedDesk:
    feeds: Feeds
    charters: Charters
    jobs: Jobs
    address: Callable[[Feed], str]
    settings: Settings
    clock: Clock

    def addresses(self, user: SlackUser, renew: str | None = None) -> tuple[Address, ...]:
        """This person's own: the operator's, the crew member's, or both; the one named by `renew` is a new one.

        Raises `Rejected` for whoever has none.
        """
        fresh = self._fresh(user)
        if not fresh:
            raise Rejected("no_feed", "Only the boat's operators and the people on its crew list have a calendar here.")
        if renew is not None and renew not in {feed.feed_id for feed in fresh}:
            raise Rejected("no_feed", "This is not an address of yours. Please open /charter calendar anew.")
        held = {feed.feed_id: feed for feed in self.feeds.some([feed.feed_id for feed in fresh])}
        stand = [self._standing(held.get(feed.feed_id), feed, renew) for feed in fresh]
        if any(not feed.reached for feed in stand):
            self._hint()
        return tuple(Address(feed, self.address(feed)) for feed in stand)

    def _fresh(self, user: SlackUser) -> list[Feed]:
        """What this person would get if they had none."""
        member = self.charters.roster().by_slack(user)
        office = [operator_feed(user)] if user in self.settings.operators else []
        return [*office, *([crew_feed(member.crew_id)] if member else [])]

    def _standing(self, held: Feed | None, fresh: Feed, renew: str | None) -> Feed:
        if held is not None and held.feed_id != renew:
            return held
        wanted = held.renewed() if held else fresh
        if self.feeds.save(wanted, held):
            return wanted
        raise Rejected("overtaken", "This address was changed at the same moment. Please ask for it once more.")

    def _hint(self) -> None:
        """A lost hint costs a minute: the tick finds what was not handed on."""
        try:
            self.jobs.roster_changed(self.clock())
        except Exception:  # noqa: BLE001 -- whatever the queue's fault is, the address is on file
            log.warning("hint not sent, the tick will find the new address")
