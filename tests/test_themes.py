"""themes.yml: every mistake named with its line, good themes used all the same."""

from __future__ import annotations

import unicodedata
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from wenji.classify.themes import dump_themes, load_themes
from wenji.messages import finding_text
from wenji.model import Finding, Theme
from wenji.unseen import seen

GOOD = """\
themes:
  - id: river
    name: {zh: 护河, zh-Hant: 護河, en: River care}
    keywords: [巡河, 河长]
    description: 河湖管护
  - id: 夜读
    name: 夜读
    keywords: [读书, 图书角]
"""
RIVER = Theme(
    "river", {"zh": "护河", "zh-Hant": "護河", "en": "River care"}, ("巡河", "河长"), "河湖管护"
)
NIGHT = Theme("夜读", {"zh": "夜读"}, ("读书", "图书角"))
TAIL = "  - {id: ok, name: 好, keywords: [好事]}\n"

# file, line of the mistake, a word of the message, ids still used
MISTAKES = [
    ("themes:\n  - id: a\n   name: 甲\n", 3, "YAML", []),
    ("themes:\n  - [unclosed\n", 3, "YAML", []),
    ("", 1, "没有内容", []),
    ("# nothing\n", 1, "没有内容", []),
    ("- 护河\n", 1, "最外层", []),
    ("topics: []\nthemes:\n" + TAIL, 1, "topics", ["ok"]),
    ("{}\n", 1, "themes", []),
    ("themes: 护河\n", 1, "没有专题", []),
    ("themes: []\n", 1, "没有专题", []),
    ("themes:\n  - 护河\n" + TAIL, 2, "不是专题", ["ok"]),
    ("themes:\n  - name: 甲\n    keywords: [乙]\n" + TAIL, 2, "没有 id", ["ok"]),
    ("themes:\n  - id: a\n    keywords: [乙]\n" + TAIL, 2, "没有名称", ["ok"]),
    ("themes:\n  - id: a/b\n    name: 甲\n    keywords: [乙]\n" + TAIL, 2, "a/b", ["ok"]),
    ("themes:\n  - id: ..\n    name: 甲\n    keywords: [乙]\n" + TAIL, 2, "..", ["ok"]),
    ("themes:\n  - id: [a]\n    name: 甲\n    keywords: [乙]\n" + TAIL, 2, "不合要求", ["ok"]),
    ("themes:\n" + TAIL + "  - {id: OK, name: 又, keywords: [乙]}\n", 3, "第 2 行", ["ok"]),
    ("themes:\n  - id: a\n    name: [甲]\n    keywords: [乙]\n" + TAIL, 3, "不是文字", ["ok"]),
    ("themes:\n  - id: a\n    name: {en: A}\n    keywords: [乙]\n" + TAIL, 3, "zh", ["ok"]),
    ("themes:\n  - id: a\n    name: {zh: 甲, 中文: 乙}\n    keywords: [乙]\n", 3, "中文", ["a"]),
    ("themes:\n  - id: a\n    name: 甲\n    keywords: []\n", 4, "没有关键词", ["a"]),
    ("themes:\n  - id: a\n    name: 甲\n    keywords: 乙\n", 4, "不是列表", ["a"]),
    ("themes:\n  - id: a\n    name: 甲\n    keywords: [乙, [丙]]\n", 4, "不是文字", ["a"]),
    (
        "themes:\n  - id: a\n    name: 甲\n    keyword: [乙]\n    keywords: [乙]\n",
        4,
        "keyword",
        ["a"],
    ),
    ("themes:\n  - id: a\n    id: b\n    name: 甲\n    keywords: [乙]\n", 3, "两次", ["a"]),
    (
        "themes:\n  - id: a\n    name: 甲\n    keywords: [乙]\n    description: [丙]\n",
        5,
        "说明",
        ["a"],
    ),
]


def load(tmp_path: Path, content: str | bytes) -> tuple[tuple[Theme, ...], tuple[Finding, ...]]:
    path = tmp_path / "themes.yml"
    path.write_bytes(content if isinstance(content, bytes) else content.encode())
    return load_themes(path)


def test_good_file(tmp_path: Path) -> None:
    assert load(tmp_path, GOOD) == ((RIVER, NIGHT), ())


