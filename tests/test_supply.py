"""What the project is made of: NOTICE and the bill of materials are fresh, whole and true."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest
from cyclonedx.schema import SchemaVersion
from cyclonedx.validation.json import JsonStrictValidator

from wenji.commands.options import ROOT
from wenji.model import Folders
from wenji.supply.documents import NOTICE, SBOM, documents, icon_sets, parts
from wenji.supply.hashes import SupplyError, gaps, hashes_of
from wenji.supply.pins import LISTS, MAIN, Pin, Pins, read_pins
from wenji.supply.sbom import VERSION, SbomError, sbom

LICENCES = ROOT / "scripts" / "wenji" / "supply" / "licences"
_PATH = re.compile(r"<path[^>]*?\sd=[\"']([^\"']+)")
_PACKAGE = re.compile(r"node_modules/((?:@[^/]+/)?[^/]+)")


def test_notice_and_bill_are_those_of_the_installed_packages() -> None:
    stale = [n for n, made in documents().items() if (ROOT / n).read_text("utf-8") != made]
    assert not stale, "run python3 scripts/renew.py, look at what changed, and commit it"


def test_the_bill_is_valid_and_lists_exactly_the_pins() -> None:
    told = (ROOT / SBOM).read_text("utf-8")
    wrong = JsonStrictValidator(SchemaVersion.from_version(VERSION)).validate_str(told)
    assert wrong is None, wrong
    listed = {(part["name"], part["version"]) for part in json.loads(told)["components"]}
    assert listed == {(pin.name, pin.version) for pin in read_pins(ROOT / MAIN).all}
    assert all(part["licenses"] for part in json.loads(told)["components"])


def test_a_bill_of_what_is_not_installed_is_refused() -> None:
    with pytest.raises(SbomError, match=r"rich==0\.0"):
        sbom([Pin("rich", "0.0", "")])


def test_notice_tells_every_part_and_every_package() -> None:
    told = (ROOT / NOTICE).read_text("utf-8")
    assert all(f"  {part['name']}\n    {part['licence']} [" in told for part in parts())
    for pin in read_pins(ROOT / MAIN).all:
        assert re.search(rf"^  {re.escape(pin.name)} {re.escape(pin.version)} +\w", told, re.M), pin
    assert "://pypi" not in told
    owned = {part["own"] for part in parts() if "own" in part}
    assert owned == {path.name for path in LICENCES.iterdir()}


def test_what_the_theme_bundles_is_in_the_table() -> None:
    assets = icon_sets().parent / "assets"
    maps = [json.loads(path.read_text("utf-8")) for path in sorted(assets.glob("*/*.map"))]
    bundled = {f[1] for m in maps for source in m["sources"] if (f := _PACKAGE.search(source))}
    assert bundled == {name for part in parts() for name in part.get("npm", [])}


def drawings(folder: Path, *kinds: str) -> dict[str, str]:
    """The paths of the drawings below a folder, each with a file that has it."""
    return {
        path: file.relative_to(folder).as_posix()
        for kind in kinds
        for file in sorted(folder.rglob(f"*.{kind}"))
        for path in _PATH.findall(file.read_text("utf-8"))
    }


def test_every_icon_of_a_site_is_ours_or_of_a_set_in_the_table(small_run: Folders) -> None:
    known = drawings(icon_sets(), "svg")
    ours = drawings(ROOT / "overrides", "svg")
    shown = drawings(small_run.site, "svg", "html").keys() - ours.keys()
    assert {known[path].partition("/")[0] for path in shown} == {
        part["icons"] for part in parts() if "icons" in part
    }


def test_a_site_has_the_notice_and_leads_to_it(small_run: Folders) -> None:
    assert (small_run.site / f"{NOTICE}.txt").read_bytes() == (ROOT / NOTICE).read_bytes()
    for about, to in (("about", "../"), ("en/about", "../../"), ("zh-Hant/about", "../../")):
        page = (small_run.site / about / "index.html").read_text("utf-8")
        assert f'href="{to}NOTICE.txt"' in page


# --- the lock -----------------------------------------------------------------------------------

COMPILED = """\
alpha==1.0 \\
    --hash=sha256:{a} \\
    --hash=sha256:{b}
be-ta==2 ; python_full_version < '3.13' \\
    --hash=sha256:{b}
"""
A, B = "a" * 64, "b" * 64


def test_hashes_are_read_from_what_uv_writes() -> None:
    found = hashes_of(COMPILED.format(a=A, b=B))
    assert found == {"alpha": (A, B), "be-ta": (B,)}


def test_one_package_in_two_versions_is_refused() -> None:
    with pytest.raises(SupplyError, match="alpha"):
        hashes_of("alpha==1 ; python_version < '3.12'\nalpha==2 ; python_version >= '3.12'\n")


def test_gaps_are_told_both_ways() -> None:
    pins = Pins((), (Pin("Alpha", "1.0", "x"),), (Pin("gamma", "3", "alpha"),))
    found = hashes_of(COMPILED.format(a=A, b=B))
    assert list(gaps([pins], found)) == [
        "be-ta: needed, but not pinned",
        "gamma: pinned, but not needed",
    ]


def test_both_lists_agree_and_name_each_package_once() -> None:
    keys = [pin.key for name in LISTS for pin in read_pins(ROOT / name).all]
    assert len(keys) == len(set(keys))
