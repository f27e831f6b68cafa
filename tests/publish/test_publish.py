"""What lies on the target, what is linked, what damage on the way does."""

from __future__ import annotations

import os
import shutil
from pathlib import Path

import pytest
from programs import ran
from publishing import (
    PAGES,
    Place,
    make_site,
    published,
    release_names,
    shown,
    tidy,
    tree,
    wrong_in,
)

from wenji.publish import PublishError
from wenji.publish.release import roll_back, verify


def test_what_lies_on_the_target(either: Place, site: Path) -> None:
    done = published(site, either.target)
    assert done.new and shown(either.folder) == tree(site)
    assert (either.folder / "current").readlink() == Path(f"releases/{done.name}")
    assert wrong_in(either.folder / "releases" / done.name) == [] and tidy(either.folder)
    for path in (either.folder / "current").resolve().rglob("*"):
        assert path.stat().st_mode & 0o777 == (0o755 if path.is_dir() else 0o644)


def test_a_host_checks_a_release_with_sha256sum_alone(place: Place, site: Path) -> None:
    published(site, place.target)
    release = (place.folder / "current").resolve()
    names = ran("sh", "-c", 'cd "$0" && sha256sum --strict --check SHA256SUMS', release)
    assert names.count(": OK\n") == len(tree(site))
    lines = (release / "SHA256SUMS").read_bytes().splitlines()
    assert lines == sorted(lines, key=lambda line: line[66:])


def test_variants_are_published_along(place: Place, site: Path) -> None:
    published(site, place.target)
    assert {"site/b/long.html.gz", "site/b/long.html.br"} <= tree(
        (place.folder / "current").resolve()
    ).keys()


def test_unchanged_files_are_links_and_keep_their_time(either: Place, site: Path) -> None:
    first = published(site, either.target).name
    make_site(site, {**PAGES, "a/index.html": "新页"})
    second = published(site, either.target).name
    old, new = (either.folder / "releases" / name / "site" for name in (first, second))
    assert (old / "b/long.html").samefile(new / "b/long.html")
    assert (old / "b/long.html.br").samefile(new / "b/long.html.br")
    assert not (old / "a/index.html").samefile(new / "a/index.html")
    # Written within the same second, and as long: what a server tells them apart by is the time.
    assert (old / "a/index.html").stat().st_mtime < (new / "a/index.html").stat().st_mtime
    assert (new / "a/index.html").stat().st_mtime_ns % 1_000_000_000 == 0
    assert (either.folder / "previous").readlink() == Path(f"releases/{first}")


def test_without_a_change_nothing_happens(place: Place, site: Path) -> None:
    first = published(site, place.target)
    again = published(site, place.target)
    assert (again.name, again.new) == (first.name, False)
    assert release_names(place.folder) == [first.name]
    (place.folder / "releases/.incoming" / first.name / "site").mkdir(parents=True)
    (place.folder / "releases/.removed" / first.name / "site").mkdir(parents=True)
    assert not published(site, place.target).new and tidy(place.folder)


def test_what_was_published_before_is_linked_and_on_show_again(place: Place, site: Path) -> None:
    first = published(site, place.target).name
    make_site(site, {**PAGES, "a/index.html": "新页"})
    second = published(site, place.target).name
    make_site(site, PAGES)
    third = published(site, place.target).name
    assert first[-16:] == third[-16:] and release_names(place.folder) == [first, second, third]
    old, new = (place.folder / "releases" / name / "site/a/index.html" for name in (first, third))
    assert old.samefile(new)


def test_names_that_are_commands_elsewhere(either: Place, tmp_path: Path) -> None:
    odd = ["$(touch x).html", "-rf", 'a b\'s "c"', "*", " 空 格 ", "x: FAILED", "`id`;#", "🀄.html"]
    site = make_site(tmp_path / "site", {f"页/{name}": name for name in odd})
    published(site, either.target)
    assert shown(either.folder) == tree(site)
    (either.folder / "current/site/页/x: FAILED").write_text("y", "utf-8")
    assert verify(either.target, "")[1] == [("damaged", "site/页/x: FAILED")]
    published(site, either.target)
    assert shown(either.folder) == tree(site)


def test_only_the_last_releases_stay_and_those_on_show(place: Place, site: Path) -> None:
    names = []
    for n in range(5):
        make_site(site, {"n.html": str(n)})
        names.append(published(site, place.target, keep=2).name)
    assert release_names(place.folder) == names[-2:]
    published(site, place.target, keep=1)  # the one before it is what readers may still hold
    assert release_names(place.folder) == names[-2:]
    roll_back(place.target, names[-2])
    make_site(site, {"n.html": "5"})
    last = published(site, place.target, keep=1).name
    assert release_names(place.folder) == [names[-2], last]


DAMAGING = """#!/bin/sh
{real} "$@" || exit
for folder in '{target}'/releases/.incoming/*/site; do
    cd "$folder" && {damage}
done
"""


@pytest.mark.parametrize(
    ("word", "file", "damage"),
    [
        ("损坏", "a/index.html", "rm -f a/index.html && echo >a/index.html"),
        ("缺失", "b/index.html", "rm -f b/index.html"),
        ("多余", "b/more.html", "echo >b/more.html"),
        ("多余", "b/link", "ln -sfn x b/link"),
    ],
)
def test_what_was_damaged_on_the_way_is_not_shown(
    word: str, file: str, damage: str, site: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    target = tmp_path / "target"
    published(site, target)
    whole = tree(site)
    make_site(site, {**PAGES, "b/index.html": "新页"})
    with monkeypatch.context() as patch:
        (tmp_path / "bin").mkdir()
        fake, real = tmp_path / "bin/rsync", shutil.which("rsync")
        fake.write_text(DAMAGING.format(real=real, target=target, damage=damage), "utf-8")
        fake.chmod(0o755)
        patch.setenv("PATH", f"{fake.parent}{os.pathsep}{os.environ['PATH']}")
        with pytest.raises(PublishError, match=f"{word} .*site/{file}"):
            published(site, target)
    assert shown(target) == whole
    published(site, target)
    assert shown(target) == tree(site) and tidy(target)
