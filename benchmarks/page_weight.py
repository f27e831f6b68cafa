"""What a page of a built site weighs on a phone that sees it for the first time, by kind.

    python3 benchmarks/page_weight.py                                 # the repository's own site
    python3 benchmarks/page_weight.py --docs DOCS --site SITE --out weight.md

Runs in the environment of `scripts/test.py`, in real Chromium: 360 px wide, the processor four
times slower, a slow network (latency 150 ms, 1.6 Mbit/s). The server sends gzip, level 6, as
nginx sends precompressed files. Times are the middle of three visits; bytes and requests are the
same in all. Asked of every page: at most 250 kB over the wire in at most 12 requests, nothing
that moves, a first paint that waits for no script.
"""

from __future__ import annotations

import argparse
import shutil
import statistics
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
sys.path[:0] = [str(ROOT / "scripts"), str(ROOT / "tests")]

from in_chromium import BROWSERS, CHROMIUM  # noqa: E402
from page_kinds import Kind, page_kinds  # noqa: E402
from playwright.sync_api import Browser, sync_playwright  # noqa: E402
from weighing import Conditions, Weight, paints_without_scripts, serving, weigh  # noqa: E402

SLOW = Conditions(processor=4, down=1.6e6 / 8, latency=150)
MOST_BYTES, MOST_REQUESTS = 250_000, 12
VISITS = 3
HEAD = (
    "page", "kB (≤ 250)", "kB not compressed", "requests (≤ 12)", "shift (0)",
    "paints without scripts", "first paint s", "largest paint s", "loaded s",
    "script ms", "style and layout ms", "all tasks ms", "blocking ms",
)  # fmt: skip


def rows(
    kinds: Sequence[Kind], site: Path, browser: Browser
) -> Iterator[tuple[Sequence[str], bool]]:
    """A row for each page, and whether all that is asked is kept."""
    with (
        serving(site) as small,
        serving(site, compress=False) as large,
        serving(site, holds=".js") as mute,
    ):
        for kind in kinds:
            visits = [weigh(browser, small + kind.address, SLOW) for _ in range(VISITS)]
            plain = weigh(browser, large + kind.address)
            painted = paints_without_scripts(browser, mute + kind.address)
            yield _row(str(kind), visits, plain, painted)


def _row(
    name: str, visits: Sequence[Weight], plain: Weight, painted: bool
) -> tuple[Sequence[str], bool]:
    size = max(w.bytes for w in visits)
    requests = max(len(w.requests) for w in visits)
    shift = max(w.shift for w in visits)

    def middle(field: str, scale: float = 1) -> float:
        return float(statistics.median(getattr(w, field) for w in visits) / scale)

    cells = [name, f"{size / 1000:.0f}", f"{plain.bytes / 1000:.0f}", str(requests)]
    cells += [f"{shift:.4f}".rstrip("0").rstrip("."), "yes" if painted else "NO"]
    cells += [f"{middle(f, 1000):.2f}" for f in ("first_paint", "largest_paint", "loaded")]
    cells += [f"{middle(f):.0f}" for f in ("script", "style", "task", "blocking")]
    kept = size <= MOST_BYTES and requests <= MOST_REQUESTS and shift == 0 and painted
    return cells, kept


def main(arguments: Sequence[str]) -> int:
    """Measure and print; status 1 when a page keeps not what is asked."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--docs", type=Path, default=ROOT / "docs")
    parser.add_argument("--site", type=Path, default=ROOT / "site")
    parser.add_argument("--languages", nargs="+", help="as pages name them; all, if not given")
    parser.add_argument("--out", type=Path, help="a Markdown file")
    options = parser.parse_args(arguments)
    lines = [f"| {' | '.join(HEAD)} |", f"|{'---|' * len(HEAD)}"]
    every = True
    kinds = page_kinds(options.docs, options.site)
    kinds = [k for k in kinds if k.lang in (options.languages or [k.lang])]
    path = next(filter(None, map(shutil.which, BROWSERS)), None)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, args=CHROMIUM)
        print("\n".join(lines), flush=True)
        for cells, kept in rows(kinds, options.site, browser):
            every &= kept
            lines.append(f"| {' | '.join(cells)} |{'' if kept else ' ←'}")
            print(lines[-1], flush=True)
        browser.close()
    if options.out:
        options.out.write_text("\n".join(lines) + "\n", "utf-8", newline="\n")
    return 0 if every else 1


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
