"""The pages of the desk: both languages, hostile text, links, accessibility."""

from __future__ import annotations

import posixpath
import re
from pathlib import Path

import pytest
from html_nodes import first
from in_chromium import DESKTOP, PHONE
from playwright.sync_api import Browser
from selectolax.lexbor import LexborHTMLParser
from test_accessibility import findings

from wenji.audit.catalog import read_catalog
from wenji.model import Folders
from wenji.review.desk import INDEX, STYLE, review_files


def test_each_page_is_there_in_both_languages(telling: Folders) -> None:
    files = review_files(read_catalog(telling.work))
    for name, data in files.items():
        if name == STYLE or name.startswith("en/"):
            continue
        english = LexborHTMLParser(files[f"en/{name}"].decode("utf-8"))
        chinese = LexborHTMLParser(data.decode("utf-8"))
        tags = [first(page, "html").attributes["lang"] for page in (chinese, english)]
        assert tags == ["zh-Hans", "en"]
        assert first(chinese, ".switch a").attributes["href"] == f"en/{name}"
        assert first(english, ".switch a").attributes["href"] == f"../{name}"
        for part in ("h2", "summary", ".lead", ".tag", "thead th", ".why"):
            for node in english.css(part):
                assert not re.search(
                    "[\u4e00-\u9fff]", re.sub("“[^”]*”|《[^》]*》", "", node.text())
                ), node.html
        assert len(chinese.css("pre")) == len(english.css("pre"))
        assert [n.text() for n in chinese.css("pre")] == [n.text() for n in english.css("pre")]


def test_hostile_text_stays_text(hostile: Folders) -> None:
    files = review_files(read_catalog(hostile.work))
    for name, data in files.items():
        if name == STYLE:
            continue
        page = data.decode("utf-8")
        tree = LexborHTMLParser(page)
        assert not tree.css("script, img, style, b > b, [onerror], [style]")
        assert tree.css_first("main h2") is not None
        assert not re.search("[\x00-\x08\x0b-\x1f\u202e\ue000]", page)
        style = f"../{STYLE}" if name.startswith("en/") else STYLE
        assert [n.attributes["href"] for n in tree.css("link")] == [style]
    text = LexborHTMLParser(b"".join(files.values()).decode("utf-8")).text()
    assert "<script>alert(1)</script>" in text and "{{ 7*7 }} {% raw %}" in text
    assert "[U+202E]" in text and "[U+0000]" in text


def test_links_lead_somewhere(hostile: Folders, small_run: Folders) -> None:
    for run in (hostile, small_run):
        files = review_files(read_catalog(run.work))
        for name, data in files.items():
            if name == STYLE:
                continue
            tree = LexborHTMLParser(data.decode("utf-8"))
            ids = [n.attributes["id"] for n in tree.css("[id]")]
            assert len(ids) == len(set(ids))
            for link in tree.css("a"):
                path, _, place = str(link.attributes["href"]).partition("#")
                there = posixpath.normpath(posixpath.join(posixpath.dirname(name), path))
                assert (there if path else name) in files
                assert not place or f'id="{place}"' in files[there if path else name].decode(
                    "utf-8"
                )


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("size", [DESKTOP, PHONE], ids=["desktop", "phone"])
def test_axe_finds_nothing(
    size: dict[str, int], scheme: str, chromium: Browser, hostile: Folders, sample_site: Folders,
    tmp_path: Path,
) -> None:  # fmt: skip
    pages: list[Path] = []
    for run in (hostile, sample_site):
        folder = tmp_path / run.work.parent.name
        folder.mkdir()
        for name, data in review_files(read_catalog(run.work)).items():
            (folder / name).parent.mkdir(exist_ok=True)
            (folder / name).write_bytes(data)
        pages += [folder / INDEX, *sorted(folder.rglob("*.html"))[:3]]
    context = chromium.new_context(viewport=size, color_scheme=scheme)  # type: ignore[arg-type]
    page = context.new_page()
    requests: list[str] = []
    page.on("request", lambda r: requests.append(r.url))
    for path in pages:
        page.goto(path.as_uri())
        page.evaluate("document.querySelectorAll('details').forEach(d => d.open = true)")
        assert findings(page) == []
        assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    assert all(url.startswith("file://") for url in requests)
    context.close()
