"""What several tests share: a finished run on disk, a browser, the built sample site."""

from __future__ import annotations

import os
import shutil
import threading
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from hypothesis import settings
from in_chromium import BROWSERS, CHROMIUM, DESKTOP, PHONE, Server, Watched
from playwright.sync_api import Browser, sync_playwright
from reader_page import page_of
from search_page import Shown, shown_articles

from wenji.commands import main
from wenji.commands.options import ROOT
from wenji.commands.site import build
from wenji.contract import Row, read_articles
from wenji.lock import LockedError, locked
from wenji.model import Folders
from wenji.progress import Silent
from wenji.store import FOLDER

# No test may fail because a machine is slow; on CI the same examples are tried every time.
settings.register_profile("wenji", deadline=None, derandomize=os.environ.get("CI") == "true")
settings.load_profile("wenji")


def pytest_addoption(parser: pytest.Parser) -> None:
    """`--refresh-golden` writes tests/golden/*/out.json anew: read each before you keep it."""
    parser.addoption("--refresh-golden", action="store_true", help="write golden results anew")


def folders_in(root: Path) -> Folders:
    """The four folders of a run below `root`, which may hold sources already."""
    root = root.resolve()
    return Folders(root / "sources", root / "docs", root / "site", root / ".work")


def copy_run(made: Folders, root: Path, *, site: bool) -> Folders:
    """A copy of a finished run that a test may damage, with or without its site.

    It knows no results: what the test converts, it does convert.
    """
    copy, known = folders_in(root), shutil.ignore_patterns(FOLDER)
    for name in ("sources", "docs", "work", *(["site"] if site else [])):
        shutil.copytree(getattr(made, name), getattr(copy, name), dirs_exist_ok=True, ignore=known)
    return copy


@pytest.fixture(scope="session")
def browser_path() -> str:
    """Where Chromium is; without it the test is skipped, but fails on CI."""
    found = next(filter(None, map(shutil.which, BROWSERS)), None)
    if found:
        return found
    reason = "no Chromium: apt-get install -y chromium fonts-noto-cjk"
    if os.environ.get("CI") == "true":
        pytest.fail(reason)
    pytest.skip(reason)


@pytest.fixture(scope="session")
def chromium(browser_path: str) -> Iterator[Browser]:
    """Chromium, without a window."""
    with sync_playwright() as playwright:
        opened = playwright.chromium.launch(executable_path=browser_path, args=CHROMIUM)
        yield opened
        opened.close()


WAIT = 0.1  # s between two looks whether another worker has made what is shared
SMALL = {
    "甲/渠道 总结.txt": (
        "第一篇：石桥乡春灌工作总结\n"
        "2021年3月5日\n"
        "一、抓早动手\n"
        "　　今年开春以来,石桥乡先后清淤渠道十二里,更换闸门四座。\n"
        "　　各村都排出了用水的先后次序。\n"
        "二、分片包干\n"
        "　　干部按片包干，每三天到渠上走一趟，问题当天登记，隔天回话。\n"
        "\n"
        "第二篇：柳林村护渠小组汇报\n"
        "　　我们小组共有九个人，分成三班，日夜都有人沿渠查看。\n"
        "- 3 -\n"
        "　　入夏以后雨水多，我们又添了两盏马灯，<b>夜里</b>也看得清水位。\n"
    ),
    "学校.md": "# 晨读小记\n\n天刚亮，孩子们就到了教室，先开窗，再扫地，然后齐声读书。\n",
}


def made_once(
    factory: pytest.TempPathFactory, name: str, make: Callable[[Folders], object]
) -> Folders:
    """The folders of a run that `make` makes, once for all workers: one does, the others wait.

    Nobody may change anything in it; `copy_run` gives a copy.
    """
    base = factory.getbasetemp()
    folders = folders_in((base.parent if "PYTEST_XDIST_WORKER" in os.environ else base) / name)
    made = folders.work.parent / "made"
    while not made.exists():
        try:
            with locked(made.with_name("being made")):
                if not made.exists():
                    make(folders)
                    made.touch()
        except LockedError:
            time.sleep(WAIT)
    return folders


@pytest.fixture(scope="session")
def small_run(tmp_path_factory: pytest.TempPathFactory) -> Folders:
    """A small collection, converted and built once; copy it before changing anything."""

    def make(folders: Folders) -> None:
        for name, content in SMALL.items():
            path = folders.sources / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(content, "utf-8", newline="\n")
        build(folders, 1, Silent())

    return made_once(tmp_path_factory, "小 集", make)


@pytest.fixture(scope="session")
def sample_site(tmp_path_factory: pytest.TempPathFactory) -> Folders:
    """The sample collection of the repository, converted and strictly built once."""

    def make(folders: Folders) -> None:
        shutil.copytree(ROOT / "sources", folders.sources, dirs_exist_ok=True)
        build(folders, 2, Silent())

    return made_once(tmp_path_factory, "文集 样例", make)


@pytest.fixture(scope="session")
def server(sample_site: Folders) -> Iterator[Server]:
    """The sample site, served under a strict policy."""
    with Server(sample_site.site) as made:
        threading.Thread(target=made.serve_forever, daemon=True).start()
        yield made
        made.shutdown()


@pytest.fixture(params=[DESKTOP, PHONE], ids=["desktop", "phone"])
def both(request: pytest.FixtureRequest, chromium: Browser, server: Server) -> Iterator[Watched]:
    """A watched page in both sizes."""
    made = Watched(chromium, request.param, server.host)
    yield made
    made.context.close()


@pytest.fixture
def watched(chromium: Browser, server: Server) -> Iterator[Watched]:
    """A watched page on a desktop."""
    made = Watched(chromium, DESKTOP, server.host)
    yield made
    made.context.close()


@pytest.fixture(scope="session")
def shown(sample_site: Folders) -> list[Shown]:
    """All articles of the sample as their pages show them."""
    return shown_articles(sample_site)


@pytest.fixture
def run_command(
    capsys: pytest.CaptureFixture[str],
) -> Iterator[Callable[..., tuple[int, str, str]]]:
    """Run a command of `build.py` in this process: exit status, stdout, stderr."""

    def run(*arguments: object) -> tuple[int, str, str]:
        try:
            status = main([str(a) for a in arguments])
        except SystemExit as stop:
            status = int(stop.code or 0)
        said = capsys.readouterr()
        return status, said.out, said.err

    yield run


@pytest.fixture(scope="session")
def articles(sample_site: Folders) -> list[Row]:
    """The sample's articles, as the catalog has them."""
    return list(read_articles(sample_site.work))


@pytest.fixture(scope="session")
def long(articles: list[Row]) -> str:
    """The address of the longest article."""
    return page_of(max(articles, key=lambda a: int(a["chars"])))


@pytest.fixture(scope="session")
def signed(articles: list[Row]) -> Row:
    """An article of which author and date are known."""
    return next(a for a in articles if a["author"] and a["date"])
