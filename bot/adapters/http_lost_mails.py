"""Mails that did not arrive, told to ShipCaptainCrew over its API."""

from dataclasses import dataclass

from pydantic import ValidationError

from bot.adapters.http_api import HttpApi, Refused
from bot.domain.lost_mail import LostMail
from contracts.scc import BounceBody

NOT_OURS = frozenset({"not_found", "bad_request"})


@dataclass(frozen=True)
class HttpLostMails:
    api: HttpApi

    def note(self, lost: LostMail) -> bool:
        try:
            body = BounceBody.model_validate(lost.model_dump(exclude={"event_id"}))
            self.api.send("POST", f"/events/{lost.event_id}/bounces", body=body)
        except ValidationError:
            return False
        except Refused as refused:
            if refused.code in NOT_OURS:
                return False
            raise
        return True
