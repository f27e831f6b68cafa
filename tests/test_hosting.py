"""The built site behind real web servers with the files of `deploy/`."""

from __future__ import annotations

import gzip
import re
import shutil
import socket
import ssl
import tempfile
import xml.etree.ElementTree as ElementTree
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import AbstractContextManager
from pathlib import Path
from urllib.parse import quote

import brotli
import pytest
from served import assets_of
from web_servers import HOST, Release, Running, apache, caddy, nginx

from wenji.commands.options import ROOT
from wenji.hosting.policy import FIXED, Policy, policy_of
from wenji.hosting.servers import Place, PlaceError, further_languages, server_files
from wenji.model import Folders

Starts = Callable[..., AbstractContextManager[Running]]

# Each server at the root of a host and below a path.
SERVERS: dict[str, tuple[Starts, str]] = {
    f"{start.__name__} {path}": (start, path)
    for start in (nginx, apache, caddy)
    for path in ("/", "/ziliao/wenji/")
}
TEXTS = (".html", ".css", ".js", ".svg")
READERS = 40
# What nothing on a page may do: load from elsewhere, be framed, move its base, run what is in it.
CLOSED = {
    "default-src": "'none'",
    "script-src": "'self'",
    "style-src": "'self'",
    "base-uri": "'none'",
    "form-action": "'self'",
    "frame-ancestors": "'none'",
}
ASKED = {
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "same-origin",
    "X-Frame-Options": "DENY",
    "Cross-Origin-Resource-Policy": "same-origin",
}
# What each file must be called; pages and the notice say in which encoding they are.
CALLED = {
    ".html": "text/html; charset=utf-8",
    ".txt": "text/plain; charset=utf-8",
    ".css": "text/css(; charset=utf-8)?",
    ".js": "(text|application)/javascript(; charset=utf-8)?",
    ".svg": r"image/svg\+xml(; charset=utf-8)?",
}
BROTLI = {"Accept-Encoding": "gzip, deflate, br"}
GZIP = {"Accept-Encoding": "gzip"}


@pytest.fixture(scope="module")
def release(sample_site: Folders) -> Iterator[Release]:
    """The sample as it is published, with compressed files beside; readable by every user."""
    with tempfile.TemporaryDirectory(prefix="wenji-") as name:
        folder = Path(name)
        folder.chmod(0o755)
        site = folder / "built"
        shutil.copytree(sample_site.site, site)
        for path in sorted(p for p in site.rglob("*") if p.suffix in TEXTS):
            data = path.read_bytes()
            path.with_name(f"{path.name}.gz").write_bytes(gzip.compress(data, 6, mtime=0))
            path.with_name(f"{path.name}.br").write_bytes(brotli.compress(data, quality=5))
        published = Release(folder / "published")
        published.folder.mkdir()
        published.put("one", site)
        yield published


@pytest.fixture(scope="module")
def site(release: Release) -> Path:
    """What is served."""
    return release.folder / "current/site"


@pytest.fixture(scope="module", params=SERVERS)
def running(request: pytest.FixtureRequest, release: Release) -> Iterator[Running]:
    """A server that runs."""
    start, path = SERVERS[request.param]
    with tempfile.TemporaryDirectory(prefix="wenji-") as name:
        Path(name).chmod(0o755)
        with start(Path(name), release.folder, path) as server:
            yield server


@pytest.fixture(scope="module")
def plain(release: Release) -> Iterator[Running]:
    """nginx at the root of its host."""
    with (
        tempfile.TemporaryDirectory(prefix="wenji-") as name,
        nginx(Path(name), release.folder) as server,
    ):
        yield server


def address(site: Path, file: Path) -> str:
    """The address of a file as browsers ask for it."""
    return quote(file.relative_to(site).as_posix().removesuffix("index.html"))


def worker(site: Path) -> str:
    """The address of a file that is named by its content."""
    return address(site, assets_of(site) / "search/worker.js")


# --- every server --------------------------------------------------------------------------------


