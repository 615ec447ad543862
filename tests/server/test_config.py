"""The configuration of an installation."""

from pathlib import Path

import pytest

from gridserver.config import Config, ConfigError, load_config


def test_without_a_word_it_is_a_server_of_ones_own_on_this_machine() -> None:
    config = load_config(None, {})
    assert config == Config()
    assert (config.dsn, config.host) == ("", "127.0.0.1")
    assert config.keys_path == Path("gridserver-data/server.keys")


def test_the_environment_overrides_the_file(tmp_path: Path) -> None:
    file = tmp_path / "gridserver.toml"
    file.write_text('port = 9000\nhost = "0.0.0.0"\nkey_file = "/etc/grid.keys"\nthrough_pgbouncer = true\n')
    config = load_config(file, {"GRIDSERVER_PORT": "9001", "GRIDSERVER_DATA": "/srv/grid", "PATH": "/bin"})
    assert config.port == 9001
    assert config.host == "0.0.0.0"
    assert config.data == Path("/srv/grid")
    assert config.keys_path == Path("/etc/grid.keys")
    assert config.through_pgbouncer


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("prot = 9000", "prot"),
        ('port = "high"', "port"),
        ("port = [", "gridserver.toml"),
        ("data = 1", "data"),
    ],
)
def test_a_wrong_setting_is_named(tmp_path: Path, text: str, told: str) -> None:
    file = tmp_path / "gridserver.toml"
    file.write_text(text)
    with pytest.raises(ConfigError, match=told):
        load_config(file, {})


def test_a_missing_file_is_named(tmp_path: Path) -> None:
    with pytest.raises(ConfigError, match=r"nowhere\.toml"):
        load_config(tmp_path / "nowhere.toml", {})


def test_the_password_of_the_database_does_not_show() -> None:
    assert "hunter2" not in repr(Config(dsn="postgresql://grid:hunter2@db/grid"))
