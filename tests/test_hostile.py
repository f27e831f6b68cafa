"""Sources that attack: built with every export, and walked in a real browser.

`tests/hostile/` holds attacks as somebody would paste them; names of files that no repository can
hold are made here. Collections of attacks that lie beside the repository are taken as well.
"""

from __future__ import annotations

import shutil
import threading
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import quote

import pytest
from conftest import folders_in
from in_chromium import DESKTOP, Server, Watched
from page_kinds import Kind, page_kinds
from playwright.sync_api import Browser, Dialog, Page, expect
from search_page import ask, told

from wenji.audit import audit
from wenji.audit.catalog import read_catalog
from wenji.audit.text import legible
from wenji.commands.convert import Outcome
from wenji.commands.options import ROOT
from wenji.commands.site import build
from wenji.messages import severity
from wenji.model import Folders, Severity
from wenji.progress import Silent
from wenji.review.desk import write_review

HERE = Path(__file__).parent / "hostile"
CORPUS = ROOT.parent / "shared/corpus/dev/adversarial"
CANARY = "window.__pwned=1"
# What a web server in an intranet should say of the site.
POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; "
    "font-src 'self'; connect-src 'self'; worker-src 'self'; manifest-src 'self'; "
    "base-uri 'none'; form-action 'self'; frame-ancestors 'none'; object-src 'none'"
)
TEXT = "柳林村的护渠小组一共九个人，分成三班，日夜都有人沿渠查看，渠道管护办得及时，账目也清楚。\n"
NAMES = (
    f'"><img src=x onerror={CANARY}>.txt',
    "倒\N{RIGHT-TO-LEFT OVERRIDE}txt.exe\N{ZERO WIDTH SPACE}.txt",
    "新\n行\t和\x1b[31m.txt",
    "..渠道.txt", "..\\..\\上级.txt", "CON.txt", "-rf", "--help.md", "{{ 7*7 }}.txt",
    "$(id)`id`;'.txt", "%2e%2e%2f.txt", "#?&=.txt", "!!python.md",
    "\N{ARABIC LETTER MEEM}\N{ARABIC LETTER REH} (1).txt",
)  # fmt: skip
TITLE = f"题</title></script><img src=x onerror={CANARY}>\N{RIGHT-TO-LEFT OVERRIDE}倒'\"`\u2028"
THEMES = f"""\
themes:
  - id: water
    name:
      zh: "水<img src=x onerror={CANARY}>\\u202E利\\u2028"
      en: "</title><b onclick={CANARY}>"
    keywords: [渠道, "<script>{CANARY}</script>"]
    description: "[点](javascript:{CANARY}) {{{{ 7*7 }}}} \\u2067<svg onload={CANARY}>"
  - id: "../../../etc"
    name: 出去
    keywords: [账目]
  - id: other
    name: !!python/object/apply:os.system ["id"]
"""
OVERRIDES = f"""\
- source: CON.txt
  at: 柳林村的护渠小组
  title: "{TITLE.encode("unicode_escape").decode().replace('"', chr(92) + '"')}"
  author: "<img src=x onerror={CANARY}>\\u202E"
  origin: "javascript:{CANARY}"
- source: "../../etc/passwd"
  at: root
  drop: true
- traditional:
    渠道: "<img src=x onerror={CANARY}>"
- mask: !!python/name:os.system
"""
QUERIES = (
    f"<img src=x onerror={CANARY}>", "onerror", "javascript", '"><svg onload', "渠道", "{{7*7}}",
    "标题:</title>", f"'-{CANARY}-'", "constructor", "__proto__", "\N{RIGHT-TO-LEFT OVERRIDE}渠",
)  # fmt: skip

