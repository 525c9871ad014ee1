"""What EventBridge Scheduler would call: the tick, and what is played less often."""

import datetime as dt
import logging
from collections.abc import Callable, Iterable, Mapping
from contextlib import suppress

from sandbox.functions import Function
from sandbox.sources import Schedule
from sandbox.template import TemplateError

logger = logging.getLogger(__name__)


class Schedules:
    """The most frequent schedule is the tick, played when it is asked for; the others by the charter's clock."""

    def __init__(self, functions: Iterable[Function], clock: Callable[[], dt.datetime]) -> None:
        found = [(each, source) for each in functions for source in each.sources if isinstance(source, Schedule)]
        if not found:
            raise TemplateError("serverless.yml: nothing is called by a schedule, so nothing would ever fall due")
        (self._ticked, self._tick), *self._slower = sorted(found, key=lambda each: each[1].every)
        self._clock = clock
        self._played: dict[str, dt.datetime] = {}

    @property
    def tick_every(self) -> dt.timedelta:
        return self._tick.every

    def tick(self) -> None:
        """A tick killed half-way (`BaseException`) is lost, as on AWS; an error raises."""
        try:
            self._ticked.invoke(self._tick.input)
        except (Exception, KeyboardInterrupt, SystemExit):
            raise
        except BaseException:
            logger.debug("the tick was killed", exc_info=True)

    def play_due(self) -> None:
        """Calls what has its turn. One that fails is among the sandbox's crashes and holds nobody up."""
        for function, schedule in self._slower:
            now = self._clock()
            last = self._played.get(function.name)
            if last is None or not dt.timedelta(0) <= now - last < schedule.every:
                self._played[function.name] = now
                with suppress(Exception):
                    function.invoke(schedule.input)

    def played(self) -> Mapping[str, dt.datetime]:
        """When each was last called, by the charter's clock."""
        return dict(self._played)

    def reset(self, played: Mapping[str, dt.datetime]) -> None:
        self._played = dict(played)
