"""How pages stand on screens: targets for fingers, focus in sight, the measure of a text."""

from __future__ import annotations

import pytest
from in_chromium import DESKTOP, PHONE, Server, Watched
from playwright.sync_api import Browser, Page, expect

from wenji.contract import read_articles
from wenji.model import Folders

LANGUAGES = ("", "zh-Hant/", "en/")

# What can be hit with a finger and is no link in a sentence (WCAG 2.5.8): where it is smaller
# than 24 px, no other target comes within 24 px of its middle.
TOO_SMALL = """() => {
  const targets = [...document.querySelectorAll(
    "a[href], button, select, summary, input:not([type=hidden], .md-toggle), label[for]")]
    .filter((e) => e.checkVisibility({ opacityProperty: true, visibilityProperty: true }))
    .filter((e) => {
      const line = e.closest("p, li, dd, td")
      const inLine = getComputedStyle(e).display.startsWith("inline")
      return !(inLine && line && line.innerText.trim() !== e.innerText.trim())
    })
  const at = (e) => {
    const r = e.getBoundingClientRect()
    return { e, w: r.width, h: r.height, x: r.x + r.width / 2, y: r.y + r.height / 2, r }
  }
  const all = targets.map(at).filter((t) => t.w && t.h && t.r.right > 0)
  const near = (a, b) => {
    const x = Math.max(b.r.left - a.x, 0, a.x - b.r.right)
    const y = Math.max(b.r.top - a.y, 0, a.y - b.r.bottom)
    return Math.hypot(x, y) < (Math.min(b.w, b.h) < 24 ? 24 - Math.min(b.h, 24) / 2 : 12)
  }
  return all.filter((a) => (a.w < 24 || a.h < 24) &&
      all.some((b) => b.e !== a.e && !a.e.contains(b.e) && !b.e.contains(a.e) && near(a, b)))
    .map((a) => `${a.e.outerHTML.slice(0, 90)} ${a.w}x${a.h}`)
}"""


def kinds(folders: Folders) -> list[str]:
    """The address of one page of each kind; the longest article, and the one with most headings."""
    articles = sorted(read_articles(folders.work), key=lambda a: a["chars"])
    shown = [articles[-1], max(articles, key=lambda a: len(a["headings"]))]
    pages = [a["page"].removeprefix("zh/").removesuffix(".md") + "/" for a in shown]
    theme, source = shown[0]["themes"][0]["id"], shown[0]["source"]
    return [
        "", "themes/", f"themes/{theme}/", "sources/", f"sources/{source}/", "help/", "about/",
        "search/", "search/?q=党员", "404.html", *pages,
    ]  # fmt: skip


def opened(chromium: Browser, server: Server, size: dict[str, int]) -> Page:
    made = Watched(chromium, size, server.host).page
    made.emulate_media(reduced_motion="reduce")
    return made


@pytest.fixture
def narrow(request: pytest.FixtureRequest, chromium: Browser, server: Server) -> Page:
    """A page on a phone."""
    made = opened(chromium, server, PHONE)
    request.addfinalizer(made.context.close)
    return made


@pytest.fixture
def desk(request: pytest.FixtureRequest, chromium: Browser, server: Server) -> Page:
    """A page on a desktop."""
    made = opened(chromium, server, DESKTOP)
    request.addfinalizer(made.context.close)
    return made


def test_fingers_hit_what_they_mean(narrow: Page, server: Server, sample_site: Folders) -> None:
    small = []
    for kind in kinds(sample_site):
        narrow.goto(server.address + kind)
        small += [f"{kind} {target}" for target in narrow.evaluate(TOO_SMALL)]
    assert small == []


def test_a_text_has_the_measure_of_a_text(desk: Page, server: Server, sample_site: Folders) -> None:
    """36 to 42 characters a line, lines 1.8 to 1.9 apart, two characters of indent."""
    desk.goto(server.address + kinds(sample_site)[-1])
    size, width, height, indent = desk.locator("[data-wj-text] > p").first.evaluate(
        """(p) => {
          const s = getComputedStyle(p)
          return [s.fontSize, s.width, s.lineHeight, s.textIndent].map(parseFloat)
        }"""
    )
    assert 36 <= width / size <= 42 and 1.8 <= height / size <= 1.9 and indent == 2 * size


