"""What the further languages of the site cost: one language and three, built in turn.

    python3 benchmarks/languages.py --sources DIR [--rounds 3]

`DIR` holds raw files (`make_scale.py` makes a thousand articles). Prints a Markdown table:
seconds of the whole build, of its last step (MkDocs), and bytes of the site; medians over the
rounds. What is asked: three languages in 1.8 times the time of one.
"""

from __future__ import annotations

import argparse
import os
import statistics
import sys
import tempfile
import time
from pathlib import Path

from ruamel.yaml import YAML

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT / "scripts"))

from wenji.commands.site import build  # noqa: E402
from wenji.model import Folders  # noqa: E402
from wenji.progress import Silent  # noqa: E402

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


def measure(sources: Path, config: Path) -> tuple[float, float, int]:
    """Seconds of the whole build and of MkDocs' step in it, and bytes of the site.

    All folders are new: nothing is taken over from a run before.
    """
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        folders = Folders(sources, folder / "docs", folder / "site", folder / "work")
        progress = Silent()
        start = time.perf_counter()
        build(folders, os.cpu_count() or 1, progress, config=config)
        seconds = time.perf_counter() - start
        step = sum(done.seconds for done in progress.times if done.stage == "site")
        size = sum(p.stat().st_size for p in folders.site.rglob("*") if p.is_file())
    return seconds, step, size


def main() -> int:
    """Build in turn, and print the table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--sources", type=Path, required=True)
    parser.add_argument("--rounds", type=int, default=3)
    options = parser.parse_args()
    configs = {n: configuration(n) for n in (1, 3)}
    runs: dict[int, list[tuple[float, float, int]]] = {n: [] for n in configs}
    try:
        for _ in range(options.rounds):
            for n, config in configs.items():
                runs[n].append(measure(options.sources.resolve(), config))
    finally:
        for config in configs.values():
            config.unlink()
    print(f"{os.cpu_count()} cores, load {os.getloadavg()[0]:.1f}\n")
    print("| languages | whole build, s | MkDocs' step, s | site, MB |\n|---|---|---|---|")
    median = {}
    for n, found in runs.items():
        whole, step, size = (statistics.median(column) for column in zip(*found, strict=True))
        median[n] = (whole, step)
        print(f"| {n} | {whole:.2f} | {step:.2f} | {size / 1e6:.1f} |")
    ratios = [median[3][i] / median[1][i] for i in (0, 1)]
    print(f"| ratio (asked {ASKED}) | {ratios[0]:.2f} | {ratios[1]:.2f} | |")
    return 0


if __name__ == "__main__":
    sys.exit(main())