@pytest.mark.parametrize(("content", "line", "word", "ids"), MISTAKES)
def test_mistake(tmp_path: Path, content: str, line: int, word: str, ids: list[str]) -> None:
    themes, findings = load(tmp_path, content)
    assert [f.code for f in findings] == ["themes-invalid"]
    assert findings[0].args["line"] == str(line)
    assert word in finding_text(findings[0])
    assert "{" not in findings[0].args["problem"].replace(word, "")
    assert [t.id for t in themes] == ids


def test_all_mistakes_are_collected(tmp_path: Path) -> None:
    content = "themes:\n  - id: a b\n    colour: red\n  - 3\n" + TAIL
    themes, findings = load(tmp_path, content)
    assert [f.args["line"] for f in findings] == ["3", "2", "2", "2", "4"]
    assert [t.id for t in themes] == ["ok"]


SAME_AS_GOOD = [
    ("byte order mark", GOOD.encode("utf-8-sig")),
    ("Windows line ends", GOOD.replace("\n", "\r\n").encode()),
    ("GB18030 of an old editor", GOOD.encode("gb18030")),
]


@pytest.mark.parametrize(("why", "data"), SAME_AS_GOOD)
def test_encodings(tmp_path: Path, why: str, data: bytes) -> None:
    assert load(tmp_path, data) == ((RIVER, NIGHT), ()), why


@pytest.mark.parametrize("name", ["C3-Art", "党建", "a_1", "2024", "on", "Ökologie"])
def test_ids_of_any_script(tmp_path: Path, name: str) -> None:
    themes, findings = load(tmp_path, f"themes:\n  - {{id: {name}, name: 甲, keywords: [乙]}}\n")
    assert ([t.id for t in themes], findings) == ([name], ())


def test_missing_file_is_no_mistake(tmp_path: Path) -> None:
    assert load_themes(tmp_path / "none.yml") == ((), ())


def test_folder_is_a_mistake(tmp_path: Path) -> None:
    themes, findings = load_themes(tmp_path)
    assert themes == ()
    assert [f.code for f in findings] == ["themes-invalid"]


def test_hostile_tag_builds_nothing(tmp_path: Path) -> None:
    content = 'themes:\n  - id: !!python/object/apply:os.system ["exit"]\n    name: 甲\n'
    themes, findings = load(tmp_path, content)
    assert themes == ()
    assert findings


# Texts are cleaned before words are taken from them.
WORDS = st.text(min_size=1, max_size=12).map(seen).map(str.strip).filter(bool)
IDS = st.from_regex(r"[a-z0-9党建][a-zA-Z0-9党建_-]{0,10}", fullmatch=True)


@settings(deadline=None)
@given(
    st.lists(
        st.tuples(IDS, WORDS, st.lists(WORDS, min_size=1, max_size=4, unique=True), WORDS),
        min_size=1,
        max_size=4,
        unique_by=lambda t: t[0].casefold(),
    )
)
def test_proposal_reads_back(
    tmp_path_factory: pytest.TempPathFactory, rows: list[tuple[str, str, list[str], str]]
) -> None:
    """What is written is read as the same themes, whatever can be seen in them."""

    def nfc(word: str) -> str:
        return unicodedata.normalize("NFC", word)

    themes = tuple(
        Theme(i, {"zh": nfc(n), "en": nfc(d)}, tuple(dict.fromkeys(map(nfc, k))), nfc(d))
        for i, n, k, d in rows
    )
    path = tmp_path_factory.mktemp("themes") / "themes.yml"
    path.write_bytes(dump_themes(themes).encode("utf-8", "surrogatepass"))
    assert load_themes(path) == (themes, ())


def test_what_nobody_sees_is_not_read(tmp_path: Path) -> None:
    content = (
        'themes:\n  - {id: a, name: "甲\\u202E乙\\u200B", keywords: ["渠\\u2067道\\uE0041"]}\n'
    )
    [theme], findings = load(tmp_path, content)
    assert (theme.name, findings) == ("甲乙", ())
    assert theme.keywords[0].startswith("渠道")


def test_proposal_tells_the_editor_what_to_do() -> None:
    written = dump_themes((RIVER, NIGHT))
    head = written.split("themes:\n")[0]
    assert all(not line or line.startswith("#") for line in head.splitlines())
    assert "关键词" in head
    assert "id: river" in written
