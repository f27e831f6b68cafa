"use strict"
// The text of an article as its reader sees it: blocks, their addresses, passages of them. What
// the collation view has put into the text is no part of it.

{
  const { reader } = self.Wenji
  const text = document.querySelector("[data-wj-text]")
  const ADDED = ".wj-original, .wj-around, .wj-source, .wj-sign, .wj-added, del, sup"
  const MARK = "~" // between the words and the digest of a paragraph's address

  const words = (string) => string.replace(/\s+/gu, " ").trim()

  /** The visible words of a node or a fragment; those of a table's cells are set apart. */
  function plain(node) {
    const copy = node.cloneNode(true)
    for (const added of copy.querySelectorAll(`${ADDED}, .wj-drawn`)) added.remove()
    for (const cell of copy.querySelectorAll("td, th")) cell.append(" ")
    return words(copy.textContent)
  }

  const blocks = () => self.Wenji.blocksOf(text).filter((block) => !block.matches(ADDED))

  /** The block of the text that holds a node, or nothing. */
  function blockOf(node) {
    let at = node
    let row = null
    while (at && at.parentNode !== text) {
      if (at.matches?.("tr")) row = at
      at = at.parentNode
    }
    const block = at?.matches?.("table") ? row : at
    return block && !block.matches?.(ADDED) ? block : null
  }

  /** The address of a block: its own, or of something in it. */
  const idOf = (block) => block.id || block.querySelector("[id]:not(.wj-edit)")?.id || ""

  const seen = () => blocks().find((block) => block.getBoundingClientRect().bottom > innerHeight / 5)

  /** The parts of blocks that a range holds: their words, and where in the block's they start. */
  function passage(range) {
    const parts = []
    for (const block of blocks()) {
      if (!range.intersectsNode(block)) continue
      const part = document.createRange()
      part.selectNodeContents(block)
      if (range.compareBoundaryPoints(Range.START_TO_START, part) > 0) {
        part.setStart(range.startContainer, range.startOffset)
      }
      if (range.compareBoundaryPoints(Range.END_TO_END, part) < 0) {
        part.setEnd(range.endContainer, range.endOffset)
      }
      const held = part.collapsed ? "" : plain(part.cloneContents())
      if (!held) continue
      part.setEnd(part.startContainer, part.startOffset)
      part.setStart(block, 0)
      const before = plain(part.cloneContents()).length
      parts.push({ block, words: held, start: plain(block).indexOf(held, Math.max(0, before - 1)) })
    }
    return parts
  }

  /** Where an address leads, also when the paragraph has been edited: its first words are known. */
  function find(id) {
    const whole = id && document.getElementById(id)
    if (whole || !id.includes(MARK)) return { block: whole, edited: false }
    const start = id.slice(0, id.lastIndexOf(MARK) + 1)
    return { block: blocks().find((block) => block.id.startsWith(start)) ?? null, edited: true }
  }

  /** A link from before an edit: go to what is left of its paragraph, and say so. */
  function follow() {
    let id
    try {
      id = decodeURIComponent(location.hash.slice(1))
    } catch {
      return
    }
    const { block, edited } = find(id)
    if (!edited) return
    for (const old of text.querySelectorAll(".wj-target")) old.classList.remove("wj-target")
    block?.classList.add("wj-target")
    block?.scrollIntoView({ block: "center", behavior: "instant" })
    reader.tell(reader.t(block ? "paragraph-edited" : "paragraph-gone"))
  }

  if (text) {
    Object.assign(reader, { text, words, plain, blocks, blockOf, idOf, seen, passage, find })
    addEventListener("hashchange", follow)
    if (document.readyState === "complete") follow()
    else addEventListener("load", follow)
  }
}
