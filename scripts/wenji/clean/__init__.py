"""Cleaning: passes of pure rules over the text of one source.

A rule (or pass) is a function `text -> edits`: it looks at the present text and proposes edits;
`Draft.apply` alone changes text. The passes run in this order because each relies on what the ones
before have settled:

1. characters: `misread` (signs in a wrong encoding), `characters` (line ends, invisible ones,
   entities, damaged glyphs, radicals), `lookalikes` (∶ for ：), `records` (dumps of a program's
   records), `escapes` (codes that were spelt out), `set_apart` (words divided by spaces
   throughout), `links` (links and pictures of Markdown);
2. what stands round or between lines: `anchors` and `noise.bookmarks`, `noise.archive_labels`,
   `markdown_tables`, `sprinkled` (one sign between characters all over a text), `markup` and
   `edges_alike` (frames of every line, pasted tags), `tag_pairs` (tags round words), `line_ends`
   (ends of lines written as signs), `page_tails`, `leftovers` (lines of markup or code), `feet`
   (below a post or a page), `contents_lists` (tables of contents that no article follows),
   `title_sites` (behind a title), `page_dress` (numbers of pages with words or signs beside them,
   before other rules take some of these), `elsewhere` (what other files of the collection have as
   well);
3. words of a site inside lines: `stuck` (what returns at the ends and heads of paragraphs, and
   later between them), `tails` (behind a paragraph, before it), `inside` (in a sentence: known
   words; `lost`: what stands once), `torn` (in a sentence: whatever tears it);
4. whole lines of a site or a page: `noise` (known phrases; pagers, drawn lines), `disguised`
   (addresses), `recurring` and `cutting` (lines that return, whatever they say), `weighed` (by the
   weights of their words, with `machine`, `shapes`, `foreign` and `cut_once`), `pages` (page
   numbers, also in mid-sentence);
5. how lines belong together: `glued` (headings get lines of their own), `broken` (broken lines
   are joined, blank ones go), `markdown` and `typeset` (their signs go), `spaces.spaced_headings`.
   Each line is a paragraph now; `convert` puts in the breaks that splitting and outline ask for;
6. inside paragraphs (`WORD_PASSES`): `spaces`, `quotes`, `punctuation`.

A pass wrapped in `gaps.closing` joins the two halves of a sentence that the dropped line cut.
The modules without a pass serve the others: `gaps`, `pairs` (what stands together), `lexicon` (many
patterns as one), `wrapping` (the common shape of lines), `own_lines` (no rest of a paragraph),
`page_forms` and `title_numbers` (for `pages`), `composed` (what a line is made of), `places` (what
is above and below a line), `between` (for `stuck`). Words stand in
tables: `vocabulary`, `adverts`, `shape_words`, `remark_words.toml`, `interface_words.toml`.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from functools import partial

from wenji.clean import (
    anchors,
    broken,
    characters,
    contents_lists,
    cutting,
    disguised,
    edges_alike,
    elsewhere,
    escapes,
    feet,
    glued,
    inside,
    leftovers,
    line_ends,
    links,
    lookalikes,
    lost,
    markdown,
    markdown_tables,
    markup,
    misread,
    noise,
    page_dress,
    page_tails,
    pages,
    punctuation,
    quotes,
    records,
    recurring,
    set_apart,
    spaces,
    sprinkled,
    stuck,
    tag_pairs,
    tails,
    title_sites,
    torn,
    typeset,
    weighed,
)
from wenji.clean.gaps import closing
from wenji.draft import Draft
from wenji.model import Edit

Rule = Callable[[str], Iterable[Edit]]
Forbidden = Callable[[Draft, Edit], bool]

TEXT_PASSES: tuple[Rule, ...] = (  # 1. and 2.
    misread.misread_signs,
    characters.newlines,
    tag_pairs.colours,
    characters.controls,
    records.records,
    escapes.torn_codes,
    characters.entities,
    escapes.spelt_out,
    characters.glyphs,
    characters.vertical_signs,
    lookalikes.lookalikes,
    characters.radicals,
    set_apart.words_set_apart,
    links.links,
    closing(links.pictures),
    anchors.anchors,
    noise.bookmarks,
    noise.archive_labels,
    markdown_tables.tables,
    sprinkled.sprinkled_signs,
    markup.line_frames,
    edges_alike.edges_alike,
    line_ends.line_ends,
    escapes.torn_codes,  # once more: what was torn by a frame as well
    characters.entities,
    markup.tags,
    tag_pairs.tag_pairs,
    page_tails.page_tails,
    closing(leftovers.leftover_lines),
    closing(feet.feet),
    contents_lists.contents_lists,
    title_sites.title_sites,
    closing(page_dress.dressed_numbers),
)
REMARK_PASSES: tuple[Rule, ...] = (  # 3. to 5.
    stuck.stuck_ends,
    tails.glued_remarks,
    tails.leading_remarks,
    tails.bracketed_remarks,
    inside.advertisements,
    lost.invitations,
    torn.torn_sentences,
    partial(tag_pairs.tag_pairs, first=False),
    closing(noise.returning_lines),
    closing(noise.site_lines),
    closing(disguised.disguised_lines),
    closing(recurring.running_titles),
    closing(cutting.cutting_lines),
    closing(noise.pager),
    closing(weighed.weighed_lines),
    closing(stuck.stuck_lines),
    noise.separators,
    pages.page_numbers,
    glued.glued_headings,
    broken.broken_lines,
    stuck.stuck_ends,  # once more: what a wrap had torn
    tails.glued_remarks,
    tails.leading_remarks,
    markdown.markdown,
    typeset.typeset,
    broken.blank_lines,
    spaces.spaced_headings,
)
LINE_PASSES = (*TEXT_PASSES, *REMARK_PASSES)
WORD_PASSES: tuple[Rule, ...] = (
    spaces.stray_spaces,
    lookalikes.doubled_quotes,
    quotes.orientation,
    punctuation.angle_quotes,
    punctuation.half_width,
)


def clean_lines(
    draft: Draft, forbidden: Forbidden | None = None, site_lines: frozenset[str] = frozenset()
) -> Draft:
    """The passes up to paragraphs: afterwards each line of the draft is one paragraph.

    Edits that are `forbidden` (the editor has decided otherwise) are not made. `site_lines`: the
    keys of lines that files of the collection share and that are a site's (see `elsewhere`).
    """
    passes = [
        partial(elsewhere.glued_lines_of_sites, keys=site_lines),
        closing(partial(elsewhere.lines_of_sites, keys=site_lines)),
    ]
    return _run(draft, (*TEXT_PASSES, *(passes if site_lines else ()), *REMARK_PASSES), forbidden)


def clean_words(draft: Draft, forbidden: Forbidden | None = None) -> Draft:
    """The passes inside paragraphs; they add and remove no line break."""
    return _run(draft, WORD_PASSES, forbidden)


def _run(draft: Draft, passes: Iterable[Rule], forbidden: Forbidden | None) -> Draft:
    idle: set[Rule] = set()  # what they were found to leave alone is the present text still
    for rule in passes:
        edits = () if rule in idle else list(rule(draft.text))
        if not edits:
            idle.add(rule)
            continue
        if forbidden is not None:
            edits = [e for e in edits if not forbidden(draft, e)]
        former, draft = draft, draft.apply(edits)
        if draft is not former:
            idle.clear()
    return draft
