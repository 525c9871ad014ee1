"""The guest site's own pages are published with the first thing that each fresh worker does.

They change with a release only, and a release begins with fresh workers.
"""

import logging
from dataclasses import dataclass, field

from bot.domain.boat import Fleet
from bot.domain.errors import Fatal, Retryable
from bot.ports import GuestSite, SiteView

log = logging.getLogger(__name__)


@dataclass
class SitePages:
    site: GuestSite
    view: SiteView
    fleet: Fleet
    published: list[str] = field(default_factory=list)
    """Their paths, once all are there."""

    def keep(self) -> None:
        """What fails is tried again with the next thing the worker does; it keeps nothing else from being done."""
        if self.published:
            return
        files = self.view(self.fleet)
        try:
            for file in files:
                self.site.publish(file)
        except (Retryable, Fatal) as error:
            log.warning("the guest site's own pages were not published", extra={"detail": error.detail})
            return
        self.published += [file.path for file in files]
