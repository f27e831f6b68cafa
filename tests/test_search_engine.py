"""The engine's pure logic, in Node where there is one (`tests/search_engine/`)."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
from pathlib import Path

import pytest

from wenji.site_scripts import BUNDLES

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
