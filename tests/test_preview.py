"""The web server of `serve`, and how it goes on when a build fails."""

from __future__ import annotations

import urllib.request
from collections.abc import Iterator
from http.client import HTTPConnection
from pathlib import Path

import pytest

from wenji.commands.options import CannotRun
from wenji.commands.serve import renew, serving
from wenji.preview import BUILD_PATH, Preview, content_type, find

PAGE = "<!doctype html><h1>春天</h1>"
FILES = {
    "index.html": PAGE,
    "404.html": "<h1>没有这一页</h1>",
    "篇/甲 一/index.html": PAGE,
    "assets/app.js": "1",
    "assets/app.css": "a{}",
    "search/index.json": "{}",
    "note.txt": "字",
}


@pytest.fixture
def site(tmp_path: Path) -> Path:
    root = tmp_path / "我的 网站"
    for name, content in FILES.items():
        (root / name).parent.mkdir(parents=True, exist_ok=True)
        (root / name).write_text(content, "utf-8")
    (tmp_path / "secret.txt").write_text("secret", "utf-8")
    return root


@pytest.fixture
def server(site: Path) -> Iterator[Preview]:
    with serving(site, 0) as running:
        yield running


def get(server: Preview, path: str) -> tuple[int, str, str]:
    """Status, media type and body for a path that is sent exactly as it is."""
    connection = HTTPConnection("127.0.0.1", server.server_address[1])
    try:
        connection.putrequest("GET", path)
        connection.endheaders()
        answer = connection.getresponse()
        return answer.status, answer.headers["Content-Type"] or "", answer.read().decode("utf-8")
    finally:
        connection.close()


@pytest.mark.parametrize(
    ("path", "status", "kind"),
    [
        ("/", 200, "text/html; charset=utf-8"),
        ("/index.html", 200, "text/html; charset=utf-8"),
        ("/?q=1", 200, "text/html; charset=utf-8"),
        ("/%E7%AF%87/%E7%94%B2%20%E4%B8%80/", 200, "text/html; charset=utf-8"),
        ("/%E7%AF%87/%E7%94%B2%20%E4%B8%80", 301, ""),
        ("/assets/app.js", 200, "text/javascript; charset=utf-8"),
        ("/assets/app.css", 200, "text/css; charset=utf-8"),
        ("/search/index.json", 200, "application/json; charset=utf-8"),
        ("/note.txt", 200, "text/plain; charset=utf-8"),
        ("/nothing", 404, "text/html; charset=utf-8"),
        ("/assets/", 404, "text/html; charset=utf-8"),
        ("/../secret.txt", 404, "text/html; charset=utf-8"),
        ("/%2e%2e/secret.txt", 404, "text/html; charset=utf-8"),
        ("/..%5csecret.txt", 404, "text/html; charset=utf-8"),
        ("/a%00b", 404, "text/html; charset=utf-8"),
    ],
)
def test_paths(server: Preview, path: str, status: int, kind: str) -> None:
    found = get(server, path)
    assert found[:2] == (status, kind)
    assert "secret" not in found[2]


def test_a_link_out_of_the_folder_is_not_followed(site: Path, tmp_path: Path) -> None:
    try:
        (site / "way-out").symlink_to(tmp_path)
    except OSError:
        pytest.skip("no symbolic links here")
    assert find(site, "/way-out/secret.txt") is None


def test_pages_get_the_reload_script_as_they_are_sent_and_stay_clean_on_the_disk(
    server: Preview, site: Path
) -> None:
    body = get(server, "/")[2]
    assert body.startswith(PAGE) and BUILD_PATH in body
    assert (site / "index.html").read_text("utf-8") == PAGE
    assert BUILD_PATH not in get(server, "/assets/app.js")[2]


def test_the_build_number_changes_when_a_build_succeeds_only(
    server: Preview, capsys: pytest.CaptureFixture[str]
) -> None:
    results = iter([None, OSError("第二次失败"), None])
    numbers = [get(server, BUILD_PATH)[2]]

    def changes() -> Iterator[str]:
        for _ in range(3):
            yield "changed"
            numbers.append(get(server, BUILD_PATH)[2])

    def rebuild() -> None:
        result = next(results)
        if result:
            raise result

    renew(server, changes(), rebuild)
    assert numbers == ["1", "2", "2", "3"]
    said = capsys.readouterr()
    assert "第二次失败" in said.err
    assert said.out.count("已更新") == 2


def test_a_taken_port_is_a_clear_message(server: Preview, site: Path) -> None:
    port = server.server_address[1]
    with pytest.raises(CannotRun, match=str(port)), serving(site, port):
        pass


def test_head_requests_have_no_body(server: Preview) -> None:
    request = urllib.request.Request(server.address, method="HEAD")
    with urllib.request.urlopen(request) as answer:
        assert answer.status == 200 and answer.read() == b""


def test_nobody_else_can_reach_the_preview(server: Preview) -> None:
    assert server.server_address[0] == "127.0.0.1"


@pytest.mark.parametrize(
    ("name", "kind"),
    [("a.MJS", "text/javascript; charset=utf-8"), ("a.nosuch", "application/octet-stream")],
)
def test_media_types(name: str, kind: str) -> None:
    assert content_type(Path(name)) == kind
