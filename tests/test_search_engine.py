"""The engine's pure logic, in Node where there is one (`tests/search_engine/`)."""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
from pathlib import Path

import pytest

from wenji import messages
from wenji.site.scripts import BUNDLES, SHOWN, WORDS

TESTS = Path(__file__).parent / "search_engine"


def test_logic_of_the_engine() -> None:
    node = shutil.which("node")
    if node is None:
        pytest.skip("no Node; the tests in Chromium hold the same from outside")
    files = sorted(map(str, TESTS.glob("*.test.mjs")))
    parts = [*BUNDLES["engine"], *BUNDLES["near"], *BUNDLES["suggest"]]
    env = {**os.environ, "WENJI_PARTS": json.dumps([p for p in parts if p != "dialog"])}
    done = subprocess.run(
        [node, "--test", *files], capture_output=True, encoding="utf-8", check=False, env=env
    )
    assert files and done.returncode == 0, done.stdout + done.stderr


SCRIPTS = Path(__file__).parents[1] / "overrides/assets/search"
USED = re.compile(r"""\b(?:words|t)\(["`]([a-z-]+)|\? "([a-z-]+)" : "([a-z-]+)\"""")


@pytest.mark.parametrize("bundle", SHOWN)
def test_a_bundle_brings_the_words_that_it_shows(bundle: str) -> None:
    known = messages.texts(WORDS)
    brought = {key for key in known if re.fullmatch(SHOWN[bundle], key)}
    others = {"view"} if bundle == "hits" else set()  # of which it needs one function
    scripts = [SCRIPTS / f"{name}.js" for name in BUNDLES[bundle] if name not in others]
    used = {key for s in scripts for m in USED.finditer(s.read_text("utf-8")) for key in m.groups()}
    used = {key for key in used - {None} if any(k.startswith(key) for k in known)}
    assert len(used) > 4
    for key in used:
        wanted = {k for k in known if k.startswith(key)} if key.endswith("-") else {key}
        assert wanted <= brought, key
    patterns = "|".join(SHOWN.values())
    assert all(re.fullmatch(patterns, key) for key in known)
