"""Lines of a site that several files share, and lines that they share and that stay."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from messy import Mess, made

from wenji.audit import audit
from wenji.clean.elsewhere import short_lines, site_lines
from wenji.commands import main
from wenji.line import convert_collection
from wenji.model import Folders
from wenji.progress import Silent
from wenji.survey import key, shared_lines

FILES = 6
TEXTS = [made(seed, Mess(articles=3))[0] for seed in range(1, FILES + 1)]
RULE = "collection-line"


def with_line(text: str, line: str, n: int) -> str:
    """A text with a line behind every so many of its paragraphs, and in every other one last."""
    rows = text.rstrip("\n").split("\n")
    long = [i for i, row in enumerate(rows) if len(row) > 40]
    for i in sorted(long[n % 3 :: 4], reverse=True):
        rows.insert(i + 1, line)
    if n % 2:
        rows.append(line)
    return "\n".join(rows) + "\n"


def folders(root: Path, texts: Sequence[str]) -> Folders:
    """The folders of a run with these sources."""
    where = Folders(root / "sources", root / "docs", root / "site", root / ".work")
    where.sources.mkdir(parents=True)
    for n, text in enumerate(texts):
        (where.sources / f"{n}.txt").write_text(text, "utf-8")
    return where


def texts_of(where: Folders) -> list[str]:
    """The articles' texts, file by file."""
    found = convert_collection(where, 1, Silent())
    return ["\n".join(a.text for a in source.articles) for source in found.sources]


@pytest.fixture(scope="module")
def plain(tmp_path_factory: pytest.TempPathFactory) -> list[str]:
    """What the texts give without any line put in."""
    return texts_of(folders(tmp_path_factory.mktemp("plain"), TEXTS))


@pytest.mark.parametrize("line", [
    "柿子坡文墅",
    "写手老温的小屋",
    "专注撰稿廿载",
    "★ 燕语书声 ★",
    "【晓荷塘文档】",
    "梧桐巷 | 文山书海",
    "本篇由梧桐巷小编收集",
    "第37批 梧桐巷",
    "开卷必备：梧桐巷夜航书单",
    "柿子坡文墅等着你！",
])  # fmt: skip
def test_dropped(line: str, plain: list[str], tmp_path: Path) -> None:
    texts = [with_line(text, line, n) for n, text in enumerate(TEXTS)]
    assert texts_of(folders(tmp_path, texts)) == plain


@pytest.mark.parametrize("line", [
    "作业布置",  # a part of each text: perhaps an empty one that stands last
    "【课后反思】",
    "专家点评",
    "参考文献",
    "（热烈鼓掌）",
    "联系电话：0577-1234567",
    "填表日期：2019年3月",
    "2019年3月1日起施行",
    "各位乡亲，大家好！",
    "谢谢大家！",
    "青柳县水利局",
    "拓展阅读",
    "附图{图}",
    "- 来源：青柳县水利局",
])  # fmt: skip
def test_what_files_share_and_is_theirs_stays(line: str, tmp_path: Path) -> None:
    texts = [with_line(text, line, n) for n, text in enumerate(TEXTS)]
    surveys = [short_lines(text) for text in texts]
    assert key(line) in shared_lines(surveys)
    assert not site_lines(shared_lines(surveys))


def test_two_files_are_too_few() -> None:
    line = "专注撰稿廿载"
    texts = [with_line(text, line, n) if n < 2 else text for n, text in enumerate(TEXTS)]
    assert key(line) not in shared_lines(map(short_lines, texts))


def test_copies_of_one_text_are_one() -> None:
    texts = [with_line(TEXTS[0], "柿子坡文墅", 1)] * FILES
    assert not shared_lines(map(short_lines, texts))


@pytest.mark.parametrize("heading", ["护渠小组查看老渠", "护渠心声"])
def test_a_heading_of_its_text_stays(heading: str) -> None:
    """A line that stands between paragraphs of every file, and speaks of what they speak of."""
    rows = [text.split("\n") for text in TEXTS]
    for lines in rows:
        lines.insert(next(i for i, x in enumerate(lines) if len(x) > 40) + 1, heading)
    assert not site_lines(shared_lines(short_lines("\n".join(lines)) for lines in rows))


