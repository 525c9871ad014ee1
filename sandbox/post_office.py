"""What becomes of mails once SES took them, where it is not good: the part of SES and SNS that moto does not play.

The event is what SES publishes, in the envelope in which SNS hands it to a function:
docs.aws.amazon.com/ses/latest/dg/event-publishing-retrieving-sns-examples.html,
docs.aws.amazon.com/lambda/latest/dg/with-sns.html
"""

import datetime as dt
import json
import logging
import threading
import uuid
from collections import deque
from collections.abc import Callable, Sequence
from enum import Enum
from typing import Any

from sandbox.functions import ACCOUNT, Function
from sandbox.mail import Mail

logger = logging.getLogger(__name__)

Json = dict[str, Any]

ATTEMPTS = 3
"""Lambda calls a function twice more that failed on an event.

docs.aws.amazon.com/lambda/latest/dg/invocation-async-error-handling.html
"""


class Fate(Enum):
    """What can become of a mail."""

    BOUNCED = "bounced"
    LATE = "late"
    """The mailbox is full; SES goes on trying."""
    COMPLAINED = "complained"


class PostOffice:
    """``fates`` holds addresses whose mails go wrong, from the next mail on."""

    def __init__(self, mails: Callable[[int], Sequence[Mail]], topic: str, function: Function) -> None:
        """``mails`` gives those sent since the first so many."""
        self._mails = mails
        self._topic = topic
        self._function = function
        self._lock = threading.Lock()
        self._waiting: deque[tuple[Json, int]] = deque()
        self._seen = 0
        self.fates: dict[str, Fate] = {}
        self.failures: list[Json] = []
        self.reset(topic)

    def reset(self, topic: str) -> None:
        """Forgets everything; what was sent before goes well."""
        with self._lock:
            self._topic = topic
            self._waiting.clear()
            self._seen = len(self._mails(0))
            self.fates.clear()
            self.failures.clear()

    @property
    def is_trying_again(self) -> bool:
        return bool(self._waiting) and self._waiting[0][1] > 1

    def report(self, mail: Mail, fate: Fate) -> None:
        """Has SES tell this of a mail, as soon as events are delivered."""
        self._waiting.append((to_lambda(to_event(mail, fate), self._topic), 1))

    def fetch(self) -> None:
        with self._lock:
            fresh = self._mails(self._seen)
            self._seen += len(fresh)
        for mail in fresh:
            if fate := self.fates.get(mail.to):
                self.report(mail, fate)

    def deliver_one(self) -> bool:
        """Invokes the function for the next event. False if there was none."""
        if not self._waiting:
            return False
        event, attempt = self._waiting.popleft()
        try:
            self._function.invoke(event)
        except (KeyboardInterrupt, SystemExit):
            raise
        except BaseException:
            logger.debug("%s will be called again", self._function.name, exc_info=True)
            if attempt < ATTEMPTS:
                self._waiting.append((event, attempt + 1))
            else:
                self.failures.append(event)
        return True


def to_event(mail: Mail, fate: Fate) -> Json:
    """What SES publishes about a mail."""
    at = dt.datetime.now(dt.UTC).isoformat(timespec="milliseconds").replace("+00:00", "Z")
    sent = {
        "timestamp": at,
        "source": mail.headers.get("From", ""),
        "sendingAccountId": ACCOUNT,
        "messageId": mail.message_id,
        "destination": [mail.to],
        "headersTruncated": False,
        "headers": [{"name": name, "value": value} for name, value in mail.headers.items()],
        "tags": {},
    }
    feedback = {"timestamp": at, "feedbackId": str(uuid.uuid4())}
    if fate is Fate.COMPLAINED:
        said = {"complainedRecipients": [{"emailAddress": mail.to}], "complaintFeedbackType": "abuse", **feedback}
        return {"eventType": "Complaint", "mail": sent, "complaint": said}
    kinds = {Fate.BOUNCED: ("Permanent", "General", "5.1.1"), Fate.LATE: ("Transient", "MailboxFull", "4.2.2")}
    kind, sub_kind, status = kinds[fate]
    recipient = {"emailAddress": mail.to, "action": "failed", "status": status}
    bounce = {"bounceType": kind, "bounceSubType": sub_kind, "bouncedRecipients": [recipient], **feedback}
    return {"eventType": "Bounce", "mail": sent, "bounce": bounce}


def to_lambda(event: Json, topic: str) -> Json:
    """An event as SNS hands it to a function."""
    return {
        "Records": [
            {
                "EventVersion": "1.0",
                "EventSource": "aws:sns",
                "EventSubscriptionArn": f"{topic}:{uuid.uuid4()}",
                "Sns": {
                    "Type": "Notification",
                    "MessageId": str(uuid.uuid4()),
                    "TopicArn": topic,
                    "Subject": "Amazon SES Email Event Notification",
                    "Message": json.dumps(event),
                    "MessageAttributes": {},
                },
            }
        ]
    }