# What must not be in a page: markup that acts, beside what the frame itself has.
ACTING = """() => {
  const wrong = []
  for (const node of document.querySelectorAll("*")) {
    for (const { name, value } of node.attributes) {
      const address = value.replace(/[\\0-\\x20]/gu, "").toLowerCase()
      const runs = /^(javascript|vbscript|data):/u.test(address) && !/^data:image/u.test(address)
      const links = ["href", "src", "action", "formaction", "xlink:href"].includes(name)
      const dressed = name === "style" && /url|expression|import|fixed/u.test(value)
      if (name.startsWith("on") || dressed || name === "srcdoc" || (links && runs)) {
        wrong.push(`${node.localName} ${name}=${value.slice(0, 60)}`)
      }
    }
  }
  const inert = new Set(["application/json", "application/ld+json"])
  for (const node of document.querySelectorAll("script:not([src])")) {
    if (!inert.has(node.type)) wrong.push(`script ${node.textContent.slice(0, 60)}`)
  }
  const acting = "iframe, object, embed, base, math, main style, main script, " +
    "[data-wj-text] :is(img, svg, form, input, table:not(.wj-grid), pre, code, section), " +
    "[data-wj-text]:not(.wj-collated) :is(a, button, del, div)"
  for (const name of ["Wenji", "wenjiSearch", "wenjiCollation"]) {
    if (window[name] instanceof Element) wrong.push(`an element is called ${name}`)
  }
  for (const node of document.querySelectorAll(acting)) wrong.push(node.outerHTML.slice(0, 80))
  return wrong
}"""
# Marks that turn the direction of what follows must stay within what they stand in.
TURNED = """() => {
  const turns = /[\\u202a-\\u202e\\u2066-\\u2069\\u200e\\u200f\\u061c\\u0590-\\u08ff]/u
  const wrong = []
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT)
  while (walker.nextNode()) {
    const text = walker.currentNode
    if (!turns.test(text.data) || !text.parentElement.checkVisibility()) continue
    let box = text.parentElement
    const isolates = (style) => /isolate|plaintext/u.test(style.unicodeBidi) ||
      !/^(inline|contents)$/u.test(style.display)
    while (box !== document.body && !isolates(getComputedStyle(box))) box = box.parentElement
    const rest = box.textContent.replace(text.data, "").trim()
    const among = text.parentElement.closest(
      "[data-wj-text] > *, blockquote p, .wj-list p, .wj-lines li, td, th")
    const open = /[\\u202a\\u202b\\u202d\\u202e]/u.test(text.data)
    if (open || (rest && !among)) wrong.push(`${box.localName}: ${text.data.slice(0, 50)}`)
  }
  return wrong
}"""


@pytest.fixture(scope="module")
def hostile(tmp_path_factory: pytest.TempPathFactory) -> tuple[Folders, Outcome]:
    """All of it, converted and built with every export; the desk of the editor as well."""
    folders = folders_in(tmp_path_factory.mktemp("敌 意"))
    shutil.copytree(HERE, folders.sources)
    for n, name in enumerate(NAMES):
        (folders.sources / name).write_text(f"第一篇：{n}号渠道\n　　{n}、{TEXT}", "utf-8")
    long_line = "渠道<b>*_`[x](javascript:1){{" * 6_000
    (folders.sources / "长.txt").write_text(f"长行\n{long_line}\n", "utf-8")
    if CORPUS.is_dir():
        shutil.copytree(CORPUS, folders.sources / "corpus")
    (folders.sources / "themes.yml").write_text(THEMES, "utf-8")
    (folders.sources / "overrides.yml").write_text(OVERRIDES, "utf-8")
    outcome = build(folders, 2, Silent(), exports=("epub", "docx", "print"))
    write_review(read_catalog(folders.work))
    return folders, outcome


@pytest.fixture(scope="module", params=["", POLICY], ids=["no policy", "strict"])
def attacked(
    request: pytest.FixtureRequest, hostile: tuple[Folders, Outcome], chromium: Browser
) -> Iterator[tuple[Watched, Server]]:
    """A watched page on the site, served with a policy and without: it is safe by itself."""
    with Server(hostile[0].site, request.param) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        watched = guarded(chromium, server)
        yield watched, server
        watched.context.close()
        server.shutdown()


