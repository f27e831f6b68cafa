"""The editing desk: every decision with the lines that overrule it, safe and readable pages."""

from __future__ import annotations

import posixpath
import re
import shutil
from collections import Counter, defaultdict
from collections.abc import Callable
from pathlib import Path

import pytest
from conftest import copy_run, folders_in
from html_nodes import attribute, first
from hypothesis import given
from hypothesis import strategies as st
from in_chromium import DESKTOP, PHONE
from playwright.sync_api import Browser
from ruamel.yaml import YAML
from selectolax.lexbor import LexborHTMLParser, LexborNode
from test_accessibility import findings
from test_commands import paths, tree

from wenji import contract
from wenji.audit.catalog import Catalog, Record, read_catalog
from wenji.audit.text import legible
from wenji.commands.convert import convert
from wenji.convert import convert_text
from wenji.editor.decisions import REPAIRED
from wenji.editor.overrides import FACTS, Kind, load_overrides
from wenji.editor.placing import Placed, holds, place
from wenji.line import convert_collection
from wenji.messages import known, text
from wenji.model import Article, Folders, Op, Paragraph, Piece, Role
from wenji.progress import Silent
from wenji.review.choices import Desk, Group
from wenji.review.desk import FIRST, INDEX, STYLE, choices, review_files, write_review
from wenji.review.doubt import LOOK
from wenji.review.entries import scalar
from wenji.review.rows import rows
from wenji.split import SCORES

Run = Callable[..., tuple[int, str, str]]

CANALS = "甲/渠道 总结.txt"
HOSTILE_NAME = "<b>&\"'.txt"
HOSTILE = (
    "第一篇：<script>alert(1)</script>工作总结\n"
    '　　"><img src=x onerror=alert(2)>全村,一共\u202e三百户\x00人家，{{ 7*7 }} {% raw %}。\n'
    "- 3 -\n"
    "　　</td></table><style>*{display:none}</style>&lt;b&gt;渠道已经全部修好了。\n"
    "第二篇：&amp;lt;渠道&amp;gt;总结\n"
    "　　大家说好„„就这么办，臵办了三台水泵，\ue000从此不再缺水。\n"
    "下一篇：没有了\n"
)


@pytest.fixture(scope="module")
def hostile(tmp_path_factory: pytest.TempPathFactory) -> Folders:
    """A collection whose texts and file names are hostile."""
    folders = folders_in(tmp_path_factory.mktemp("hostile"))
    folders.sources.mkdir()
    (folders.sources / HOSTILE_NAME).write_text(HOSTILE, "utf-8", newline="\n")
    (folders.sources / "空.txt").write_text("", "utf-8")
    outcome = convert(folders, 1, Silent())
    assert outcome.collection.articles
    return folders


TELLING = {
    "通知.txt": """\
石桥县水利局文件
石水发〔2021〕12号
石桥县水利局关于做好春灌工作的通知
各乡镇人民政府，县直各单位：
　　今年雨水少，各地要先清渠，后放水，一村一村地排好次序。
　　特此通知。

　　　　　　　　　　石桥县水利局
　　　　　　　　　　2021年3月5日
""",
    "汇编.txt": """\
第一篇：春灌总结
来源：石桥日报  作者：林禾  时间：2020-04-24
　　今年开春以来,全乡先后清淤渠道十二里,更换闸门四座。
　　各村的歌谣这样唱：
渠水清，渠水长，
一直流到打谷场。
谷子黄，稻花香，
家家户户有余粮。
　　各村的户数如下。
村名\t户数
柳林\t120
槐荫\t98
　　以上数字都由各村核实过，还要补报一次，由小组的人逐户去问清楚。
上一篇：水利站小记
第二篇：在护渠大会上的讲话
——记柳林村的护渠小组
（2020年5月8日）
地点：柳林村部
同志们：
　　护渠小组是去年冬天成立的，共有九个人，分成三班，
日夜都有人沿渠查看，水情随时报到村里。
　　入夏以后又添了两盏马灯，位臵都记在本子上，夜里也看得清水位，每个时辰都有人去看，谁也不敢大意，
这一年下来没有误过一次水，也没有跑过一次水，大家都说好，其中最要紧的是
　　大家把闸门看好，把水账记清楚，一天一报，到月底再对一遍。
""",
}


@pytest.fixture(scope="module")
def telling(tmp_path_factory: pytest.TempPathFactory) -> Folders:
    """A collection with forms, every fact, and an article that only a stray space shows."""
    folders = folders_in(tmp_path_factory.mktemp("telling"))
    folders.sources.mkdir()
    for name, content in TELLING.items():
        (folders.sources / name).write_text(content, "utf-8", newline="\n")
    convert(folders, 1, Silent())
    return folders