def test_every_file_is_served_as_it_is(running: Running, site: Path) -> None:
    files = [p for p in site.rglob("*") if p.is_file() and p.suffix not in (".gz", ".br")]
    assert len(files) > 200
    wrong: list[tuple[object, Path]] = []
    for file in files:
        answer = running.ask(address(site, file))
        if (answer.status, answer.body) != (200, file.read_bytes()):
            wrong.append((answer.status, file))
        kind = CALLED.get(file.suffix)
        if kind and not re.fullmatch(kind, answer["Content-Type"].lower()):
            wrong.append((answer["Content-Type"], file))
    assert wrong == []


@pytest.mark.parametrize("folder", ["", "en/", "zh-Hant/"])
def test_a_missing_address_shows_the_page_of_its_language(
    folder: str, running: Running, site: Path
) -> None:
    expected = (site / folder / "404.html").read_bytes()
    for page in ("none/", "articles/none", "a/b/c.html"):
        answer = running.ask(folder + page)
        assert (answer.status, answer.body) == (404, expected), page
        assert "no-cache" in answer["Cache-Control"]


def test_every_answer_has_the_headers(running: Running, site: Path) -> None:
    expected = policy_of(site).headers()
    assert set(expected) == {"Content-Security-Policy", *FIXED}
    for page in ("", "en/", worker(site), "none", "en/none", "search/manifest.js"):
        answer = running.ask(page)
        for name, value in expected.items():
            assert answer.headers.get_all(name) == [value], (page, name)
        assert not re.search(r"\d", answer["Server"]), "a version"


def test_pages_are_asked_for_anew_and_what_is_named_by_content_is_kept(
    running: Running, site: Path
) -> None:
    (index,) = (site / "search").glob("*/")
    some = next(p for p in sorted(index.rglob("*.js")))
    for page in (worker(site), address(site, some)):
        kept = running.ask(page).headers.get_all("Cache-Control")
        assert kept == ["public, max-age=31536000, immutable"], page
    for page in ("", "help/", "search/manifest.js"):
        assert running.ask(page).headers.get_all("Cache-Control") == ["no-cache"], page


def test_what_has_not_changed_is_not_sent_again(running: Running, site: Path) -> None:
    for page in ("", "help/", worker(site)):
        for compressed in ({}, GZIP, BROTLI):
            first = running.ask(page, headers=compressed)
            asked = {"If-None-Match": first["ETag"], **compressed}
            again = running.ask(page, headers=asked)
            assert (again.status, again.body) == (304, b""), (page, compressed)
            other = running.ask(page, headers={**asked, "If-None-Match": '"none"'})
            assert (other.status, other.body) == (200, first.body)
        since = {"If-Modified-Since": running.ask(page)["Last-Modified"]}
        assert running.ask(page, headers=since).status == 304


def test_a_part_of_a_file_is_sent(running: Running, site: Path) -> None:
    page = worker(site)
    whole = (site / page).read_bytes()
    answer = running.ask(page, headers={"Range": "bytes=10-99"})
    assert (answer.status, answer.body) == (206, whole[10:100])
    assert answer["Content-Range"] == f"bytes 10-99/{len(whole)}"
    assert running.ask(page, headers={"Range": f"bytes={len(whole)}-"}).status == 416


def test_compressed_files_are_sent_to_who_takes_them(running: Running, site: Path) -> None:
    for page in ("", "en/help/", worker(site)):
        file = site / page / "index.html" if page.endswith("/") or not page else site / page
        for headers, coding, unpack in (
            (BROTLI, "br", brotli.decompress),
            (GZIP, "gzip", gzip.decompress),
        ):
            ending = {"br": ".br", "gzip": ".gz"}[coding]
            answer = running.ask(page, headers=headers)
            assert answer["Content-Encoding"] == coding
            assert answer.body == file.with_name(file.name + ending).read_bytes()
            assert unpack(answer.body) == file.read_bytes()
            assert "accept-encoding" in answer["Vary"].lower()
            assert answer["Content-Type"] == running.ask(page)["Content-Type"]
        assert running.ask(page)["Content-Encoding"] == ""


