"""Where the user's files live."""

from __future__ import annotations

from pathlib import Path

import pytest

from greenshield import paths


def test_that_the_override_moves_everything_below_one_folder(tmp_path, monkeypatch):
    monkeypatch.setenv("GREENSHIELD_HOME", str(tmp_path / "绿盾 home"))
    places = {paths.config_dir(), paths.state_dir(), paths.cache_dir()}
    assert len(places) == 3
    assert {place.parent for place in places} == {tmp_path / "绿盾 home"}


def test_that_a_relative_override_is_made_absolute(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("GREENSHIELD_HOME", "here")
    assert paths.config_dir() == tmp_path / "here" / "config"


@pytest.mark.parametrize(
    ("place", "variable", "default"),
    [
        (paths.config_dir, "XDG_CONFIG_HOME", ".config"),
        (paths.state_dir, "XDG_STATE_HOME", ".local/state"),
        (paths.cache_dir, "XDG_CACHE_HOME", ".cache"),
    ],
)
def test_that_linux_follows_the_xdg_directories(place, variable, default, tmp_path, monkeypatch):
    monkeypatch.setattr("sys.platform", "linux")
    monkeypatch.setenv("GREENSHIELD_HOME", "")
    monkeypatch.setenv(variable, str(tmp_path))
    assert place() == tmp_path / "greenshield"
    monkeypatch.setenv(variable, "relative/is/ignored")
    assert place() == Path.home() / default / "greenshield"
    monkeypatch.delenv(variable)
    assert place() == Path.home() / default / "greenshield"


def test_that_nothing_is_created_by_asking(own_home):
    paths.config_dir(), paths.state_dir(), paths.cache_dir()
    assert list(own_home.iterdir()) == []
