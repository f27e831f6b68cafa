"""One file of the sources folder, as worker processes convert it.

They import this and what it needs, and nothing of what looks at the whole collection.
"""

from __future__ import annotations

import traceback
from collections.abc import Mapping, Sequence
from pathlib import Path

from wenji.convert import convert, unconverted
from wenji.editor.decided import about_source
from wenji.editor.overrides import Decision
from wenji.model import Finding, Source
from wenji.read import read_source


def convert_file(folder: Path, decisions: Mapping[str, Sequence[Decision]], path: str) -> Source:
    """One file; whatever goes wrong in it is its own finding and costs nothing else."""
    raw, problem = read_source(folder, path)
    if problem is not None:
        return unconverted(raw, problem)
    try:
        return convert(raw, about_source(decisions, path))
    except Exception as error:  # a defect of ours; the run goes on, the editor is told
        frame = traceback.extract_tb(error.__traceback__)[-1]
        reason = f"{type(error).__name__}: {error} ({Path(frame.filename).name}:{frame.lineno})"
        return unconverted(raw, Finding("source-failed", raw.id, args={"reason": reason}))
