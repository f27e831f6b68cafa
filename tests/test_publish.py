"""Publishing to a folder and by ssh: what lies there, what is linked, what is refused."""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path

import pytest
from programs import ran
from publishing import (
    Sshd,
    make_site,
    published,
    release_names,
    shown,
    sshd,
    tidy,
    tree,
    wrong_in,
)

from wenji.commands.options import ROOT
from wenji.publish import PublishError
from wenji.publish.release import releases, roll_back, verify
from wenji.publish.session import session
from wenji.publish.target import Target, parse_target

Run = Callable[..., tuple[int, str, str]]
PATIENCE = 60  # seconds for what takes one or two
LONG = "渠水清，稻花香。" * 200
PAGES = {"a/index.html": "甲页", "b/index.html": "乙页", "b/long.html": LONG}


@dataclass(frozen=True)
class Place:
    """A target, and the folder that it is."""

    target: Target
    folder: Path

    @property
    def words(self) -> list[str]:
        """The target on the command line."""
        config = self.target.ssh_config
        return [str(self.target), *(["--ssh-config", str(config)] if config else [])]


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


# --- publish -----------------------------------------------------------------------------------


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


# --- list, verify, roll back -------------------------------------------------------------------


def three(place: Place, site: Path) -> list[str]:
    """Three releases; their names."""
    names = []
    for n in "一二三":
        make_site(site, {**PAGES, "n.html": n})
        names.append(published(site, place.target).name)
    return names


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


# --- the lock ----------------------------------------------------------------------------------

HOLD = """
import os, signal, sys
from pathlib import Path
from wenji.publish.session import session
from wenji.publish.target import parse_target
with session(parse_target(sys.argv[1], Path(sys.argv[2]) if sys.argv[2] else None), "make"):
    print("held", flush=True)
    signal.pause()
"""


@contextmanager
def running(
    command: list[str], env: dict[str, str] | None = None
) -> Iterator[subprocess.Popen[bytes]]:
    """A process that is ended with all it began, whatever happens: a test must fail, not wait."""
    pipe = subprocess.PIPE
    with subprocess.Popen(
        command, env=env, stdin=pipe, stdout=pipe, start_new_session=True
    ) as process:
        try:
            yield process
        finally:
            with suppress(ProcessLookupError):
                os.killpg(process.pid, signal.SIGKILL)


def test_the_lock_tells_who_holds_it_and_ends_with_its_holder(either: Place, site: Path) -> None:
    config = str(either.target.ssh_config or "")
    env = {**os.environ, "PYTHONPATH": str(ROOT / "scripts"), "PYTHONUTF8": "1"}
    command = [sys.executable, "-c", HOLD, str(either.target), config]
    with running(command, env=env) as holder:
        assert holder.stdout and holder.stdout.readline() == b"held\n"
        with pytest.raises(PublishError, match=f"另一次发布.* {holder.pid} "):
            published(site, either.target)
        assert not (either.folder / "current").exists()
        holder.send_signal(signal.SIGKILL)
    publish_when_free(site, either.target)
    assert shown(either.folder) == tree(site)


def publish_when_free(site: Path, target: Target) -> None:
    """Publish as soon as the lock is free: a step that is running ends first."""
    for _ in range(1000):
        try:
            published(site, target)
        except PublishError as problem:
            if "另一次发布" not in str(problem):
                raise
        else:
            return
    pytest.fail("the lock is never free")


def test_a_holder_that_says_nothing_loses_the_lock(tmp_path: Path) -> None:
    script = (ROOT / "scripts/wenji/publish/open.sh").read_text("utf-8")
    assert script.count("timeout 60 ") == 1
    script = script.replace("timeout 60 ", "timeout 1 ")
    with running(["sh", "-s"]) as mute:
        assert mute.stdin and mute.stdout
        mute.stdin.write(f"{script}\nopen_target '{tmp_path}' make who\n".encode())
        mute.stdin.flush()
        assert mute.stdout.readline() == b"ready\n"
        mute.wait(PATIENCE)  # though its input is still open
        with session(parse_target(str(tmp_path)), "hold"):
            pass


def test_a_line_that_was_cut_off_is_not_obeyed(place: Place, site: Path) -> None:
    one = three(place, site)[0]
    before = tree(place.folder)
    with session(place.target, "hold") as at:
        for line in ("step prune 1\n", f"step rollback {one}\n"):
            at._send(line)
            assert at._line() == "end 99"
    assert {k: v for k, v in tree(place.folder).items() if k != "releases/.lock"} == {
        k: v for k, v in before.items() if k != "releases/.lock"
    }


# --- refused -----------------------------------------------------------------------------------


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
