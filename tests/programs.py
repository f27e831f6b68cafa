"""Programs that some tests look at their results with; each has the Debian package it is in."""

from __future__ import annotations

import os
import shutil
import subprocess
from pathlib import Path
from typing import NoReturn

import pytest
from selectolax.lexbor import LexborHTMLParser

MM = 72 / 25.4  # points
MINUTES = 60
SERVERS = "/usr/sbin"  # not on the path of every user


def program(name: str, package: str) -> str:
    """Where a program is; without it the test is skipped, but fails on CI."""
    found = shutil.which(name) or shutil.which(name, path=SERVERS)
    return found or lacking(name, package)


def lacking(name: str, package: str) -> NoReturn:
    """Skip the test for what is not installed, but fail on CI."""
    reason = f"no {name}: apt-get install -y {package}"
    if os.environ.get("CI") == "true":
        pytest.fail(reason)
    pytest.skip(reason)


def ran(*command: object) -> str:
    """What a program says; it must end well."""
    done = subprocess.run(
        [str(c) for c in command], capture_output=True, timeout=5 * MINUTES, check=False
    )
    assert done.returncode == 0, done.stderr.decode("utf-8", "replace")
    return done.stdout.decode("utf-8", "replace")


def pdf_words(pdf: Path) -> list[list[tuple[float, float, float, str]]]:
    """The words of each page: left and right edge and middle height in mm, and the word."""
    tool = program("pdftotext", "poppler-utils")
    tree = LexborHTMLParser(ran(tool, "-bbox", pdf, "-"))
    pages = []
    for page in tree.css("page"):
        words = []
        for word in page.css("word"):
            at = {k: float(word.attributes[k] or 0) / MM for k in ("xmin", "xmax", "ymin", "ymax")}
            words.append((at["xmin"], at["xmax"], (at["ymin"] + at["ymax"]) / 2, word.text()))
        pages.append(words)
    return pages


def pdf_pages(pdf: Path) -> list[list[str]]:
    """The lines of each page that are not empty, white space taken out."""
    tool = program("pdftotext", "poppler-utils")
    told = ran(tool, "-layout", pdf, "-").split("\f")[:-1]
    return [[line for raw in page.split("\n") if (line := "".join(raw.split()))] for page in told]


def pdf_size(pdf: Path) -> tuple[int, int]:
    """Width and height of the first page, in whole mm."""
    words = ran(program("pdfinfo", "poppler-utils"), pdf).split("Page size:")[1].split()
    return round(float(words[0]) / MM), round(float(words[2]) / MM)
