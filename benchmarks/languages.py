"""What the further languages of the site cost: one language and three, built in turn.

    python3 benchmarks/languages.py --docs DOCS [--rounds 3]

`DOCS` holds converted pages (`build.py convert --docs DOCS`). Prints a Markdown table: seconds
that passed, of the processor, and bytes of the site; medians over the rounds. What is asked:
three languages in 1.8 times the time of one.
"""

from __future__ import annotations

import argparse
import os
import resource
import shutil
import statistics
import sys
import tempfile
import time
from pathlib import Path

from ruamel.yaml import YAML

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT / "scripts"))

from wenji.model import Folders  # noqa: E402
from wenji.site import build_site  # noqa: E402

ASKED = 1.8


def configuration(languages: int) -> Path:
    """The settings with so many languages, beside `mkdocs.yml`, for its paths are relative."""
    yaml = YAML()
    settings = yaml.load((ROOT / "mkdocs.yml").read_text("utf-8"))
    i18n = next(p["i18n"] for p in settings["plugins"] if "i18n" in p)
    del i18n["languages"][languages:]
    path = ROOT / f".mkdocs-{languages}.yml"
    with path.open("w", encoding="utf-8") as file:
        yaml.dump(settings, file)
    return path


def measure(docs: Path, config: Path, folder: Path) -> tuple[float, float, int]:
    """Seconds, seconds of the processor, and bytes of one build."""
    folders = Folders(folder / "sources", docs, folder / "site", folder / "work")
    before, start = resource.getrusage(resource.RUSAGE_CHILDREN), time.perf_counter()
    build_site(folders, config)
    seconds = time.perf_counter() - start
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    worked = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
    size = sum(p.stat().st_size for p in folders.site.rglob("*") if p.is_file())
    shutil.rmtree(folders.site)
    return seconds, worked, size


def main() -> int:
    """Build in turn, and print the table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--docs", type=Path, required=True)
    parser.add_argument("--rounds", type=int, default=3)
    options = parser.parse_args()
    configs = {n: configuration(n) for n in (1, 3)}
    runs: dict[int, list[tuple[float, float, int]]] = {n: [] for n in configs}
    try:
        with tempfile.TemporaryDirectory() as folder:
            for _ in range(options.rounds):
                for n, config in configs.items():
                    runs[n].append(measure(options.docs.resolve(), config, Path(folder)))
    finally:
        for config in configs.values():
            config.unlink()
    pages = sum(1 for _ in (options.docs / "zh").rglob("*.md"))
    print(f"{pages} pages, {os.cpu_count()} cores, load {os.getloadavg()[0]:.1f}\n")
    print("| languages | seconds | processor | MB |\n|---|---|---|---|")
    median = {}
    for n, found in runs.items():
        seconds, worked, size = (statistics.median(column) for column in zip(*found, strict=True))
        median[n] = (seconds, worked)
        print(f"| {n} | {seconds:.2f} | {worked:.2f} | {size / 1e6:.1f} |")
    ratios = [median[3][i] / median[1][i] for i in (0, 1)]
    print(f"| ratio (asked {ASKED}) | {ratios[0]:.2f} | {ratios[1]:.2f} | |")
    return 0


if __name__ == "__main__":
    sys.exit(main())