def test_nothing_is_listed_and_nothing_else_is_served(running: Running, site: Path) -> None:
    (running_release,) = (site.resolve().parents[1]).glob("*")
    (running_release / "SHA256SUMS").write_text("none of a reader's business", "utf-8")
    for page in ("assets/", "collation/", "SHA256SUMS", "../SHA256SUMS", "%2e%2e/SHA256SUMS"):
        answer = running.ask(page)
        assert answer.status in (400, 403, 404), page
        assert b"business" not in answer.body and b"Index of" not in answer.body
    for method in ("POST", "PUT", "DELETE"):
        assert running.ask("", method).status >= 400


def test_a_folder_without_its_slash_leads_there(running: Running) -> None:
    answer = running.ask("help")
    assert answer.status in (301, 302, 307, 308)
    leads = answer["Location"]
    if running.name == "apache":  # which cannot say it otherwise
        leads = leads.removeprefix(f"http://{HOST}").removeprefix(f":{running.port}")
    assert leads == f"{running.path}help/"


# --- nginx ---------------------------------------------------------------------------------------


def test_forty_readers_at_once_meet_no_error(plain: Running, site: Path) -> None:
    files = sorted(site.rglob("*.html"))

    def read(reader: int) -> list[int]:
        chosen = files[reader::READERS]
        return [plain.ask(address(site, file), headers=BROTLI).status for file in chosen]

    with ThreadPoolExecutor(READERS) as readers:
        statuses = [status for done in readers.map(read, range(READERS)) for status in done]
    assert len(statuses) == len(files) and set(statuses) == {200}


def test_without_the_module_for_brotli_there_is_gzip(release: Release, tmp_path: Path) -> None:
    with nginx(tmp_path, release.folder, options=()) as server:
        assert server.ask("", headers=BROTLI)["Content-Encoding"] == "gzip"


def test_a_page_from_before_finds_its_own_scripts(site: Path, tmp_path: Path) -> None:
    published = Release(tmp_path / "published")
    published.folder.mkdir()
    published.put("one", site)
    with nginx(tmp_path, published.folder) as server:
        before = assets_of(site)
        old = address(site, before / "palette.js")
        later = tmp_path / "later"
        shutil.copytree(site, later)
        assets_of(later).rename(later / "assets" / "0123456789")
        (later / "help/index.html").write_text("another", "utf-8")
        for _ in range(READERS):  # every process of the server has seen it
            server.ask("help/")
        published.put("two", later)
        assert {server.ask("help/").body for _ in range(READERS)} == {b"another"}
        answer = server.ask(old)
        assert (answer.status, answer.body) == (200, (before / "palette.js").read_bytes())
        assert answer["Content-Security-Policy"] == Policy().text()
        assert server.ask(old.replace("palette", "none")).status == 404
        assert server.ask("assets/0123456789/palette.js").status == 200
        published.put("three", later)
        assert server.ask(old).status == 404


def test_https_is_http_2(release: Release, tmp_path: Path) -> None:
    with nginx(tmp_path, release.folder, tls=True) as server:
        assert server.ask("help/").status == 200
        trusting = ssl._create_unverified_context()
        trusting.set_alpn_protocols(["h2", "http/1.1"])
        with (
            socket.create_connection(("127.0.0.1", server.port)) as raw,
            trusting.wrap_socket(raw, server_hostname="wenji.test") as talk,
        ):
            assert talk.selected_alpn_protocol() == "h2"
            assert talk.version() in ("TLSv1.2", "TLSv1.3")


# --- the policy ----------------------------------------------------------------------------------


def test_the_policy_has_no_exception(site: Path) -> None:
    policy = policy_of(site)
    assert policy == Policy() and "unsafe" not in policy.text()
    said = dict(part.split(" ", 1) for part in policy.text().split("; "))
    assert said.items() >= CLOSED.items()
    assert {value for name, value in said.items() if name not in CLOSED} == {"'self'"}
    assert {name: FIXED[name] for name in ASKED} == ASKED