@pytest.mark.parametrize("size", [DESKTOP, PHONE], ids=["desktop", "phone"])
def test_an_anchor_is_not_below_the_header(
    size: dict[str, int], chromium: Browser, server: Server, sample_site: Folders
) -> None:
    page = opened(chromium, server, size)
    page.goto(server.address + kinds(sample_site)[-1])
    ids = page.locator("[data-wj-text] [id]").evaluate_all("all => all.map((e) => e.id)")
    for anchor in ids[: len(ids) // 2]:
        page.evaluate("(id) => { location.hash = id }", anchor)
        page.wait_for_timeout(50)
        gap = page.evaluate(
            """(id) => document.getElementById(id).getBoundingClientRect().top
               - document.querySelector(".md-header").getBoundingClientRect().bottom""",
            anchor,
        )
        assert 0 <= gap <= 60, anchor
    page.context.close()


# The focused element is in the window, not covered at its middle, and has a visible ring: its
# own, or that of the sign that stands for it.
IN_SIGHT = """() => {
  const e = document.activeElement
  if (e === document.body) return "nothing"
  const shown = e.matches(".md-option") ? e.nextElementSibling
    : e.matches(".wj-side-open") ? e.nextElementSibling
    : e.matches(".wj-ask input, .md-search__input") ? e.parentElement : e
  const r = shown.getBoundingClientRect()
  const x = Math.min(Math.max(r.x + r.width / 2, 1), innerWidth - 1)
  const y = Math.min(Math.max(r.y + Math.min(r.height / 2, 10), 0), innerHeight - 1)
  const top = document.elementFromPoint(x, y)
  const what = e.outerHTML.slice(0, 80)
  if (r.bottom < 0 || r.top > innerHeight) return `out of sight: ${what}`
  if (!top || !(shown.contains(top) || top.contains(shown))) return `covered: ${what}`
  if (e.matches(".md-search__input, #wj-content")) return "" // what opens around it is its ring
  const ring = [shown, e].map((s) => getComputedStyle(s))
  return ring.some((s) => s.outlineStyle !== "none" && parseFloat(s.outlineWidth) >= 2)
    ? "" : `no ring: ${what}`
}"""


@pytest.mark.parametrize("size", [DESKTOP, PHONE], ids=["desktop", "phone"])
def test_the_focus_is_seen(
    size: dict[str, int], chromium: Browser, server: Server, sample_site: Folders
) -> None:
    """Through every page by the Tab key (WCAG 2.4.7, 2.4.11)."""
    page = opened(chromium, server, size)
    wrong = []
    for kind in ["", "themes/", "sources/", "search/?q=党员", kinds(sample_site)[-1]]:
        page.goto(server.address + kind)
        page.wait_for_timeout(300)
        for _ in range(60):
            page.keyboard.press("Tab")
            if (seen := page.evaluate(IN_SIGHT)) == "nothing":
                break
            if seen:
                wrong.append(f"{kind} {seen}")
    page.context.close()
    assert wrong == []


def test_first_stop_leads_to_the_content(desk: Page, server: Server, sample_site: Folders) -> None:
    for kind in kinds(sample_site):
        desk.goto(server.address + kind)
        if kind.startswith("search/"):
            continue  # its field takes the focus
        desk.keyboard.press("Tab")
        assert desk.evaluate("document.activeElement.getAttribute('href')") == "#wj-content", kind
        desk.keyboard.press("Enter")
        desk.keyboard.press("Tab")
        inside = "document.activeElement.matches('body, .md-content *, .md-footer *')"
        assert desk.evaluate(inside), kind


def test_the_drawer_opens_by_keyboard(narrow: Page, server: Server) -> None:
    narrow.goto(server.address)
    link = narrow.locator(".md-nav--primary .md-nav__link").nth(2)
    expect(link).not_to_be_in_viewport()
    sign = narrow.get_by_role("button", name="导航栏")
    sign.focus()
    narrow.keyboard.press("Space")
    expect(link).to_be_in_viewport()
    assert narrow.evaluate("document.activeElement.matches('.md-sidebar--primary a')")
    narrow.keyboard.press("Escape")
    expect(link).not_to_be_in_viewport()
    expect(sign).to_be_focused()


def test_faces_follow_the_language(desk: Page, server: Server, sample_site: Folders) -> None:
    article = kinds(sample_site)[-1]
    faces = {}
    for language in LANGUAGES:
        desk.goto(server.address + language + article)
        faces[language] = [
            desk.locator(place).first.evaluate("(e) => getComputedStyle(e).fontFamily")
            for place in ("[data-wj-text] p", ".md-tabs__link")
        ]
    text, frame = ([faces[language][n] for language in LANGUAGES] for n in (0, 1))
    assert "CJK SC" in text[0] and "CJK TC" in text[1] and "CJK SC" in text[2]
    assert text[0].startswith('"PingFang SC"') and text[1].startswith('"PingFang TC"')
    assert "Helvetica" in frame[2] and "Helvetica" not in text[2]


def test_colours_of_the_system_keep_everything_legible(
    chromium: Browser, server: Server, sample_site: Folders
) -> None:
    context = chromium.new_context(forced_colors="active")
    page = context.new_page()
    page.goto(server.address)
    edge = page.locator(".wj-ask").evaluate("(e) => getComputedStyle(e).borderTopWidth")
    assert edge == "1px" and page.locator(".md-logo svg").first.is_visible()
    context.close()
