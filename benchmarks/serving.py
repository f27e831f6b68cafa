"""What the generated configuration costs: nginx with it and without, forty readers at once.

    python3 benchmarks/serving.py --site SITE [--seconds 30] [--readers 40]

Runs in the environment of `scripts/test.py`; nginx and wrk serve and ask on this machine alone.
Readers take every file of the site in turn. Prints a Markdown table: answers a second, what went
over the wire, the time to an answer (median and 99 in 100), and how many were errors.
"""

from __future__ import annotations

import argparse
import json
import re
import subprocess
import sys
import tempfile
from contextlib import ExitStack
from pathlib import Path
from urllib.parse import quote

ROOT = Path(__file__).resolve().parents[1]
sys.path[:0] = [str(ROOT / "scripts"), str(ROOT / "tests")]

from programs import program  # noqa: E402
from web_servers import Release, Running, nginx  # noqa: E402

from wenji.precompress import precompress  # noqa: E402

THREADS = 2
UNPACKED = (".gz", ".br")
# The same server with nothing but where the files lie.
BARE = "location / {{ root {published}/current/site; index index.html; }}\n"
ASK = """
local paths = {{{paths}}}
local at = 0
function setup(thread) thread:set("start", math.random(#paths)) end
function request()
  at = at + 1
  return wrk.format("GET", paths[(start + at) % #paths + 1], {{{headers}}})
end
function done(summary, latency)
  local e = summary.errors
  io.write(string.format(
    '\\nRESULT {{"seconds":%f,"requests":%d,"bytes":%d,"median":%f,"late":%f,"errors":%d}}\\n',
    summary.duration / 1e6, summary.requests, summary.bytes, latency:percentile(50) / 1000,
    latency:percentile(99) / 1000, e.connect + e.read + e.write + e.status + e.timeout))
end
"""


def measure(
    server: Running, site: Path, seconds: int, readers: int, coding: str
) -> dict[str, float]:
    """What `readers` meet in so many seconds, who take files in `coding` (empty: as they are)."""
    files = sorted(p for p in site.rglob("*") if p.is_file() and p.suffix not in UNPACKED)
    paths = [quote(p.relative_to(site).as_posix().removesuffix("index.html")) for p in files]
    headers = f'["Accept-Encoding"]="{coding}"' if coding else ""
    script = server.folder / "ask.lua"
    listed = ",".join(json.dumps(server.path + path) for path in paths)
    script.write_text(ASK.format(paths=listed, headers=headers), "utf-8")
    done = subprocess.run(
        [program("wrk", "wrk"), f"-t{THREADS}", f"-c{readers}", f"-d{seconds}s",
         "-s", str(script), f"http://127.0.0.1:{server.port}"],
        check=True, capture_output=True, encoding="utf-8",
    )  # fmt: skip
    result = re.search(r"RESULT (.*)", done.stdout)
    assert result, done.stdout
    told: dict[str, float] = json.loads(result[1])
    return told


def main() -> int:
    """Serve in turn, and print the table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--site", type=Path, default=ROOT / "site")
    parser.add_argument("--seconds", type=int, default=30)
    parser.add_argument("--readers", type=int, default=40)
    options = parser.parse_args()
    print("| server | answers a second | MB a second | median, ms | 99 in 100, ms | errors |")
    print("|---|---|---|---|---|---|")
    with tempfile.TemporaryDirectory(prefix="wenji-") as name, ExitStack() as stack:
        published = Release(Path(name) / "published")
        published.folder.mkdir()
        published.put("one", options.site.resolve())
        site = published.folder / "current/site"
        precompress(site, Path(name) / "cache", THREADS)
        bare = BARE.format(published=published.folder)
        rows: tuple[tuple[str, str, dict[str, str]], ...] = (
            ("generated files, brotli", "br", {}),
            ("generated files, plain", "", {}),
            ("bare, plain", "", {"site.conf": bare}),
        )
        for title, coding, instead in rows:
            folder = Path(name) / title.replace(" ", "-").replace(",", "")
            folder.mkdir()
            server = stack.enter_context(nginx(folder, published.folder, instead=instead))
            told = measure(server, site, options.seconds, options.readers, coding)
            print(
                f"| {title} | {told['requests'] / told['seconds']:,.0f} "
                f"| {told['bytes'] / told['seconds'] / 1e6:.0f} | {told['median']:.2f} "
                f"| {told['late']:.2f} | {told['errors']:.0f} |",
                flush=True,
            )
    return 0


if __name__ == "__main__":
    sys.exit(main())