def desk_of(catalog: Catalog, path: str) -> Desk:
    """The desk of one source."""
    [record] = [r for r in catalog.records if r.source["path"] == path]
    themes = tuple(sorted({t["id"] for a in catalog.articles for t in a["themes"]}))
    return Desk(record, [f for f in catalog.findings if f["source"] == record.id], themes)


# --- the command ---------------------------------------------------------------------------------


def test_the_desk_is_written_and_tells_where(
    small_run: Folders, tmp_path: Path, run_command: Run
) -> None:
    run = copy_run(small_run, tmp_path, site=False)
    (run.work / "review").mkdir()
    (run.work / "review" / "gone.html").write_text("x", "utf-8")
    status, said, _ = run_command("review", *paths(run, "work"))
    index = run.work / "review" / INDEX
    assert status == 0 and said.count(str(index)) == 2
    names = {r.source["id"] + ".html" for r in read_catalog(run.work).records}
    (run.work / "review" / "en" / "gone.html").write_text("x", "utf-8")
    assert run_command("review", *paths(run, "work"))[0] == 0
    pages = names | {INDEX}
    made = {p.relative_to(index.parent).as_posix() for p in index.parent.rglob("*.*")}
    assert made == pages | {f"en/{name}" for name in pages} | {STYLE}
    for page in (index, index.parent / "en" / INDEX):
        assert all(f'href="{name}"' in page.read_text("utf-8") for name in names)
    before = tree(run.work)
    assert run_command("review", *paths(run, "work"))[0] == 0
    assert tree(run.work) == before


@pytest.mark.parametrize("broken", [False, True])
def test_without_records_there_is_no_desk(broken: bool, tmp_path: Path, run_command: Run) -> None:
    if broken:
        (tmp_path / contract.SOURCES).write_text("{", "utf-8")
    status, _, said = run_command("review", "--work", tmp_path)
    assert status == 2 and (".jsonl" if broken else str(tmp_path)) in said
    assert not (tmp_path / "review").exists()


# --- decisions -----------------------------------------------------------------------------------


def test_decisions_come_with_what_they_are_about(small_run: Folders, hostile: Folders) -> None:
    found = choices(desk_of(read_catalog(small_run.work), CANALS))
    counts = Counter(c.group for c in found)
    assert counts[Group.BOUNDARY] == 2 and counts[Group.HEADING] == 2
    [comma] = [c for c in found if c.rule == "half-width"]
    assert (comma.before, comma.after, comma.left[-2:]) == (",", "，", "以来")
    [begun] = [c for c in found if c.group is Group.BOUNDARY and c.entry]
    assert begun.entry == f"- source: {CANALS}\n  at: 第二篇：柳林村护渠小组汇报\n  join: true\n"

    found = choices(desk_of(read_catalog(hostile.work), HOSTILE_NAME))
    [dropped] = [c for c in found if c.group is Group.DROPPED]
    assert (dropped.before, dropped.line) == ("下一篇：没有了", 7) and dropped.rule
    assert dropped.entry.endswith("  at: 下一篇：没有了\n  keep: true\n")


Made = tuple[tuple[Piece, ...], tuple[Article, ...]]


def overruled(record: Record, entry: str, folder: Path) -> tuple[Made, Placed | None]:
    """What the source becomes with one entry of overrides.yml, and where its words stand."""
    file = folder / "overrides.yml"
    file.write_text(entry, "utf-8")
    decisions, wrong = load_overrides(file)
    assert wrong == () and len(decisions) == 1 and decisions[0].source == record.source["path"]
    made = convert_text(
        record.id, record.source["path"], record.text, record.source["encoding"], decisions
    )
    assert [f.code for f in made.findings if f.code.startswith("override")] == [], entry
    placed, _ = place(record.text, [d for d in decisions if d.at])
    return (made.pieces, made.articles), placed[0] if placed else None


def touches(part: Paragraph | Piece, placed: Placed) -> bool:
    """Whether a paragraph or a piece shares words with a place."""
    return part.start < placed.end and placed.start < part.end


