"""A small site and a target to publish it to, as a folder and by ssh."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from publishing import PAGES, Place, Sshd, make_site, sshd

from wenji.publish.target import parse_target


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Sshd]:
    """An sshd of our own."""
    with sshd(tmp_path_factory.mktemp("sshd")) as made:
        yield made


@pytest.fixture
def place(tmp_path: Path) -> Place:
    """A target whose name no shell may read as anything else; it does not exist yet."""
    folder = tmp_path / "发 布" / "it's $(touch x) ; *"
    return Place(parse_target(str(folder)), folder)


@pytest.fixture(params=["folder", "ssh"])
def either(request: pytest.FixtureRequest, place: Place) -> Place:
    """The same folder as a folder, and by ssh: the steps are the same, the way there is not."""
    if request.param == "folder":
        return place
    return Place(request.getfixturevalue("server").target(place.folder), place.folder)


@pytest.fixture
def site(tmp_path: Path) -> Path:
    """A small site."""
    return make_site(tmp_path / "site", PAGES)
