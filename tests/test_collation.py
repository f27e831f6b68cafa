"""The collation of articles: it says what the ledger says, and pages can be read back from it."""

from __future__ import annotations

import ast
import json
import re
import zlib
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from html_nodes import first
from hypothesis import example, given, settings
from messy import made, messes
from selectolax.lexbor import LexborHTMLParser
from test_laws import NAMES, SEED, TEXTS

from wenji import messages
from wenji.audit.text import legible
from wenji.collation import Aside, Block, Change, collate
from wenji.collation.files import collation_files, encoded, script
from wenji.contract import read_articles, read_sources, read_text
from wenji.convert import convert_text
from wenji.model import Collection, Folders, Op, Piece, Role, Source
from wenji.read import source_id
from wenji.write.markdown import shown

SCRIPTS = Path(__file__).parents[1] / "scripts" / "wenji"
LINE_ENDS = re.compile(r"\r\n|\r|\n")


def converted(text: str, name: str = "a.txt") -> Source:
    return convert_text(source_id(name), name, text, "utf-8")


def collection(*sources: Source) -> Collection:
    return Collection(sources, (), False, ())


def loaded(file: bytes) -> tuple[str, dict[str, Any]]:
    """What a page is handed by a file."""
    found = re.fullmatch(r"wenjiCollation\((.*)\)\n", file.decode("utf-8"))
    assert found
    name, data = json.loads(f"[{found[1]}]")
    return name, data


def units(text: str) -> bytes:
    return text.encode("utf-16-le", "surrogatepass")


def read_back(text: str, block: Any) -> tuple[int, str]:
    """The line and the source of a block, as the page's script makes them from the page's text."""
    line, *runs = block if isinstance(block, list) else [block]
    page, original, at = units(text), b"", 0
    for run in runs:
        length = 2 * (run if isinstance(run, int) else run[0])
        original += page[at : at + length] if isinstance(run, int) else units(run[1])
        at += length
    return line, (original + page[at:]).decode("utf-16-le", "surrogatepass")


def hold(source: Source) -> None:
    """What is true of the collation of every source."""
    found = collate(source)
    assert list(found) == [a.id for a in source.articles]
    for article in source.articles:
        blocks = found[article.id].blocks
        assert [b.text for b in blocks] == [p.text for p in article.paragraphs]
        for block, paragraph in zip(blocks, article.paragraphs, strict=True):
            assert block.original == source.text[block.start : block.end]
            assert block.start <= paragraph.start and paragraph.end <= block.end
            assert block.line == len(LINE_ENDS.findall(source.text[: block.start])) + 1 or (
                source.text[block.start - 1 : block.start + 1] == "\r\n"
            )
        hold_on_the_page(encoded(found[article.id]), blocks)
    if source.articles:
        assert told(source) == Counter(legible(unbroken(source)))


def hold_on_the_page(data: Any, blocks: tuple[Block, ...]) -> None:
    pages = [(shown(b.text).strip(), b) for b in blocks if shown(b.text).strip()]
    assert len(data["blocks"]) == len(pages)
    assert data["check"] == zlib.crc32(units("".join(text for text, _ in pages)))
    for (text, block), told in zip(pages, data["blocks"], strict=True):
        line, original = read_back(text, told)
        assert line == block.line
        assert shown(original).strip() == shown(block.original).strip()
    for before, role, _, *runs in data["around"]:
        assert 0 <= before <= len(pages) and role in ("title", "meta", "noise") and runs


def told(source: Source) -> Counter[str]:
    """Every legible character that the collation tells of, in a paragraph or around it."""
    out: Counter[str] = Counter()
    for collation in collate(source).values():
        all_runs = [b.runs for b in collation.blocks] + [a.runs for a in collation.asides]
        for run in (run for runs in all_runs for run in runs):
            out.update(legible(run if isinstance(run, str) else run.old))
    return out


def unbroken(source: Source) -> str:
    """The source without what only stood for a break between paragraphs."""
    kept: set[int] = set()
    for collation in collate(source).values():
        for block in collation.blocks:
            kept.update(range(block.start, block.end))
    return "".join(
        source.text[p.start : p.end]
        for p in source.pieces
        if p.role is not Role.BREAK or p.op is not Op.DROP or p.start in kept
    )


@settings(max_examples=300)
@given(TEXTS, NAMES)
@example("甲乙丙。\r\n丁戊己庚\r辛\n", "a.txt")
@example("# 渠\n\n## 一\n水\x00渠\n", "a.md")
@example("\u2028渠𠮷水,\ue001养护</script>。\n", "a.txt")
def test_the_collation_of_any_text_says_what_its_ledger_says(text: str, name: str) -> None:
    hold(converted(text, name))


