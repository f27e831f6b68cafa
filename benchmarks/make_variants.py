"""Make `scripts/wenji/search/variants.txt` from OpenCC's tables (package `opencc`, by hand).

    python3 benchmarks/make_variants.py > scripts/wenji/search/variants.txt

Every Han character is converted to mainland Simplified characters from each of OpenCC's
Traditional standards; characters that meet are of one kind. The representative is the
Simplified character, or the lowest code where there are several. Japanese forms are left out:
some are other characters in Chinese (沪 for 濾).
"""

from __future__ import annotations

import sys

import opencc

STANDARDS = ("t2s", "tw2s", "hk2s")
RANGES = ((0x3400, 0x9FFF), (0xF900, 0xFAFF), (0x20000, 0x323AF))


def main() -> None:
    """Print the table: a comment, then pairs of a character and its representative."""
    parent: dict[str, str] = {}

    def root(c: str) -> str:
        while parent.get(c, c) != c:
            c = parent[c]
        return c

    simplified: set[str] = set()
    chars = [chr(c) for a, b in RANGES for c in range(a, b + 1)]
    for standard in STANDARDS:
        convert = opencc.OpenCC(standard).convert
        for char in chars:
            other = convert(char)
            if len(other) == 1 and other != char:
                simplified.add(other)
                parent[root(char)] = root(other)
    kinds: dict[str, list[str]] = {}
    for char in chars:
        kinds.setdefault(root(char), []).append(char)
    print("# Variant characters and their representatives, from OpenCC", opencc.__version__)
    pairs = []
    for members in kinds.values():
        if len(members) > 1:
            best = min(members, key=lambda c: (c not in simplified, ord(c)))
            pairs += [(c, best) for c in members if c != best]
    pairs.sort()
    for i in range(0, len(pairs), 40):
        sys.stdout.write("".join(a + b for a, b in pairs[i : i + 40]) + "\n")


if __name__ == "__main__":
    main()