def guarded(chromium: Browser, server: Server) -> Watched:
    """A watched page that also tells of dialogs, windows, and pages that it went to by itself."""
    watched = Watched(chromium, DESKTOP, server.host)

    def dialog(shown: Dialog) -> None:
        watched.complaints.append(f"{watched.page.url} dialog: {shown.message}")
        shown.dismiss()

    watched.page.on("dialog", dialog)
    watched.page.on("popup", lambda page: watched.complaints.append(f"window: {page.url}"))
    watched.page.on("download", lambda file: watched.complaints.append(f"download: {file.url}"))
    watched.context.route(
        lambda url: not url.startswith((server.address, "data:", "blob:", "file:")),
        lambda route: route.abort(),
    )
    return watched


def wrongs(page: Page, expected: str) -> list[str]:
    """What is wrong with a page as it stands, which should be the one at `expected`."""
    found = [*page.evaluate(ACTING), *(f"turned {w}" for w in page.evaluate(TURNED))]
    if page.evaluate("window.__pwned !== undefined"):
        found.append("a script of a source ran")
    if page.url.split("#")[0].split("?")[0] != expected.split("#")[0].split("?")[0]:
        found.append(f"went to {page.url}")
    return [f"{expected[-60:]}: {what}" for what in found]


def clean(wrong: list[str], watched: Watched) -> None:
    """Nothing is wrong, and the browser has nothing to complain of."""
    found = wrong + watched.complaints
    watched.complaints = []
    assert not found, "\n".join([f"{len(found)} in all", *found[:40]])


def kinds_of(folders: Folders, *, every: bool) -> list[Kind]:
    kinds = page_kinds(folders.docs, folders.site)
    return kinds if every else [k for k in kinds if k.lang == kinds[0].lang]


def test_a_hostile_collection_is_taken_in_whole(hostile: tuple[Folders, Outcome]) -> None:
    folders, outcome = hostile
    failed = [f for f in outcome.findings if f.code == "source-failed"]
    assert failed == []
    errors = {f.code for f in outcome.findings if severity(f.code) is Severity.ERROR}
    assert errors <= {"themes-invalid", "overrides-invalid", "override-source", "source-binary"}
    assert {"themes-invalid", "overrides-invalid", "override-source"} <= errors
    titles = [a.title for a in outcome.collection.articles]
    assert any("<script>" in title for title in titles) and len(titles) > 20
    assert [str(b) for b in audit(folders)] == []


def test_nothing_is_written_elsewhere(hostile: tuple[Folders, Outcome]) -> None:
    folders, _ = hostile
    root = folders.sources.parent
    assert {p.name for p in root.iterdir()} == {"sources", "docs", "site", ".work"}
    for folder in (folders.docs, folders.site):
        for path in folder.rglob("*"):
            assert not path.is_symlink()
            assert path.name.isprintable() and not set(path.name) & set("<>\"'`{}$|:*?\\"), path


def test_every_kind_of_page(
    attacked: tuple[Watched, Server], hostile: tuple[Folders, Outcome]
) -> None:
    watched, server = attacked
    wrong: list[str] = []
    for kind in kinds_of(hostile[0], every=not server.policy):
        address = server.address + kind.address
        watched.open(address)
        wrong += wrongs(watched.page, address)
    clean(wrong, watched)


def test_every_character_of_every_article_is_seen(
    attacked: tuple[Watched, Server], hostile: tuple[Folders, Outcome]
) -> None:
    watched, server = attacked
    wrong: list[str] = []
    articles = hostile[1].collection.articles
    for article in articles[::4] if server.policy else articles:
        address = f"{server.address}{article.page.removeprefix('zh/').removesuffix('.md')}/"
        watched.open(address)
        wrong += wrongs(watched.page, address)
        seen = watched.page.locator("[data-wj-text]").inner_text()
        if legible(seen) != legible(article.text):
            wrong.append(f"{address}: another text")
        heading = watched.page.locator(".wj-head h1").inner_text()
        if legible(heading) != legible(article.title):
            wrong.append(f"{address}: another title {heading!r}")
    clean(wrong, watched)