def taken(before: Made, after: Made, placed: Placed, text: str) -> bool:
    """Whether a run did what an entry says at its place."""
    kind, value = placed.kind, placed.decision.value
    pieces, articles = after
    holders = [a for a in articles if holds(a, placed)]
    assert len(holders) <= 1
    holding = holders[0] if holders else None
    own = [
        p for a in articles for p in a.paragraphs if p.start < placed.end and placed.start < p.end
    ]
    if kind is Kind.TITLE:
        return holding is not None and holding.title == value
    if kind in FACTS:
        return holding is not None and bool(getattr(holding.facts, kind) == value)
    if kind is Kind.JOIN:
        return len(articles) == len(before[1]) - 1
    if kind is Kind.HEADING:
        return own[0].kind == "p"
    if kind is Kind.FORM:
        return own[0].form == ""
    if kind is Kind.BREAK:
        begins = [p.start for p in own if placed.start <= p.start]
        return any(not text[placed.start : start].strip() for start in begins)
    if kind is Kind.KEEP:
        dropped = [
            p for p in pieces if p.op is Op.DROP and p.start < placed.end and placed.start < p.end
        ]
        return not any(legible(text[p.start : p.end]) for p in dropped)
    if kind is Kind.REPAIR:
        touched = [p for p in pieces if touches(p, placed)]
        return all(p.op is Op.KEEP or p.rule.startswith(REPAIRED) or p.role is Role.BREAK
                   or p.role is Role.TITLE or not legible(text[p.start : p.end])
                   for p in touched)  # fmt: skip
    return kind in (Kind.THEME, Kind.DUPLICATE, Kind.MASK)  # of the whole collection, see below


@pytest.mark.parametrize("collection", ["small_run", "hostile", "telling", "sample_site"])
def test_each_entry_is_understood_and_does_what_it_says(
    collection: str, request: pytest.FixtureRequest, tmp_path: Path
) -> None:
    run: Folders = request.getfixturevalue(collection)
    catalog = read_catalog(run.work)
    for record in catalog.records:
        text = record.text
        made = convert_text(record.id, record.source["path"], text, record.source["encoding"])
        for choice in choices(desk_of(catalog, record.source["path"])):
            if choice.entry:
                after, placed = overruled(record, choice.entry, tmp_path)
                if placed is not None:
                    before = made.pieces, made.articles
                    assert taken(before, after, placed, text), (choice, choice.entry)


@pytest.mark.parametrize("collection", ["small_run", "hostile", "telling", "sample_site"])
def test_all_entries_of_a_kind_are_pasted_and_none_is_refused(
    collection: str, request: pytest.FixtureRequest, tmp_path: Path
) -> None:
    """In one file, for the whole collection, as an editor does who agrees with nothing."""
    run: Folders = request.getfixturevalue(collection)
    catalog = read_catalog(run.work)
    entries: dict[str, list[str]] = defaultdict(list)
    for record in catalog.records:
        for choice in choices(desk_of(catalog, record.source["path"])):
            if choice.entry:
                kind = re.findall(r"^  (\w+):", choice.entry, re.MULTILINE)[-1]
                entries[kind].append(choice.entry)
    for kind, some in entries.items():
        folders = folders_in(tmp_path / kind)
        shutil.copytree(run.sources, folders.sources)
        once = [e for n, e in enumerate(some) if kind != "repair" or n == 0]  # they overlap
        (folders.sources / "overrides.yml").write_text("".join(once), "utf-8")
        made = convert_collection(folders, 1, Silent())
        told = [*made.findings, *(f for s in made.sources for f in s.findings)]
        assert [f for f in told if f.code.startswith("override")] == [], kind
        if kind == Kind.DUPLICATE:
            assert not any(a.duplicates for a in made.articles)


def test_forms_facts_and_boundaries_are_offered(telling: Folders) -> None:
    """A row for each that the catalog tells, the doubtful boundary with its evidence and score."""
    catalog = read_catalog(telling.work)
    found = [c for r in catalog.records for c in choices(desk_of(catalog, r.source["path"]))]
    forms = {c.name for c in found if c.group is Group.FORM}
    assert {f["form"] for a in catalog.articles for f in a["forms"]} == forms >= {"row", "verse"}
    facts = {c.name: c for c in found if c.group is Group.FACT}
    assert set(facts) >= {"title", *FACTS}
    assert "  # author: 作者\n" in next(
        c.entry for c in found if c.name == "title" and "author" not in c.entry.split("#")[0]
        and "# author" in c.entry
    )  # fmt: skip


@pytest.mark.parametrize("evidence", sorted(SCORES))
def test_whatever_shows_an_article_is_said_in_words(evidence: str) -> None:
    assert known(f"evidence.{evidence}")


def test_a_doubtful_boundary_tells_its_evidence_and_score(sample_site: Folders) -> None:
    catalog = read_catalog(sample_site.work)
    doubtful = [a for a in catalog.articles if a["boundary"]["score"] < 0.7 and a["ordinal"] > 1]
    assert len(doubtful) >= 3
    for record in catalog.records:
        desk = desk_of(catalog, record.source["path"])
        begun = {c.start: c for c in choices(desk) if c.group is Group.BOUNDARY}
        for article in (a for a in doubtful if a["source"] == record.id):
            evidence, score = article["boundary"].values()
            choice = begun[article["start"]]
            assert choice.doubt >= LOOK and "join: true" in choice.entry
            for lang, percent in (("zh", "{}%"), ("en", "{} % sure")):
                assert text(f"evidence.{evidence}", lang) in choice.said[lang]
                assert percent.format(round(100 * score)) in choice.said[lang]


