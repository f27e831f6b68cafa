"""A broken law, with the place where it broke."""

from __future__ import annotations

from dataclasses import dataclass, field

from wenji.contract import ContractError
from wenji.messages import text as message

CONTEXT = 12  # characters shown on either side of a place: enough to find it by eye
CONTRACT = 0  # the "law" of a file that is missing or unreadable
SITE = -1  # the "law" of the built site: whole in itself, nothing from elsewhere


@dataclass(frozen=True, slots=True)
class Breach:
    """One breach: which law, in which file and where, what was expected and what was found.

    `offset` counts code points of the source text, `line` the lines of `file`; both None
    where a whole file is meant. `kind` names the text `audit.KIND` in the message table.
    """

    law: int
    kind: str
    file: str
    offset: int | None = None
    line: int | None = None
    context: str = ""
    expected: str = ""
    found: str = ""
    args: dict[str, str] = field(default_factory=dict)

    @classmethod
    def of_contract(cls, error: ContractError) -> Breach:
        """The breach of a contract file that cannot be read."""
        return cls(CONTRACT, "contract", error.file, line=error.line or None, found=error.problem)

    def __str__(self) -> str:
        """What the editor reads, one to four lines."""
        place = self.file
        if self.line is not None:
            place += f":{self.line}"
        if self.offset is not None:
            place += message("audit.offset", offset=self.offset)
        named = {CONTRACT: "audit.file", SITE: "audit.site"}.get(self.law, "audit.law")
        law = message(named, law=self.law)
        lines = [f"{law}  {place}  {message(f'audit.{self.kind}', 'zh', **self.args)}"]
        for key in ("context", "expected", "found"):
            value = getattr(self, key)
            if value:
                lines.append(f"    {message(f'audit.{key}')}{value}")
        return "\n".join(lines)


def context_at(text: str, offset: int) -> str:
    """The words around an offset, which itself is marked by `|`; line ends become `⏎`.

    >>> context_at("春天来了\\n", 2)
    '春天|来了⏎'
    """
    before, after = text[max(0, offset - CONTEXT) : offset], text[offset : offset + CONTEXT]
    return f"{before}|{after}".replace("\r", "").replace("\n", "⏎")


def first_difference(one: str, other: str) -> int | None:
    """Where two texts part, None when they are equal.

    >>> first_difference("甲乙丙", "甲乙丁"), first_difference("甲", "甲乙")
    (2, 1)
    """
    if one == other:
        return None
    low, high = 0, min(len(one), len(other))
    while low < high:  # the longest common prefix, by halves: comparing slices is fast
        middle = (low + high + 1) // 2
        if one[:middle] == other[:middle]:
            low = middle
        else:
            high = middle - 1
    return low
