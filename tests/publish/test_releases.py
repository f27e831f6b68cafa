"""Releases are listed, verified and rolled back; damage is named and mended."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from publishing import PAGES, Place, make_site, published, shown, three, tree

from wenji.publish import PublishError
from wenji.publish.release import releases, roll_back, verify

Run = Callable[..., tuple[int, str, str]]


def test_back_and_further_back_and_on_again(either: Place, site: Path) -> None:
    one, two, three_ = three(either, site)
    assert roll_back(either.target, "") == two
    assert (either.folder / "previous").readlink() == Path(f"releases/{three_}")
    make_site(site, {**PAGES, "n.html": "四"})
    published(site, either.target)
    assert roll_back(either.target, "") == two  # what readers had, not the one that failed
    assert roll_back(either.target, "") == one
    assert shown(either.folder)["n.html"].decode() == "一"
    with pytest.raises(PublishError, match="更早"):
        roll_back(either.target, "")
    assert roll_back(either.target, three_) == three_
    assert roll_back(either.target, two[-16:]) == two


def test_the_list(either: Place, site: Path, run_command: Run) -> None:
    names = three(either, site)
    roll_back(either.target, "")
    found = releases(either.target)
    assert [r.name for r in found] == names
    assert [(r.current, r.previous) for r in found] == [(False,) * 2, (True, False), (False, True)]
    files = tree(either.folder / "releases" / names[0] / "site").values()
    assert (found[0].files, found[0].bytes) == (len(files), sum(map(len, files)))
    status, said, _ = run_command("publish", *either.words, "--list")
    assert status == 0
    assert [line.split()[0] for line in said.splitlines()] == names
    assert [("current" in line, "previous" in line) for line in said.splitlines()] == [
        (r.current, r.previous) for r in found
    ]


def damage(release: Path) -> None:
    """One file of each kind of damage, as a failing disk and busy hands make it."""
    with (release / "site/a/index.html").open("r+b") as file:  # in place: as a disk does
        file.write(b"X")
    (release / "site/b/index.html").unlink()
    (release / "site/b/陌生.html").write_text("不是我们的", "utf-8")
    (release / "site/b/long.html").unlink()
    (release / "site/b/long.html").symlink_to("../index.html")


def test_damage_is_named_and_mended_by_the_next_publication(
    either: Place, site: Path, run_command: Run
) -> None:
    first = published(site, either.target).name
    assert run_command("publish", *either.words, "--verify")[0] == 0
    damage(either.folder / "releases" / first)
    status, said, _ = run_command("publish", *either.words, "--verify", first)
    assert status == 1
    assert [line.split()[::2] for line in said.splitlines()[2:]] == [
        ["损坏", "site/a/index.html"],
        ["损坏", "site/b/long.html"],
        ["多余", "site/b/long.html"],
        ["多余", "site/b/陌生.html"],
        ["缺失", "site/b/index.html"],
    ]
    done = published(site, either.target)
    assert done.new and shown(either.folder) == tree(site)
    assert verify(either.target, "") == (done.name, [])
    with pytest.raises(PublishError, match="核对没有通过"):
        roll_back(either.target, first)
    assert shown(either.folder) == tree(site)


def test_a_damaged_file_of_the_last_release_is_copied_not_linked(place: Place, site: Path) -> None:
    first = published(site, place.target).name
    with (place.folder / "releases" / first / "site/b/long.html").open("r+b") as file:
        file.write(b"X")
    make_site(site, {**PAGES, "a/index.html": "新页"})
    published(site, place.target)
    assert shown(place.folder) == tree(site)


def test_a_list_of_checksums_that_does_not_fit_its_name_is_damage(place: Place, site: Path) -> None:
    first = published(site, place.target).name
    sums = place.folder / "releases" / first / "SHA256SUMS"
    lines = sums.read_text("utf-8").splitlines(keepends=True)
    (place.folder / "current/site/a/index.html").unlink()
    sums.write_text("".join(s for s in lines if "a/index.html" not in s), "utf-8")
    assert verify(place.target, "") == (first, [("damaged", "SHA256SUMS")])
