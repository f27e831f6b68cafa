"""What publishing refuses: odd targets, what is not ours, sites that are not whole."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from publishing import Place, Sshd, published, tree

from wenji.publish import PublishError
from wenji.publish.target import parse_target

Run = Callable[..., tuple[int, str, str]]


@pytest.mark.parametrize(
    "word",
    [
        "",
        " ",
        "-x",
        "-oProxyCommand=x:/y",
        "a@-oProxyCommand=x:/y",
        "host:",
        "host:~",
        "host:~/",
        "host:~other/www",
        "host:-x",
        ":/www",
        "two words:/www",
        "h;id:/www",
        "/www\nid",
        "host:/www\nid",
        "/w\0w",
        "[::1:/www",
    ],
)
def test_a_target_that_may_mean_something_else_is_refused(word: str, site: Path) -> None:
    with pytest.raises(PublishError, match="目标写得不对"):
        parse_target(word)


@pytest.mark.parametrize(
    ("word", "host", "folder"),
    [
        ("web@intra:/srv/文集", "web@intra", "/srv/文集"),
        ("intra:www", "intra", "www"),
        ("intra:~/www", "intra", "www"),
        ("web@[fe80::1%eth0]:/srv", "web@[fe80::1%eth0]", "/srv"),
        ("/srv/a:b", "", "/srv/a:b"),
        ("/srv/ x", "", "/srv/ x"),
    ],
)
def test_targets(word: str, host: str, folder: str) -> None:
    target = parse_target(word)
    assert (target.host, target.folder) == (host, folder)


@pytest.mark.parametrize("name", ["current", "previous"])
@pytest.mark.parametrize("kind", ["folder", "file", "elsewhere", "out of it"])
def test_what_is_not_ours_is_left_alone(name: str, kind: str, place: Place, site: Path) -> None:
    link = place.folder / name
    link.parent.mkdir(parents=True)
    if kind == "folder":
        link.mkdir()
    elif kind == "file":
        link.write_text("x", "utf-8")
    else:
        to = {"elsewhere": "/var/www", "out of it": "releases/1T0/../2Z-0123456789abcdef"}[kind]
        link.symlink_to(to)
    with pytest.raises(PublishError, match=name):
        published(site, place.target)
    assert [path.name for path in place.folder.iterdir()] == [name]


@pytest.mark.parametrize(
    ("options", "says"),
    [
        (["--list"], "还没有发布过"),
        (["--verify"], "还没有发布过"),
        (["--rollback"], "还没有发布过"),
        (["--verify", "../../etc"], "没有这次发布"),
        (["--rollback", "$(id)"], "没有这次发布"),
        (["--keep", "0"], "写得不对"),
        (["--list", "--verify"], "写得不对"),
    ],
)
def test_a_target_without_releases_is_not_made(
    options: list[str], says: str, place: Place, run_command: Run
) -> None:
    status, _, said = run_command("publish", *place.words, *options)
    assert status == 2 and says in said
    assert not place.folder.exists()


def test_a_release_that_is_not_there(place: Place, site: Path, run_command: Run) -> None:
    published(site, place.target)
    for option in ("--verify", "--rollback"):
        status, _, said = run_command("publish", *place.words, option, "0" * 16)
        assert status == 2 and "0" * 16 in said


@pytest.mark.parametrize("missing", ["index.html", "404.html"])
def test_a_folder_that_is_no_whole_site_is_refused(
    missing: str, place: Place, site: Path, run_command: Run, tmp_path: Path
) -> None:
    (site / missing).unlink()
    given = ["--site", str(site), "--work", str(tmp_path / "work")]
    status, _, said = run_command("publish", *place.words, *given)
    assert status == 2 and str(site) in said and not place.folder.exists()


@pytest.mark.parametrize("name", ["a\nb.html", "a\\b.html", "\x7f", "\udcff.html"])
def test_a_name_that_no_browser_can_ask_for_is_refused(name: str, place: Place, site: Path) -> None:
    (site / "b" / name).write_text("x", "utf-8")
    with pytest.raises(PublishError, match="文件名"):
        published(site, place.target)
    assert not place.folder.exists()


def test_a_link_in_the_site_is_refused(place: Place, site: Path) -> None:
    (site / "secret").symlink_to("/etc")
    with pytest.raises(PublishError, match="secret"):
        published(site, place.target)


@pytest.mark.parametrize("where", ["site", "site/www", ".", "work/x"])
def test_neither_of_site_and_target_is_inside_the_other(
    where: str, site: Path, tmp_path: Path
) -> None:
    before = tree(tmp_path)
    with pytest.raises(PublishError, match="文件夹"):
        published(site, tmp_path / where)
    assert tree(tmp_path) == before


def test_a_missing_program_is_told_with_the_command_that_brings_it(
    site: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    tools = tmp_path / "bin"
    tools.mkdir()
    for folder in ("/bin", "/usr/bin"):
        for tool in Path(folder).iterdir():
            if tool.name not in ("flock", "find", "rsync") and not (tools / tool.name).exists():
                (tools / tool.name).symlink_to(tool)
    monkeypatch.setenv("PATH", str(tools))
    with pytest.raises(PublishError, match="apt-get install -y findutils rsync util-linux"):
        published(site, tmp_path / "target")
    shutil.copy("/usr/bin/flock", tools / "flock")
    shutil.copy("/usr/bin/find", tools / "find")
    published_to = tmp_path / "target"
    with pytest.raises(PublishError, match="apt-get install -y rsync"):
        published(site, published_to)
    assert not published_to.exists()


def test_a_host_that_is_not_there(site: Path, server: Sshd, tmp_path: Path) -> None:
    target = parse_target(f"nowhere.invalid:{tmp_path}/www", server.config)
    with pytest.raises(PublishError, match="ssh 连不上"):
        published(site, target)
