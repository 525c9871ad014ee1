"""The bucket of the guest site; what stands before it adds the ``.html`` of an address."""

from dataclasses import dataclass
from typing import TYPE_CHECKING

from botocore.exceptions import BotoCoreError, ClientError

from bot.domain.errors import Fatal, Retryable
from bot.domain.outcomes import SiteFile

if TYPE_CHECKING:
    from mypy_boto3_s3 import S3Client

SYSTEM = "the guest site"
FOR_GOOD = frozenset({"AccessDenied", "NoSuchBucket", "InvalidBucketName"})
CACHE_CONTROL = "public, max-age=60"
"""A change is seen within a minute, without invalidating anything."""


@dataclass(frozen=True)
class S3GuestSite:
    client: "S3Client"
    bucket: str
    site_url: str

    def publish(self, file: SiteFile) -> None:
        try:
            self.client.put_object(
                Bucket=self.bucket,
                Key=file.path,
                Body=file.text.encode(),
                ContentType=file.content_type,
                CacheControl=CACHE_CONTROL,
            )
        except ClientError as error:
            code = error.response["Error"]["Code"]
            raise (Fatal(SYSTEM, code) if code in FOR_GOOD else Retryable(SYSTEM, code)) from error
        except BotoCoreError as error:
            raise Retryable(SYSTEM, "did not answer") from error

    def address(self, path: str) -> str:
        return f"{self.site_url}/{path}"
