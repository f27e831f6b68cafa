"""One file of the sources folder, as worker processes convert it.

They import this and what it needs, and nothing of what looks at the whole collection.
"""

from __future__ import annotations

import traceback
from pathlib import Path

from wenji.clean.elsewhere import short_lines
from wenji.convert import convert_decoded
from wenji.decode import NotText, decode
from wenji.editor.decided import about_source
from wenji.editor.masks import Masks
from wenji.given import Given
from wenji.model import Finding, Source
from wenji.personal.numbers import find as find_numbers
from wenji.read import read_source, unconverted
from wenji.survey import Survey
from wenji.time_limit import OutOfTimeError, limit_for, within


def survey_file(given: Given, path: str) -> Survey:
    """The short lines of one file, by which files of one site are told; none where it has no text.

    What is wrong with it is found once more, and told, when it is converted.
    """
    raw, problem = read_source(given.folder, path)
    if problem is not None:
        return {}
    try:
        with within(limit_for(len(raw.data))):
            text = decode(raw.data).text
            masks = Masks.among(about_source(given.decisions, path))
            if masks.decisions:  # as the text is kept, so that the audit finds the same
                text = masks.on(text, path, find_numbers(text)).text
            found = short_lines(text)
            given.keep_survey(raw, path, found)
            return found
    except Exception:  # no text, or a defect of ours: `convert_file` tells the editor
        return {}


def convert_file(given: Given, path: str, site_lines: frozenset[str] = frozenset()) -> Source:
    """One file; whatever goes wrong in it is its own finding and costs nothing else.

    `site_lines`: the lines of a site that other files have as well.
    """
    raw, problem = read_source(given.folder, path)
    if problem is not None:
        return unconverted(raw, problem)
    limit = limit_for(len(raw.data))
    try:
        with within(limit):
            decoded = decode(raw.data)
            about = about_source(given.decisions, path)
            source = convert_decoded(raw, decoded, about, site_lines)
            given.keep_source(raw, path, decoded, site_lines, source)
            return source
    except NotText:
        return unconverted(raw, Finding("source-binary", raw.id))
    except OutOfTimeError:
        return unconverted(raw, Finding("source-slow", raw.id, args={"seconds": f"{limit:.0f}"}))
    except Exception as error:  # a defect of ours; the run goes on, the editor is told
        frame = traceback.extract_tb(error.__traceback__)[-1]
        reason = f"{type(error).__name__}: {error} ({Path(frame.filename).name}:{frame.lineno})"
        return unconverted(raw, Finding("source-failed", raw.id, args={"reason": reason}))