@settings(max_examples=40)
@given(SEED, messes())
def test_the_collation_of_a_messy_text(seed: int, mess: Any) -> None:
    hold(converted(made(seed, mess)[0]))


Row = tuple[str, Op, str, str, Role, int | None]
KEEP, REPLACE, DROP, INSERT = Op.KEEP, Op.REPLACE, Op.DROP, Op.INSERT
TITLE, BODY, META, NOISE, BREAK = Role.TITLE, Role.BODY, Role.META, Role.NOISE, Role.BREAK


def with_ledger(rows: list[Row]) -> Source:
    """A source of two articles with a ledger made by hand; articles count from 0."""
    source = converted("第一篇：渠\n水渠养护。\n第二篇：堤\n堤坝加固。\n")
    assert len(source.articles) == 2
    pieces, at = [], 0
    for old, op, new, rule, role, n in rows:
        article = None if n is None else source.articles[n].id
        pieces.append(Piece(at, at + len(old), op, new, rule, role, article))
        at += len(old)
    return replace(source, text="".join(row[0] for row in rows), pieces=tuple(pieces))


def test_what_stands_in_a_paragraph_and_around_it() -> None:
    source = with_ledger([
        ("资料汇编\r\n", KEEP, "", "", TITLE, None),
        ("第一篇：", DROP, "", "article-mark", TITLE, 0),
        ("渠\n", KEEP, "", "", TITLE, 0),
        ("2021年\n", KEEP, "", "", META, 0),
        ("　　", DROP, "", "blank", BREAK, 0),
        ("# ", DROP, "", "markdown-heading", BODY, 0),
        ("水渠", KEEP, "", "", BODY, 0),
        (",", REPLACE, "，", "half-width", BODY, 0),
        ("\r", DROP, "", "newline", BREAK, 0),
        ("\n- 1 -\n", DROP, "", "half-width+page-number", NOISE, 0),
        ("\n", DROP, "", "broken-line", BREAK, 0),
        ("养护。", KEEP, "", "", BODY, 0),
        (" ", REPLACE, "\n", "glued-body", BODY, 0),
        ("清淤。\n", KEEP, "", "", BODY, 0),
        ("上一篇：无\n", DROP, "", "pager", NOISE, None),
        ("堤\n", KEEP, "", "", TITLE, 1),
        ("堤坝加固。", KEEP, "", "", BODY, 1),
        ("", INSERT, "\n", "last-line", BODY, 1),
    ])  # fmt: skip
    one, two = collate(source).values()
    assert [(b.line, b.runs) for b in one.blocks] == [
        (4, (
            Change("# ", "", ("markdown-heading",)), "水渠", Change(",", "，", ("half-width",)),
            Change("\r\n- 1 -\n\n", "", ("page-number", "broken-line")), "养护。",
            Change(" ", "", ("glued-body",), breaks=True),
        )),
        (7, ("清淤。",)),
    ]  # fmt: skip
    assert [(a.before, a.role, a.line, words(a)) for a in one.asides] == [
        (0, TITLE, 1, "资料汇编"),
        (0, TITLE, 2, "第一篇：渠"),
        (0, META, 3, "2021年"),
        (2, NOISE, 8, "上一篇：无"),
    ]
    assert [b.runs for b in two.blocks] == [("堤坝加固。",)]
    assert [words(a) for a in two.asides] == ["堤"]


def words(aside: Aside) -> str:
    return "".join(run if isinstance(run, str) else run.old for run in aside.runs)


def test_a_divided_paragraph_says_so() -> None:
    text = (
        "一、抓早动手\n" + "渠道清淤十二里。" * 9 + "二、分片包干\n" + "干部按片包干。" * 9 + "\n"
    )
    source = converted(text)
    runs = [r for c in collate(source).values() for b in c.blocks for r in b.runs]
    assert [r.breaks for r in runs if isinstance(r, Change)] == [True]


def test_files_are_one_line_that_no_words_can_leave() -> None:
    hostile = '");alert(1);//\N{LINE SEPARATOR}</script>\\'
    file = script("a/01", {"rules": [], "blocks": [[1, [0, f"{hostile}\ud800\x00", 0]]]})
    text = file.decode("utf-8")
    assert text.count("\n") == 1 and not re.search("[\u2028\u2029\x00\ud800]", text)
    name, data = loaded(file)
    assert (name, data["blocks"][0][1][1]) == ("a/01", f"{hostile}\ud800\x00")


def test_files_are_the_same_every_time() -> None:
    text = "第一篇：渠\n水渠,养护。\n" * 3
    first, second = (collation_files(collection(converted(text))) for _ in range(2))
    assert first == second
    assert all(re.fullmatch(r"collation/\w+/\d\d\.js", name) for name in first)