@pytest.mark.parametrize(("said", "dropped"), [
    ("{}柿子坡文墅", True),  # glued to a paragraph: the same rubbish once more
    ("{}照柿子坡文墅的办法，人人都赞成。", False),  # the text speaks of it
])  # fmt: skip
def test_what_is_glued_to_a_paragraph_is_no_word_of_it(said: str, *, dropped: bool) -> None:
    rows = [text.split("\n") for text in TEXTS]
    for lines in rows:
        lines[1] = said.format(lines[1])
        between = next(i for i, two in enumerate(pairwise(lines)) if min(map(len, two)) > 40)
        lines.insert(between + 1, "柿子坡文墅")
    found = site_lines(shared_lines(short_lines("\n".join(lines)) for lines in rows))
    assert found == ({"柿子坡文墅"} if dropped else set())


@pytest.mark.parametrize(("line", "sentence", "left"), [
    ("柿子坡文墅", "各村都排好了次序，三天一轮。柿子坡文墅", "各村都排好了次序，三天一轮。"),
    ("柿子坡文墅", "各村都排柿子坡文墅好了次序，三天一轮。", None),  # it may be a word of it
    ("专注撰稿廿载", "专注撰稿廿载各村都排好了次序，三天一轮。", "各村都排好了次序，三天一轮。"),
    ("专注撰稿廿载", "水站挂了专注撰稿廿载用水账，三天一轮。", "水站挂了用水账，三天一轮。"),
    ("专注撰稿廿载", "各村的账登在专注撰稿廿载，三天一轮。", None),  # named by the sentence
    ("专注撰稿廿载", "好了次序，三天一轮。——专注撰稿 廿载——", "好了次序，三天一轮。"),
])  # fmt: skip
def test_glued_to_a_paragraph(line: str, sentence: str, left: str | None, tmp_path: Path) -> None:
    texts = [with_line(text, line, n) for n, text in enumerate(TEXTS)]
    rows = texts[0].split("\n")
    at = next(i for i, row in enumerate(rows) if len(row) > 40)
    texts[0] = "\n".join([*rows[: at + 1], sentence, *rows[at + 1 :]])
    assert (left or sentence) in texts_of(folders(tmp_path, texts))[0].split("\n")


@given(st.permutations(range(4)))
def test_the_order_of_files_does_not_matter(order: list[int]) -> None:
    surveys = [short_lines(with_line(TEXTS[n], "写手老温的小屋", n)) for n in range(4)]
    wanted = shared_lines(surveys)
    again = shared_lines(surveys[n] for n in order)
    assert list(again) == list(wanted)
    assert site_lines(again) == site_lines(wanted) == {"写手老温的小屋"}


def test_the_run_is_told_and_audited(tmp_path: Path) -> None:
    """The ledger names the rule, any number of workers finds the same, the audit finds it again,
    and the editor keeps the line by one entry."""
    texts = [with_line(text, "写手老温的小屋", n) for n, text in enumerate(TEXTS)]
    where = folders(tmp_path, texts)
    paths = [f"--{name}={getattr(where, name)}" for name in ("sources", "docs", "work")]
    assert main(["convert", *paths]) == 0
    ledgers = sorted((where.work / "ledger").iterdir())
    assert all(RULE in ledger.read_text("utf-8") for ledger in ledgers)
    assert audit(where, built=False) == ()
    keep = "- source: 1.txt\n  at: 写手老温的小屋\n  nth: 2\n  keep: true\n"
    (where.sources / "overrides.yml").write_text(keep, "utf-8")
    assert main(["convert", *paths]) == 0
    found = texts_of(where)
    assert "写手老温的小屋" in found[1] and "写手老温的小屋" not in found[3]
    assert audit(where, built=False) == ()
