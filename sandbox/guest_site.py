"""The guest site's distribution, as CloudFront plays it: behaviours in their order, edge function, origins, headers."""

from collections.abc import Callable, Mapping
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import unquote

from botocore.exceptions import ParamValidationError
from werkzeug.wrappers import Request, Response

from sandbox.distribution import Behaviour, BucketOrigin, Distribution, Origin
from sandbox.edge import EdgeFunction

if TYPE_CHECKING:
    from mypy_boto3_s3 import S3Client


class GuestSite:
    """``api`` answers a request at a path as the API would."""

    def __init__(
        self,
        distribution: Distribution,
        s3: "S3Client",
        buckets: Callable[[str], str],
        api: Callable[[Request, str], Response],
    ) -> None:
        self._distribution = distribution
        self._s3 = s3
        self._buckets = buckets
        self._api = api
        behaviours = (*distribution.particular, distribution.default)
        self._functions: Mapping[Path, EdgeFunction] = {
            file: EdgeFunction(file) for file in {each.function for each in behaviours} if file
        }

    def owns(self, path: str) -> bool:
        """Whether the site has a word of its own for this address.

        What goes on unchanged by the default behaviour is left to the API, which on AWS has another host.
        """
        if any(each.takes(path) for each in self._distribution.particular):
            return True
        return self._handled(self._distribution.default, path, "GET") != path

    def answer(self, request: Request, path: str) -> Response:
        behaviour = next((each for each in self._distribution.particular if each.takes(path)), None)
        behaviour = behaviour or self._distribution.default
        response = self._from_origins(behaviour, request, path)
        for header in behaviour.headers:
            if header.override or header.name not in response.headers:
                response.headers[header.name] = header.value
        return response

    def close(self) -> None:
        for each in self._functions.values():
            each.close()

    def _from_origins(self, behaviour: Behaviour, request: Request, path: str) -> Response:
        if request.method not in behaviour.methods:
            return Response("This distribution is not configured to allow the HTTP request method.\n", status=403)
        handled = self._handled(behaviour, path, request.method)
        if isinstance(handled, Response):
            return handled
        first, *others = behaviour.origins
        response = self._from(first, request, handled)
        for origin in others:
            if response.status_code in behaviour.fails_over_at:
                response = self._from(origin, request, handled)
        return response

    def _handled(self, behaviour: Behaviour, path: str, method: str) -> str | Response:
        if behaviour.function is None:
            return path
        return self._functions[behaviour.function].handle(path, method)

    def _from(self, origin: Origin, request: Request, path: str) -> Response:
        if isinstance(origin, BucketOrigin):
            return self._object(self._buckets(origin.bucket), unquote(path).removeprefix("/"))
        return self._api(request, f"{origin.path}{path}")

    def _object(self, bucket: str, key: str) -> Response:
        try:
            found = self._s3.get_object(Bucket=bucket, Key=key)
        except (self._s3.exceptions.ClientError, ParamValidationError):
            return Response("<Error><Code>NoSuchKey</Code></Error>", status=404, content_type="application/xml")
        with found["Body"] as body:
            response = Response(body.read(), content_type=found["ContentType"])
        if cache := found.get("CacheControl"):
            response.headers["Cache-Control"] = cache
        return response
