"""What lists and Home tabs show of a charter: kept with the record, so that they need not read its claims."""

from bot.domain.concerns import concerns
from bot.domain.docket import Glance, Scene, fingerprint
from bot.ports import NoticeView


def glance_of(scene: Scene, view: NoticeView) -> Glance:
    """The status message holds all that a row holds; what needs a person changes with time, too."""
    status = view(scene.docket.status(), scene, scene.now)
    return Glance(
        shown=fingerprint(f"{fingerprint(status)} {concerns(scene)}"),
        in_slack=tuple(sorted(scene.docket.in_slack())),
    )
