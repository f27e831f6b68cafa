"""After a change of a pin: write everything that follows from it anew (notes/updating.md).

    python3 scripts/renew.py

First the hashes of requirements.txt and requirements-dev.txt, which needs a network; then, in
the environment of these pins, NOTICE and sbom.cdx.json.
"""

import sys

import bootstrap
from wenji.supply.hashes import SupplyError, gaps, resolve
from wenji.supply.pins import LISTS, TESTS, ListError, read_pins, with_hashes, written


def main() -> int:
    """Renew all of it; returns the exit status."""
    if bootstrap.is_inside():
        from wenji.supply.documents import documents

        bootstrap.speak_to_console()
        for name, content in documents().items():
            (bootstrap.ROOT / name).write_text(content, "utf-8", newline="\n")
        return 0
    try:
        renew_hashes()
    except (SupplyError, ListError) as problem:
        bootstrap.say(str(problem), sys.stderr)
        return bootstrap.CANNOT_RUN
    return bootstrap.run_inside(TESTS, __file__, [])


def renew_hashes() -> None:
    """Write the lists with the hashes of all files of their pins; SupplyError names the gaps."""
    lists = {name: read_pins(bootstrap.ROOT / name) for name in LISTS}
    found = resolve(lists.values())
    if missing := list(gaps(lists.values(), found)):
        raise SupplyError("\n".join(missing))
    for name, pins in lists.items():
        text = written(with_hashes(pins, found))
        (bootstrap.ROOT / name).write_text(text, "utf-8", newline="\n")


if __name__ == "__main__":
    bootstrap.require_python()
    sys.exit(main())
