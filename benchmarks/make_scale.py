"""Make a collection of a given size from the development archive `scale.tar.gz`.

    python3 benchmarks/make_scale.py ../shared/corpus/dev/scale.tar.gz FOLDER --articles 1000

Small chapters of one book are joined into texts of 1,000 to 3,000 characters; ten texts make a
file, marked 第一篇 … 第十篇. The same arguments give the same files, byte for byte.

The archive holds old books, enough for 3,900 articles. `--more FOLDER …` mixes in the texts of
other folders (`.txt` in any encoding, and the paragraphs of `.gold.json`), every fourth article
and all that is missing at the end: modern texts, in both scripts.
"""

from __future__ import annotations

import argparse
import json
import random
import sys
import tarfile
from collections.abc import Iterable, Iterator, Sequence
from itertools import chain, islice
from pathlib import Path

LEAST, MOST = 1000, 3000  # characters of an article
PER_FILE = 10
NUMBERS = "一二三四五六七八九十"
MORE_EVERY = 4  # with `--more`, one of so many articles comes from there
MIXED = 1750  # characters that an article of shuffled paragraphs has at least

sys.path.insert(0, str(Path(__file__).resolve().parents[1] / "scripts"))


def chapters(archive: Path) -> Iterator[tuple[str, str]]:
    """Book and text of each chapter, in the order of the archive."""
    with tarfile.open(archive) as tar:
        for member in tar:
            if member.isfile() and member.name.endswith(".txt"):
                file = tar.extractfile(member)
                if file is not None:
                    parts = Path(member.name).parts
                    yield parts[1] if len(parts) > 1 else "", file.read().decode("utf-8", "replace")


def further(folders: Sequence[Path]) -> Iterator[tuple[str, str]]:
    """Name and text of what other folders hold; each text is given once."""
    from wenji.decode import NotText, decode

    seen: set[str] = set()
    for folder in folders:
        for path in sorted(folder.rglob("*")):
            if path.name.endswith(".gold.json"):
                gold = json.loads(path.read_text("utf-8"))
                found = [(a["title"], "\n".join(a["paragraphs"])) for a in gold["articles"]]
            elif path.suffix == ".txt" and not path.with_suffix(".gold.json").exists():
                try:
                    found = [(f"{path.parent.name}资料", decode(path.read_bytes()).text)]
                except NotText:
                    continue
            else:
                continue
            for name, text in found:
                if text not in seen:
                    seen.add(text)
                    yield name, text


def cut(texts: Iterable[tuple[str, str]], label: str = "节录之") -> Iterator[tuple[str, str]]:
    """Title and text of articles: texts of one name joined, cut at a paragraph where too long."""
    book, held, number = "", "", 0
    for name, text in texts:
        if name != book:
            book, held, number = name, "", 0
        held += text.strip() + "\n"
        while len(held) >= LEAST:
            end = len(held) if len(held) <= MOST else held.rfind("\n", LEAST, MOST)
            end = end if end > 0 else MOST
            number += 1
            yield f"{book}{label}{number}", held[:end].strip()
            held = held[end:].lstrip("\n") if end < len(held) else ""


def articles(archive: Path, more: Sequence[Path] = ()) -> Iterator[tuple[str, str]]:
    """Title and text of all articles, those of the folders `more` evenly among them."""
    books, others = cut(chapters(archive)), cut(further(more), "之")
    while more:
        batch = [*islice(books, MORE_EVERY - 1), *islice(others, 1)]
        if len(batch) < MORE_EVERY:
            yield from batch
            break
        yield from batch
    yield from chain(books, others)


def shuffled(texts: Sequence[tuple[str, str]], count: int) -> Iterator[tuple[str, str]]:
    """As many articles as wanted: the paragraphs of `texts`, again and again in another order."""
    paragraphs = [line for _, text in texts for line in text.split("\n") if line.strip()]
    made = 0
    for turn in range(count):
        order = paragraphs.copy()
        random.Random(turn).shuffle(order)
        held: list[str] = []
        for paragraph in order:
            held.append(paragraph)
            if sum(map(len, held)) >= MIXED:
                made += 1
                yield f"合编第{made}篇", "\n".join(held) + "\n"
                held = []
                if made == count:
                    return


def make(archive: Path, folder: Path, count: int, more: Sequence[Path] = ()) -> tuple[int, int]:
    """Write the collection; returns how many articles and characters it has."""
    folder.mkdir(parents=True, exist_ok=True)
    source = islice(articles(archive, more), count)
    made = total = 0
    for n in range(0, count, PER_FILE):
        batch = list(islice(source, PER_FILE))
        if not batch:
            break
        lines = [f"第{NUMBERS[i]}篇：{title}\n{text}\n" for i, (title, text) in enumerate(batch)]
        made += len(batch)
        total += sum(len(text) for _, text in batch)
        path = folder / f"卷{n // PER_FILE + 1:04d}.txt"
        path.write_text("\n".join(lines), encoding="utf-8", newline="\n")
    return made, total


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("archive", type=Path)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--articles", type=int, default=1000)
    parser.add_argument("--more", type=Path, nargs="+", default=[], metavar="FOLDER")
    options = parser.parse_args()
    made, characters = make(options.archive, options.folder, options.articles, options.more)
    print(f"{made} articles, {characters:,} characters")
