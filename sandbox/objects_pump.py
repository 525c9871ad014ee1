"""What tells a function of a bucket's new objects: the part of EventBridge and Lambda that moto does not play."""

import datetime as dt
import logging
import uuid
from collections import deque
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from sandbox.functions import ACCOUNT, REGION, Function

if TYPE_CHECKING:
    from mypy_boto3_s3 import S3Client

logger = logging.getLogger(__name__)

Json = dict[str, Any]

ATTEMPTS = 3
"""docs.aws.amazon.com/lambda/latest/dg/invocation-async-error-handling.html"""


@dataclass(frozen=True)
class Told:
    """One event on its way, or given up, with the number of tries."""

    event: Json
    attempt: int = 1


class ObjectsPump:
    """Tells of each object under a prefix once; of one that was written again, once more."""

    def __init__(self, s3: "S3Client", bucket: str, prefix: str, function: Function) -> None:
        self._s3 = s3
        self._bucket = bucket
        self._prefix = prefix
        self._function = function
        self._seen: dict[str, dt.datetime] = {}
        self._waiting: deque[Told] = deque()
        self.failures: list[Told] = []
        self.reset()

    def reset(self) -> None:
        """Starts anew: of what lies there already nobody is told."""
        self._seen = self._listed()
        self._waiting.clear()
        self.failures.clear()

    @property
    def is_trying_again(self) -> bool:
        return bool(self._waiting) and self._waiting[0].attempt > 1

    def fetch(self) -> None:
        """Looks for what was written since."""
        listed = self._listed()
        fresh = [key for key, at in listed.items() if self._seen.get(key) != at]
        self._waiting.extend(Told(self._created(key)) for key in fresh)
        self._seen = listed

    def deliver_one(self) -> bool:
        """Invokes the function for the next object. False if there was none."""
        if not self._waiting:
            return False
        told = self._waiting.popleft()
        try:
            self._function.invoke(told.event)
        except (KeyboardInterrupt, SystemExit):
            raise
        except BaseException:
            logger.debug("%s will be called again", self._function.name, exc_info=True)
            if told.attempt < ATTEMPTS:
                self._waiting.appendleft(Told(told.event, told.attempt + 1))
            else:
                self.failures.append(told)
        return True

    def _listed(self) -> dict[str, dt.datetime]:
        pages = self._s3.get_paginator("list_objects_v2").paginate(Bucket=self._bucket, Prefix=self._prefix)
        return {item["Key"]: item["LastModified"] for page in pages for item in page.get("Contents", ())}

    def _created(self, key: str) -> Json:
        """docs.aws.amazon.com/AmazonS3/latest/userguide/ev-events.html"""
        return {
            "version": "0",
            "id": str(uuid.uuid4()),
            "detail-type": "Object Created",
            "source": "aws.s3",
            "account": ACCOUNT,
            "time": f"{dt.datetime.now(dt.UTC):%Y-%m-%dT%H:%M:%SZ}",
            "region": REGION,
            "resources": [f"arn:aws:s3:::{self._bucket}"],
            "detail": {
                "version": "0",
                "bucket": {"name": self._bucket},
                "object": {"key": key, "sequencer": uuid.uuid4().hex[:16].upper()},
                "reason": "POST Object",
            },
        }