def test_what_the_editor_wrote_is_allowed_by_its_hash(tmp_path: Path) -> None:
    (tmp_path / "a.html").write_text(
        "<style>b{}</style><script>let a\r\n</script><script src=b.js></script>"
        '<script type="application/json">{}</script><img src="data:image/gif;base64,R0">',
        "utf-8",
        newline="",
    )
    (tmp_path / "b.html").write_text('<p STYLE="color:red" onclick="f()">甲 on style=</p>', "utf-8")
    policy = policy_of(tmp_path)
    # From `printf 'let a\n' | openssl dgst -sha256 -binary | base64`, and of `b{}`.
    assert policy.scripts == {"'sha256-rBvGuBlJwGMF4O9K7jfqrurIBVIlQgAGOzlfwuINe2A='"}
    assert policy.styles == {"'sha256-7yqHVAesot11p6HczDsgKRipvI5UPgs97z80zNXlans='"}
    assert policy.pictures == {"data:"}
    assert policy.refused == (("b.html", "<p style>"), ("b.html", "<p onclick>"))
    assert "unsafe" not in policy.text() and "sha256-" in policy.text()


# --- the files -----------------------------------------------------------------------------------


def test_the_files_in_the_repository_are_those_of_the_sample(site: Path) -> None:
    made, _ = server_files(site, Place())
    kept = {
        p.relative_to(ROOT / "deploy").as_posix(): p.read_text("utf-8")
        for p in (ROOT / "deploy").rglob("*")
        if p.is_file() and p.name != "README.md"
    }
    assert kept == made, "python3 scripts/build.py deploy"


def test_every_language_of_the_site_is_known(site: Path) -> None:
    assert further_languages(site) == ("en", "zh-Hant")


def test_iis_has_the_same_headers_and_pages(site: Path) -> None:
    files, policy = server_files(site, Place("/wenji/"))
    tree = ElementTree.fromstring(files["iis/web.config"])
    added = {n.attrib["name"]: n.attrib["value"] for n in tree.findall(".//customHeaders/add")}
    assert policy.headers().items() <= added.items()
    errors = [n.attrib["path"] for n in tree.findall(".//error")]
    assert errors == ["/wenji/404.html", "/wenji/en/404.html", "/wenji/zh-Hant/404.html"]


@pytest.mark.parametrize(
    "wrong",
    [
        {"path": "wenji"},
        {"path": "/wenji"},
        {"path": "/a b/"},
        {"path": "/a;b/"},
        {"path": "/../"},
        {"path": '/"/'},
        {"path": "/$uri/"},
        {"published": "srv"},
        {"published": "/srv/wenji/"},
        {"published": "/srv/../etc"},
        {"published": "/srv;rm"},
        {"host": "a b"},
        {"host": "a;"},
        {"host": ""},
        {"host": "a\n"},
    ],
)
def test_nothing_strange_comes_into_a_configuration(wrong: dict[str, str]) -> None:
    with pytest.raises(PlaceError):
        Place(**wrong)


def test_command_says_what_does_not_fit(
    sample_site: Folders, tmp_path: Path, run_command: Callable[..., tuple[int, str, str]]
) -> None:
    where = ("--site", sample_site.site, "--out", tmp_path / "出")
    status, said, _ = run_command("deploy", *where)
    assert status == 0 and (tmp_path / "出/nginx/wenji.conf").is_file() and "site_url" not in said
    status, said, _ = run_command("deploy", *where, "--path", "/wenji/")
    assert status == 1 and "site_url" in said
    status, _, said = run_command("deploy", *where, "--path", "wenji")
    assert status == 2 and "wenji" in said
    status, _, said = run_command("deploy", "--site", tmp_path, "--out", tmp_path)
    assert status == 2 and "build.py" in said
