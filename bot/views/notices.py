"""Everything the bot says in Slack by itself, by the key of the notice."""

import datetime as dt
from collections.abc import Collection
from dataclasses import dataclass

from bot.domain.charter import SlackUser
from bot.domain.docket import CREW_RULES, THREAD, TROUBLE_IN_SLACK, NoticeKey, Scene, is_status
from bot.domain.outcomes import Content
from bot.views.crew_messages import crew_message
from bot.views.mending import mending
from bot.views.status import goes_on, status
from bot.views.thread import thread_line


@dataclass(frozen=True)
class SlackNotices:
    operators: Collection[SlackUser]
    channel: str

    def __call__(self, key: NoticeKey, scene: Scene, told_at: dt.datetime) -> Content:
        if is_status(key):
            return goes_on(scene) if scene.docket.goes_on_elsewhere(key) else status(scene)
        if key.rule == TROUBLE_IN_SLACK:
            return mending(key, scene, self.channel)
        if key.rule in CREW_RULES and key.recipient != THREAD:
            return crew_message(key, scene, told_at)
        return thread_line(key, scene, self.operators)
