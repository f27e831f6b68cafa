"use strict"
// A link to a passage: the address of its paragraph and, for browsers that know them, the passage
// itself as a text fragment (`#paragraph:~:text=first words,last words`).

{
  const { reader } = self.Wenji
  const SHORT = 30 // characters of a passage that is quoted whole
  const LONG = 80 // and of one that is not quoted at all
  const EDGE = 10 // at least, of each end of a longer one
  const AROUND = 8 // at least, of what stands before and after, where the passage comes again

  /** In a text fragment `-` and `,` mean something. */
  const encoded = (text) => encodeURIComponent(text).replace(/-/gu, "%2D")

  /** Browsers find whole words only, and where words end in Chinese only a dictionary knows. */
  function edges(text) {
    if (!Intl.Segmenter) return null
    const parts = new Intl.Segmenter("zh", { granularity: "word" }).segment(text)
    return [0, ...Array.from(parts, ({ index, segment }) => index + segment.length)]
  }

  const until = (ends, at) => ends.find((end) => end >= at) ?? ends.at(-1)
  const from = (ends, at) => ends.findLast((end) => end <= at) ?? 0

  /** How often words stand on the page; a browser goes to the first place. */
  function times(words, page) {
    let count = 0
    for (let at = page.indexOf(words); at >= 0; at = page.indexOf(words, at + 1)) count++
    return count
  }

  /** The directive for [a, b) of a block's words, or nothing where it would lead elsewhere. */
  function within(whole, a, b, page) {
    const ends = edges(whole)
    if (!ends) return ""
    const [start, end] = [from(ends, a), until(ends, b)]
    const words = whole.slice(start, end).trim()
    const first = whole.slice(start, until(ends, start + EDGE)).trim()
    const last = whole.slice(from(ends, end - EDGE), end).trim()
    if (words.length > SHORT && times(first, page) === 1) return `${encoded(first)},${encoded(last)}`
    if (words.length > LONG) return ""
    if (times(words, page) === 1) return encoded(words)
    const [left, right] = [from(ends, Math.max(0, start - AROUND)), until(ends, end + AROUND)]
    if (times(whole.slice(left, right).trim(), page) !== 1) return ""
    const before = whole.slice(left, start).trim()
    const after = whole.slice(end, right).trim()
    const parts = [before && `${encoded(before)}-`, encoded(words), after && `-${encoded(after)}`]
    return parts.filter(Boolean).join(",")
  }

  /** The same from `a` in one block's words to `b` in another's. */
  function across(head, a, tail, b, page) {
    const [starts, ends] = [edges(head), edges(tail)]
    if (!starts || !ends) return ""
    const start = from(starts, a)
    const end = until(ends, b)
    const first = head.slice(start, until(starts, start + EDGE)).trim()
    const last = tail.slice(from(ends, Math.max(0, end - EDGE)), end).trim()
    return times(first, page) === 1 ? `${encoded(first)},${encoded(last)}` : ""
  }

  /** The address of a passage (`reader.passage`); of a whole block it is the block's own. */
  reader.link = (parts) => {
    const [first, last] = [parts[0], parts.at(-1)]
    const own = encodeURIComponent(reader.idOf(first.block))
    const url = `${reader.published(reader.root.dataset.page)}#${own}`
    const whole = reader.plain(first.block)
    if (parts.length === 1 && first.words === whole) return url
    const page = reader.words(document.body.innerText)
    const text = parts.length === 1
      ? within(whole, first.start, first.start + first.words.length, page)
      : across(whole, first.start, reader.plain(last.block), last.words.length, page)
    return text ? `${url}:~:text=${text}` : url
  }
}
