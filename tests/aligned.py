"""Figures of splitting against what the sources hold.

The scorer beside the development material compares with texts as they were before somebody
masked names in the sources (加大市场 became **市场). What a mask took no program can give back, and
each mask moves all paragraph ends behind it out of the scorer's reach of three characters. Here
our text is laid along the true one first, and characters that no source holds are not asked for.
"""

from __future__ import annotations

import importlib.util
import json
import re
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from types import ModuleType
from typing import Any

from rapidfuzz.distance import Levenshtein

GRAM = 4  # characters, as in the scorer
REACH = 3  # characters that a paragraph's end may stand off, as in the scorer
ALIKE = 0.8  # share of their grams that an article and its true text share, as in the scorer


def figures(work: Path, gold: Path, scorer: Path) -> Mapping[str, float]:
    """`held_lost`, the share of what the sources hold and no article, and `aligned_para_f1`."""
    tool = _tool(scorer)
    lost = asked = ours_right = ours_all = true_right = true_all = 0
    for texts, truth, held in _sources(tool, work, gold):
        everything = tool.grams(tool.fold("".join(texts)), GRAM)
        for article in truth:
            whole = tool.fold("".join(article))
            grams = [whole[i : i + GRAM] for i in range(max(1, len(whole) - GRAM + 1))]
            asked += len(grams)
            lost += sum(g in held and g not in everything for g in grams)
        for article, text in _pairs(tool, truth, texts):
            mine = [p for p in text.split("\n") if p.strip()]
            due, found = tool.bounds(article), _moved(mine, article, tool.bounds(mine))
            ours_right += sum(_near(b, due) for b in found)
            true_right += sum(_near(b, found) for b in due)
            ours_all, true_all = ours_all + len(found), true_all + len(due)
    precision, recall = ours_right / ours_all, true_right / true_all
    f1 = 2 * precision * recall / (precision + recall)
    return {"held_lost": lost / asked, "aligned_para_f1": f1}


def _sources(
    tool: ModuleType, work: Path, gold: Path
) -> Iterator[tuple[list[str], list[list[str]], set[str]]]:
    """Of each source: our texts, the true paragraphs, and the grams of all it holds."""
    sources = {Path(s["path"]).name: s for s in tool.jsonl(work / "sources.jsonl")}
    articles = tool.jsonl(work / "articles.jsonl")
    for file in sorted(gold.glob("*.gold.json")):
        told: dict[str, Any] = json.loads(file.read_text("utf-8"))
        source = sources[file.name.replace(".gold.json", ".txt")]
        text, bodies = tool.bodies(work, source["id"])
        own = sorted((a for a in articles if a["source"] == source["id"]), key=_ordinal)
        for noise in sorted(told["noise"], key=lambda n: -int(n["start"])):
            text = text[: noise["start"]] + text[noise["end"] :]
        yield (
            [bodies.get(a["id"], "") for a in own],
            [a["paragraphs"] for a in told["articles"]],
            tool.grams(tool.fold(text), GRAM),
        )


def _pairs(
    tool: ModuleType, truth: Sequence[list[str]], texts: Sequence[str]
) -> Iterator[tuple[list[str], str]]:
    """The true articles that one of ours is, with it."""
    left = [(text, tool.grams(tool.fold(text))) for text in texts]
    for article in truth:
        grams = tool.grams(tool.fold("".join(article)))
        for i, (text, mine) in enumerate(left):
            if len(grams & mine) >= ALIKE * max(len(grams), len(mine)):
                del left[i]
                yield article, text
                break


def _moved(mine: Sequence[str], article: Sequence[str], ends: set[int]) -> set[int]:
    """Where the ends of our paragraphs stand in the true text."""
    text, true = (re.sub(r"\s", "", "".join(p)) for p in (mine, article))
    place: dict[int, int] = {}
    for part in Levenshtein.opcodes(text, true):
        width = part.dest_end - part.dest_start
        for i in range(part.src_end - part.src_start + 1):
            place.setdefault(part.src_start + i, part.dest_start + min(i, width))
    return {place[end] for end in ends}


def _near(end: int, others: set[int]) -> bool:
    return any(end + d in others for d in range(-REACH, REACH + 1))


def _ordinal(article: Mapping[str, Any]) -> int:
    return int(article["ordinal"])


def _tool(path: Path) -> ModuleType:
    spec = importlib.util.spec_from_file_location(path.stem, path)
    assert spec is not None and spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    vars(module)["jsonl"] = _rows  # its own leaves files open
    return module


def _rows(path: Path) -> list[dict[str, Any]]:
    return [json.loads(line) for line in path.read_text("utf-8").split("\n") if line.strip()]
