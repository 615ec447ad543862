"""What an installation says about itself: a TOML file, and the environment over it."""

import tomllib
from collections.abc import Mapping
from pathlib import Path

import msgspec


class ConfigError(Exception):
    """The configuration cannot be used; the text names the setting."""


class Config(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """`dsn` empty: a PostgreSQL of our own under `data`. Paths are taken from where the server is started.

    Attachments lie in the folder `blobs`, else under `data`; with `s3_bucket` in an object store.
    """

    data: Path = Path("gridserver-data")
    dsn: str = ""
    through_pgbouncer: bool = False
    host: str = "127.0.0.1"
    port: int = 8420
    key_file: Path | None = None
    tls_certificate: Path | None = None
    tls_key: Path | None = None
    erased_list: Path | None = None
    blobs: Path | None = None
    s3_bucket: str = ""
    s3_endpoint: str = ""
    s3_region: str = "us-east-1"
    s3_access_key: str = ""
    s3_secret_key: str = ""

    @property
    def keys_path(self) -> Path:
        """Where the server's keys lie: `key_file`, else beside the embedded database."""
        return self.key_file or self.data / "server.keys"

    @property
    def erased_path(self) -> Path:
        """Where it is listed what was erased: beside `data`, which may be put back from a backup."""
        data = self.data.absolute()
        return self.erased_list or data.with_name(f"{data.name}-erased.jsonl")

    @property
    def blobs_path(self) -> Path:
        """Where attachments lie on this machine."""
        return self.blobs or self.data / "blobs"

    def __repr__(self) -> str:
        """Without the DSN, which holds a password, and without the keys of the object store."""
        return f"Config(data={str(self.data)!r}, host={self.host!r}, port={self.port})"


_PREFIX = "GRIDSERVER_"


def load_config(file: Path | None, environment: Mapping[str, str]) -> Config:
    """The settings of a file, each overridden by `GRIDSERVER_…` of the environment. Raises ConfigError."""
    settings: dict[str, object] = {}
    if file is not None:
        try:
            settings = tomllib.loads(file.read_text(encoding="utf-8"))
        except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
            raise ConfigError(f"{file}: {error}") from error
    for name in Config.__struct_fields__:
        value = environment.get(_PREFIX + name.upper())
        if value is not None:
            settings[name] = value
    try:
        return msgspec.convert(settings, Config, strict=False, dec_hook=_decode)
    except msgspec.ValidationError as error:
        raise ConfigError(str(error)) from error


def _decode(wanted: type, value: object) -> object:
    if wanted is Path and isinstance(value, str):
        return Path(value)
    raise ValueError(f"expected {wanted.__name__}")
