"""Make a collection of a given size from the development archive `scale.tar.gz`.

    python3 benchmarks/make_scale.py ../shared/corpus/dev/scale.tar.gz FOLDER --articles 1000

Small chapters of one book are joined into texts of 1,000 to 3,000 characters; ten texts make a
file, marked 第一篇 … 第十篇. The same arguments give the same files, byte for byte.
"""

from __future__ import annotations

import argparse
import tarfile
from collections.abc import Iterator
from itertools import islice
from pathlib import Path

LEAST, MOST = 1000, 3000  # characters of an article
PER_FILE = 10
NUMBERS = "一二三四五六七八九十"


def chapters(archive: Path) -> Iterator[tuple[str, str]]:
    """Book and text of each chapter, in the order of the archive."""
    with tarfile.open(archive) as tar:
        for member in tar:
            if member.isfile() and member.name.endswith(".txt"):
                file = tar.extractfile(member)
                if file is not None:
                    parts = Path(member.name).parts
                    yield parts[1] if len(parts) > 1 else "", file.read().decode("utf-8", "replace")


def articles(archive: Path) -> Iterator[tuple[str, str]]:
    """Title and text of articles made of whole chapters, cut at a paragraph where too long."""
    book, held, number = "", "", 0
    for name, text in chapters(archive):
        if name != book:
            book, held, number = name, "", 0
        held += text.strip() + "\n"
        while len(held) >= LEAST:
            cut = len(held) if len(held) <= MOST else held.rfind("\n", LEAST, MOST)
            cut = cut if cut > 0 else MOST
            number += 1
            yield f"{book}节录之{number}", held[:cut].strip()
            held = held[cut:].lstrip("\n") if cut < len(held) else ""


def make(archive: Path, folder: Path, count: int) -> tuple[int, int]:
    """Write the collection; returns how many articles and characters it has."""
    folder.mkdir(parents=True, exist_ok=True)
    source = islice(articles(archive), count)
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
    options = parser.parse_args()
    made, characters = make(options.archive, options.folder, options.articles)
    print(f"{made} articles, {characters:,} characters")