def test_files_fit_the_pages_of_the_site(sample_site: Folders) -> None:
    size = 0
    for article in read_articles(sample_site.work):
        place = f"{article['source']}/{article['ordinal']:02d}"
        file = (sample_site.site / f"collation/{place}.js").read_bytes()
        name, data = loaded(file)
        size += len(file)
        html = (sample_site.site / f"articles/{place}/index.html").read_text("utf-8")
        page = LexborHTMLParser(html)
        (text,) = page.css("[data-wj-text]")
        blocks = [node.text() for node in text.css("[data-wj-text] > :not(table), tr")]
        assert name == place and len(blocks) == len(data["blocks"])
        assert zlib.crc32(units("".join(blocks))) == data["check"]
        (button,) = page.css("button[data-wj-collation]")
        assert (button.attributes["data-wj-collation"] or "").endswith(f"/collation/{place}.js")
        assert "hidden" in first(page, ".wj-collate").attributes
    texts = (read_text(sample_site.work, s["id"]) for s in read_sources(sample_site.work))
    assert size < 0.5 * sum(len(text.encode()) for text in texts)


# --- every rule has its words -------------------------------------------------------------------


@cache
def rule_names() -> frozenset[str]:
    """The names of rules in the code: given to edits and to spans that are left out, or passed on
    to functions that give them."""
    trees = [ast.parse(p.read_text("utf-8")) for p in sorted(SCRIPTS.rglob("*.py"))]
    calls = [(calls_in(tree), dict(constants(tree)), functions(tree)) for tree in trees]
    places: dict[str, int] = {"Edit": 3, "Span": 4}  # function -> place of the rule
    found: set[str] = set()
    for _ in range(3):  # functions that pass a rule on to one that passes it on
        for everywhere, named, inside in calls:
            for name, arguments, own in inside:
                for argument in given_rules(own, places):
                    if isinstance(argument, ast.Name) and argument.id in arguments:
                        places[name] = arguments.index(argument.id)
            for argument in given_rules(everywhere, places):
                found |= set(strings(argument, named))
    return frozenset(found - {""})


def calls_in(tree: ast.AST) -> list[ast.Call]:
    return [node for node in ast.walk(tree) if isinstance(node, ast.Call)]


def functions(tree: ast.AST) -> list[tuple[str, list[str], list[ast.Call]]]:
    """Each function: its name, its arguments, the calls in it."""
    return [
        (node.name, [a.arg for a in node.args.args if a.arg != "self"], calls_in(node))
        for node in ast.walk(tree)
        if isinstance(node, ast.FunctionDef)
    ]


def constants(tree: ast.Module) -> Iterator[tuple[str, str]]:
    for node in tree.body:
        if isinstance(node, ast.Assign):
            yield from assigned(node)


def assigned(node: ast.Assign) -> Iterator[tuple[str, str]]:
    targets, value = node.targets[0], node.value
    if isinstance(targets, ast.Tuple) and isinstance(value, ast.Tuple):
        pairs = list(zip(targets.elts, value.elts, strict=True))
    else:
        pairs = [(node.targets[0], value)]
    for target, one in pairs:
        if isinstance(target, ast.Name) and isinstance(one, ast.Constant):
            yield target.id, str(one.value)


def given_rules(calls: Iterable[ast.Call], places: Mapping[str, int]) -> Iterator[ast.expr]:
    for node in calls:
        name = node.func.id if isinstance(node.func, ast.Name) else getattr(node.func, "attr", "")
        at = places.get(name)
        arguments = [a for a in node.args if not (name == "Edit" and isinstance(a, ast.Starred))]
        starred = len(node.args) - len(arguments)
        if at is not None and len(arguments) > at - 2 * starred:
            yield arguments[at - 2 * starred]
        yield from (k.value for k in node.keywords if at is not None and k.arg in ("rule", "drop"))


def strings(value: ast.expr, constants: Mapping[str, str]) -> Iterator[str]:
    for node in ast.walk(value):
        if isinstance(node, ast.Constant) and isinstance(node.value, str):
            yield node.value
        elif isinstance(node, ast.Name) and node.id in constants:
            yield constants[node.id]


def test_rules_are_found_in_the_code() -> None:
    assert {"half-width", "article-mark", "repeated-title", "site-line", "override-drop"} <= (
        rule_names()
    )


@pytest.mark.parametrize("language", ["zh", "en"])
def test_every_rule_has_a_text_and_every_text_a_rule(language: str) -> None:
    assert rule_names() == set(messages.texts("rule.", language))
