"""What reads as a title beside the beginning of an article, and what never does."""

from __future__ import annotations

import re

from wenji.facts import is_dateline, is_fact_line
from wenji.numbering import label_at
from wenji.sentences import ended
from wenji.split.habits import TITLE_LENGTH

MOST_COMMAS = 1  # in a title; origin: judgement, more are of a sentence that breaks off
_COMMA = re.compile("[，；]")
# The name of a collection is no text's title: 护渠心得选编, 渠边故事大全.
COLLECTION = re.compile(r"(?:汇编|合集|选编|集锦|大全|精选|[0-9一二三四五六七八九十]+\s*篇)[）)]?$")


def is_title(text: str) -> bool:
    """Whether a line may be a title by itself: short, no sentence, no fact."""
    return (
        len(text) <= TITLE_LENGTH
        and not ended(text)
        and text[-1] not in "，,、；"
        and len(_COMMA.findall(text)) <= MOST_COMMAS
        and not is_fact_line(text)
        and not is_dateline(text)
        and any(c.isalpha() for c in text)
    )


def is_heading(text: str) -> bool:
    """Whether a line begins with a section's number."""
    return label_at(text) is not None
