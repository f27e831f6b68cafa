"""Arrays in a file of the cache, written whole or not at all."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import numpy.typing as npt


def save(file: Path, **arrays: npt.NDArray[np.generic]) -> None:
    """Write arrays; `numpy.load` reads them."""
    part = file.with_suffix(".part")
    with part.open("wb") as out:
        np.savez(out, allow_pickle=False, **arrays)
    part.replace(file)
