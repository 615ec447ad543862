"""Attachments in an S3-compatible object store, for installations that have one.

The library is optional (`pip install gridclient[s3]`): it is loaded when such a store is configured.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta

import obstore
from obstore.store import S3Store as Bucket

from gridserver.db.blob_store import MissingBlobError

_RETRIES = 3


@dataclass(frozen=True)
class S3Place:
    """A bucket and how it is reached; an endpoint with `http://` is for a store on the same machine."""

    bucket: str
    endpoint: str
    region: str = "us-east-1"
    access_key: str = field(default="", repr=False)
    secret_key: str = field(default="", repr=False)


class S3Store:
    """Objects of one bucket. Each is a single PUT, which S3 shows whole or not at all."""

    def __init__(self, place: S3Place) -> None:
        self._bucket = Bucket(
            place.bucket,
            endpoint=place.endpoint,
            region=place.region,
            access_key_id=place.access_key,
            secret_access_key=place.secret_key,
            virtual_hosted_style_request=False,
            client_options={"allow_http": place.endpoint.startswith("http://"), "timeout": "30s"},
            retry_config={"max_retries": _RETRIES, "retry_timeout": timedelta(seconds=20)},
        )

    def put(self, name: str, content: bytes) -> None:
        """One request, for an object of these sizes has no parts."""
        obstore.put(self._bucket, _path(name), content, use_multipart=False)

    def get(self, name: str, begin: int, end: int) -> bytes:
        """A request with a range."""
        try:
            found = bytes(obstore.get_range(self._bucket, _path(name), start=begin, end=end))
        except FileNotFoundError as error:
            raise MissingBlobError(name) from error
        except obstore.exceptions.GenericError as error:
            if self._is_short(name, end):
                raise MissingBlobError(name) from error
            raise
        if len(found) != end - begin:
            raise MissingBlobError(name)
        return found

    def drop(self, name: str) -> None:
        """Deleting what is not there is no error in S3."""
        obstore.delete(self._bucket, _path(name))

    def names(self, *, older_than_s: float) -> Iterator[str]:
        """Page by page."""
        before = datetime.now(UTC) - timedelta(seconds=older_than_s)
        for page in obstore.list(self._bucket, prefix="blobs"):
            for each in page:
                if each["last_modified"] <= before:
                    yield each["path"].rpartition("/")[2]

    def _is_short(self, name: str, end: int) -> bool:
        """Whether a range failed because the object ends before it."""
        return obstore.head(self._bucket, _path(name))["size"] < end


def _path(name: str) -> str:
    return f"blobs/{name[:2]}/{name}"