def test_the_most_doubtful_decisions_come_first(sample_site: Folders) -> None:
    """On each page, and on the index those of all files; each is told once."""
    catalog = read_catalog(sample_site.work)
    files = review_files(catalog)
    doubts = []
    for record in catalog.records:
        found = choices(desk_of(catalog, record.source["path"]))
        assert [c.doubt for c in found] == sorted((c.doubt for c in found), reverse=True)
        doubts += [c.doubt for c in found if c.doubt >= LOOK]
        page = LexborHTMLParser(files[f"{record.id}.html"].decode("utf-8"))
        shown = page.css("section.look .choices > li")
        assert len(shown) == sum(c.doubt >= LOOK for c in found)
        assert not shown or first(page, "main > section").attributes["class"] == "look"
        ids = [n.attributes["id"] for n in page.css(".choices > li")]
        assert ids == [f"c{n}" for n in range(1, len(ids) + 1)]
    rows = LexborHTMLParser(files[INDEX].decode("utf-8")).css("section.whole .choices > li")
    assert len(rows) == min(FIRST, len(doubts)) > 10
    # The two beginnings that only a stray space shows, then what is broken off.
    assert "50%" in rows[0].text() and "50%" in rows[1].text()


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


def test_what_was_changed_on_the_desk_is_not_doubtful_any_more(
    telling: Folders, tmp_path: Path
) -> None:
    """The most doubtful decision, its lines pasted, another run: it is gone."""
    run = copy_run(telling, tmp_path, site=False)
    for _ in range(3):
        index = LexborHTMLParser(write_review(read_catalog(run.work)).read_text("utf-8"))
        told, lines = next(
            filter(None, (_offered(run, row) for row in index.css("section.whole li")))
        )
        if "repair" in lines:  # for the editor to complete
            lines = lines.rstrip() + "这一件。\n"
        with (run.sources / "overrides.yml").open("a", encoding="utf-8") as file:
            file.write(lines)
        assert convert(run, 1, Silent()).collection.articles
        catalog = read_catalog(run.work)
        assert not [f for f in catalog.findings if f["code"].startswith("override")]
        after = LexborHTMLParser(write_review(catalog).read_text("utf-8"))
        assert told not in [n.text() for n in after.css("section.whole .what")]


def _offered(run: Folders, row: LexborNode) -> tuple[str, str] | None:
    """What a row of the index tells, and the lines that its source's page offers; None if none."""
    page, _, number = attribute(first(row, "a"), "href").partition("#")
    sheet = LexborHTMLParser((run.work / "review" / page).read_text("utf-8"))
    lines = sheet.css_first(f"#{number} pre")
    return (first(row, ".what").text(), lines.text()) if lines else None


@given(st.text(max_size=20))
def test_scalars_are_read_back(words: str) -> None:
    written = scalar(words)
    assert "\n" not in written and written.isprintable()
    assert YAML(typ="safe").load(f"- at: {written}\n  nth: 1\n") == [{"at": words, "nth": 1}]


@pytest.mark.parametrize(
    ("words", "written"),
    [
        ("渠道", "渠道"),
        ("#1", "'#1'"),
        ("甲: 乙", "'甲: 乙'"),
        ("\u202e", '"\\u202e"'),
        ("1", "'1'"),
    ],
)
def test_scalars_are_quoted_where_it_matters(words: str, written: str) -> None:
    assert scalar(words) == written


# --- the source beside its result ----------------------------------------------------------------


@pytest.mark.parametrize("collection", ["small_run", "hostile", "sample_site"])
def test_the_left_side_is_the_source(collection: str, request: pytest.FixtureRequest) -> None:
    """Line ends aside, nothing of the source is missing, and nothing is told twice."""
    run: Folders = request.getfixturevalue(collection)
    for record in read_catalog(run.work).records:
        made = list(rows(record))
        left = "".join(run.text for row in made for run in row.left)
        assert re.sub(r"[\s↵]|\[U\+\w+\]", "", left) == re.sub(
            r"[\s\x00-\x1f\u202e\ue000]", "", record.text
        )
        assert [row.line for row in made] == sorted(row.line for row in made)
        ids = [row.line for row in made if row.first]
        assert len(ids) == len(set(ids))


# --- pages ---------------------------------------------------------------------------------------


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
