"""The worker's side of the feeds: the calendar lets in whom it should, and ShipCaptainCrew can mail the address.

ShipCaptainCrew forgets an address when its owner's mail address changes or they are deactivated; that ends it.
"""

from collections.abc import Callable
from dataclasses import dataclass

from bot.domain.charter import CrewId, Roster
from bot.domain.feeds import Feed, crew_feed, crew_feed_id, has_owner
from bot.ports import CalendarFeeds, CrewEvents, Feeds, Settings


@dataclass(frozen=True)
class FeedKeeper:
    feeds: Feeds
    calendar: CalendarFeeds
    crew_events: CrewEvents
    address: Callable[[Feed], str]
    settings: Settings

    def is_behind(self) -> bool:
        """Whether an address is not handed on yet, or one should be ended whose owner is no operator any more."""
        operators = {*self.settings.operators, None}
        return any(not feed.reached or feed.operator not in operators for feed in self.feeds.every())

    def keep(self, roster: Roster) -> None:
        """Twice does no harm. Raises `Retryable`, `Fatal`."""
        held = {feed.feed_id: feed for feed in self.feeds.every()}
        told = self.crew_events.feeds()  # asked after the rows were read: what is missing here was there and is ended
        for member in roster.members:
            if member.active:
                self._settle(member.crew_id, held, told.get(member.crew_id))
        for feed in held.values():
            if not has_owner(feed, roster, self.settings.operators):
                self.calendar.end_feed(feed.feed_id)
                self.feeds.drop(feed)
            elif not feed.reached:
                self._hand_on(feed)

    def _settle(self, crew_id: CrewId, held: dict[str, Feed], told: str | None) -> None:
        """Everybody has an address; one that was ended gives way to a new one."""
        feed = held.get(crew_feed_id(crew_id))
        wanted = feed
        if feed is None:
            wanted = crew_feed(crew_id)
        elif feed.reached and told is None:
            wanted = feed.renewed()
        elif feed.reached and told != self.address(feed):
            wanted = feed.model_copy(update={"reached": False})
        if wanted is not None and wanted != feed and self.feeds.save(wanted, feed):
            held[wanted.feed_id] = wanted

    def _hand_on(self, feed: Feed) -> None:
        """The calendar first: no mail names an address that does not open."""
        self.calendar.put_feed(feed)
        if feed.crew_id is None or self.crew_events.put_feed(feed.crew_id, self.address(feed)):
            self.feeds.save(feed.model_copy(update={"reached": True}), feed)
