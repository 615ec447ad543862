"""One installation of the server: its database, its keys and its clock, opened once for a process."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey

from gridcore.wire.upgrades import PRESENT, Versions
from gridserver.config import Config, ConfigError
from gridserver.db.blind import BlindIndex
from gridserver.db.blob_store import BlobStore, DiskStore
from gridserver.db.embedded import EmbeddedPostgres
from gridserver.db.engine import Database, open_database
from gridserver.db.keys import ServerKeys, create_keys, load_keys
from gridserver.db.migrations import upgrade
from gridserver.db.seal import Sealer
from gridserver.erased_list import ErasedList

EMBEDDED_DATABASE = "gridserver"


@dataclass(frozen=True)
class Installation:
    """What actions need; `clock` gives the present moment in UTC, `blobs` is where attachments lie.

    `versions` are those that it works together with.
    """

    database: Database
    sealer: Sealer
    blind: BlindIndex
    receipt_key: Ed25519PrivateKey
    envelope_key: X25519PrivateKey
    clock: Callable[[], datetime]
    postgres: EmbeddedPostgres | None = None
    blobs: BlobStore | None = None
    erased: ErasedList | None = None
    versions: Versions = PRESENT

    def close(self) -> None:
        """Close the database; a PostgreSQL of our own stops when nobody else uses it."""
        self.database.close()
        if self.postgres is not None:
            self.postgres.stop()


def utc_now() -> datetime:
    """The clock of this machine."""
    return datetime.now(UTC)


def open_installation(config: Config) -> Installation:
    """Open the database, of our own where no DSN is named, bring its tables up to date, and load the keys.

    Raises EmbeddedPostgresError, KeyFileError or the driver's OperationalError.
    """
    postgres = None
    dsn = config.dsn
    if not dsn:
        postgres = EmbeddedPostgres(config.data / "postgres")
        postgres.start()
        postgres.ensure_database(EMBEDDED_DATABASE)
        dsn = postgres.dsn(EMBEDDED_DATABASE)
    database = open_database(dsn, through_pgbouncer=config.through_pgbouncer)
    upgrade(database)
    path = config.keys_path
    keys = load_keys(path) if path.exists() else create_keys(path)
    blobs, erased = open_blob_store(config), ErasedList(config.erased_path)
    return with_keys(database, keys, postgres=postgres, blobs=blobs, erased=erased)


def open_blob_store(config: Config) -> BlobStore:
    """The store that the configuration names. Raises ConfigError where its library is not installed."""
    if not config.s3_bucket:
        return DiskStore(config.blobs_path)
    try:
        from gridserver.db.s3_store import S3Place, S3Store
    except ImportError as error:
        raise ConfigError("s3_bucket: install the extra 's3', which brings obstore") from error
    place = S3Place(
        bucket=config.s3_bucket,
        endpoint=config.s3_endpoint,
        region=config.s3_region,
        access_key=config.s3_access_key,
        secret_key=config.s3_secret_key,
    )
    return S3Store(place)


def with_keys(
    database: Database,
    keys: ServerKeys,
    *,
    clock: Callable[[], datetime] = utc_now,
    postgres: EmbeddedPostgres | None = None,
    blobs: BlobStore | None = None,
    erased: ErasedList | None = None,
) -> Installation:
    """An installation on a database that is open already."""
    return Installation(
        database=database,
        sealer=Sealer(keys.seal),
        blind=BlindIndex(keys.blind),
        receipt_key=Ed25519PrivateKey.from_private_bytes(keys.sign[max(keys.sign)]),
        envelope_key=X25519PrivateKey.from_private_bytes(keys.envelope[max(keys.envelope)]),
        clock=clock,
        postgres=postgres,
        blobs=blobs,
        erased=erased,
    )