def article_of(made: tuple[Folders, Outcome], words: str) -> str:
    """The address of the first article whose title holds some words."""
    found = next(a for a in made[1].collection.articles if words in a.title)
    return f"{found.page.removeprefix('zh/').removesuffix('.md')}/"


def test_searching_for_attacks(attacked: tuple[Watched, Server]) -> None:
    watched, server = attacked
    page, wrong = watched.page, []
    for query in QUERIES[::4] if server.policy else QUERIES:
        for folder in ("", "zh-Hant/", "en/") if query == QUERIES[0] else ("",):
            address = f"{server.address}{folder}search/?q={quote(query)}"
            watched.open(address)
            told(page)
            wrong += wrongs(page, address)
    assert page.locator("[data-wj=list] h3").count() or wrong
    clean(wrong, watched)


def test_typing_attacks_into_dialog_and_suggestions(attacked: tuple[Watched, Server]) -> None:
    watched, server = attacked
    page, wrong = watched.page, []
    watched.open(server.address)
    for query in (*QUERIES[:4], "qd"):
        ask(page, query)
        expect(page.locator(".md-search-result__meta")).not_to_have_text("")
        page.wait_for_timeout(150)  # the list of the answer is drawn a frame later
        wrong += wrongs(page, server.address)
    expect(page.locator(".md-search-result__item")).not_to_have_count(0)
    address = f"{server.address}search/"
    watched.open(address)
    field = page.locator("main input[type=search], main input[role=combobox]").first
    for typed in ("<", "渠", "qd"):
        field.fill(typed)
        page.wait_for_timeout(300)
        wrong += wrongs(page, address)
    clean(wrong, watched)


def test_reading_tools_on_an_attack(
    attacked: tuple[Watched, Server], hostile: tuple[Folders, Outcome]
) -> None:
    watched, server = attacked
    page, wrong = watched.page, []
    attack = quote(f'"><img src=x onerror={CANARY}>')
    for words in ("<script>", "题</title>") if server.policy else ("><img", "javascript:"):
        address = server.address + article_of(hostile, words)
        for more in (
            f"?h={attack}&hit=1",
            f"?h={quote('onerror')}&hit=1",
            f"#{attack}",
            "?x=1#~x~y",
        ):
            watched.open(address + more)
            wrong += wrongs(page, page.url)
        watched.open(address)
        collation = page.locator("button[data-wj-collation]")
        collation.click()
        expect(collation.locator("+ [role=status]")).to_contain_text("处")
        expect(collation).to_have_attribute("aria-pressed", "true")
        for button in page.locator(".wj-legend button[aria-pressed]").all():
            button.click()
        wrong += wrongs(page, address)
        collation.click()
        for name in ("keep", "type", "cite"):
            page.locator(f"[aria-controls=wj-panel-{name}]").click()
        wrong += wrongs(page, address)
    for place in (
        "reading/",
        f"print/?articles={attack}",
        f"zh-Hant/404.html?{attack}",
        "en/reading/",
    ):
        watched.open(server.address + place)
        page.wait_for_timeout(200)
        wrong += wrongs(page, server.address + place)
    clean(wrong, watched)


def test_the_editor_s_desk(hostile: tuple[Folders, Outcome], chromium: Browser) -> None:
    folders = hostile[0]
    with Server(folders.work / "review", POLICY) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        watched, wrong = guarded(chromium, server), []
        pages = [source.id for source in hostile[1].collection.sources if source.articles]
        for name in ("index", *pages):
            watched.open(f"{server.address}{name}.html")
            wrong += wrongs(watched.page, f"{server.address}{name}.html")
        clean(wrong, watched)
        watched.context.close()
        server.shutdown()
