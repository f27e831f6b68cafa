"""Search, side by side in real Chromium: ours, Material's own, Pagefind; and our index builder.

    python3 benchmarks/search.py --articles 1000 5000 --out search.md

Runs in the environment that `python3 scripts/build.py` made. Besides Playwright (which
`scripts/test.py` installs) it can use these, put into `.venv` by hand:

    jieba==0.42.1                for Material's own search
    pagefind[extended]==1.5.2    for Pagefind; or name its program with --pagefind
    opencc==1.4.2                for queries in the other script

and a Chromium (`apt-get install chromium`). Nothing is downloaded; what is missing is said and
left out. The texts come from the development corpus, `--corpus`.

Every collection is converted and built by the project's own command. The peers get the same
Markdown pages. The truth is a plain search through the ledgers' texts. More than 20,000 articles
are the paragraphs of 5,000, shuffled, and only our engine is asked: in the browser on a site that
has the index but not the articles' pages.

Timings are taken when little else runs, or after five minutes of waiting; the load average stands
beside them. The server compresses nothing. `--keep FOLDER` keeps collections and the peers' sites
for the next run; ours is always built anew.
"""

from __future__ import annotations

import argparse
import importlib.util
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
SCRIPTS = ROOT / "scripts"
sys.path.insert(0, str(SCRIPTS))

NEEDED = ("playwright", "numpy", "mkdocs")  # without these it is the wrong environment
PARTS = ("OUR", "MATERIAL", "PAGEFIND", "INDEX")


def main(arguments: Sequence[str]) -> int:
    """Measure what was asked for; returns the exit status."""
    missing = [name for name in NEEDED if importlib.util.find_spec(name) is None]
    if missing:
        return in_environment(missing, arguments)
    options = parse(arguments)
    if not (options.corpus / "scale.tar.gz").exists():
        print(f"no scale.tar.gz in {options.corpus}: see --corpus", file=sys.stderr)
        return 2
    from search_run import measured

    done: list[str] = []
    with kept(options.keep) as folder:
        for count in options.articles:
            so_far: list[str] = []
            for so_far in measured(count, folder, options):  # each time with more in it
                if options.out:
                    text = "\n".join([*done, *so_far])
                    options.out.write_text(text, encoding="utf-8", newline="\n")
            done += [*so_far, ""]
    print("\n".join(done))
    return 0


def parse(arguments: Sequence[str]) -> argparse.Namespace:
    """The options."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    add = parser.add_argument
    add("--articles", type=int, nargs="+", default=[1000, 5000], metavar="N", help="sizes")
    add("--queries", type=int, default=1200, metavar="N", help="queries to ask (1200)")
    add("--only", nargs="+", choices=PARTS, default=list(PARTS), help="leave out the rest")
    add("--keep", type=Path, metavar="FOLDER", help="keep collections and peers' sites there")
    add("--out", type=Path, metavar="FILE", help="write the tables there as well")
    add("--corpus", type=Path, default=ROOT.parent / "shared" / "corpus" / "dev", metavar="FOLDER")
    add("--pagefind", metavar="PROGRAM", help="the extended Pagefind")
    add("--seconds", type=float, default=240, metavar="S", help="for a peer's queries (240)")
    add("--limit", type=float, default=10, metavar="S", help="for one query (10)")
    add("--patience", type=float, default=300, metavar="S", help="to wait for quiet (300)")
    add("--workers", type=int, default=2, metavar="N", help="for building sites (2)")
    return parser.parse_args(arguments)


def in_environment(missing: Sequence[str], arguments: Sequence[str]) -> int:
    """Run again with the project's environment, once."""
    import bootstrap

    python = bootstrap.venv_python()
    if Path(sys.prefix).resolve() == bootstrap.VENV.resolve() or not python.exists():
        print(f"not installed: {', '.join(missing)}; see `{Path(__file__).name}`", file=sys.stderr)
        return 2
    return subprocess.run([str(python), __file__, *arguments], check=False).returncode


@contextmanager
def kept(folder: Path | None) -> Iterator[Path]:
    """The folder to work in: the one that is kept, or one that goes."""
    if folder:
        folder.mkdir(parents=True, exist_ok=True)
        yield folder.resolve()
    else:
        with tempfile.TemporaryDirectory(prefix="wenji-search-") as temporary:
            yield Path(temporary).resolve()


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
