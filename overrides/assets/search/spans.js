"use strict"
// Spans: where something occurs. `articles` ascending; the spans of the i-th one are those from
// `from[i]` to `from[i + 1]` in `start` and `end`, ascending, counted in folded characters from
// the start of the title (the text begins after the title and a gap). `loose` says that there
// may be too many: the texts have to be looked at.

{
  const Wenji = (self.Wenji ??= {})

  class Spans {
    constructor(loose = false) {
      Object.assign(this, { articles: [], from: [0], start: [], end: [], loose })
      this.headings = new Map() // article → how many lie in its headings, as far as is known
    }

    /** Add a span; articles come in ascending order. */
    add(article, start, end) {
      if (this.articles.at(-1) !== article) {
        this.articles.push(article)
        this.from.push(this.start.length)
      }
      this.start.push(start)
      this.end.push(end)
      this.from[this.articles.length] = this.start.length
    }

    get size() {
      return this.articles.length
    }

    /** The place of an article in `articles`, -1 if it is not there. */
    find(article) {
      let low = 0
      let high = this.articles.length
      while (low < high) {
        const middle = (low + high) >> 1
        if (this.articles[middle] < article) low = middle + 1
        else high = middle
      }
      return this.articles[low] === article ? low : -1
    }

    /** The spans of one article, as [start, end]. */
    of(article) {
      const at = this.find(article)
      const out = []
      if (at < 0) return out
      for (let i = this.from[at]; i < this.from[at + 1]; i++) out.push([this.start[i], this.end[i]])
      return out
    }

    filter(keep) {
      const out = new Spans(this.loose)
      this.articles.forEach((article, n) => {
        for (let i = this.from[n]; i < this.from[n + 1]; i++) {
          const [start, end] = [this.start[i], this.end[i]]
          if (keep(article, start, end)) out.add(article, start, end)
        }
      })
      return out
    }
  }

  /** Where any of several occurs. */
  function union(list) {
    if (list.length === 1) return list[0]
    const out = new Spans(list.some((spans) => spans.loose))
    for (const [article, n] of list.flatMap(({ headings }) => [...headings])) {
      out.headings.set(article, (out.headings.get(article) ?? 0) + n)
    }
    const articles = [...new Set(list.flatMap((spans) => spans.articles))].sort((a, b) => a - b)
    for (const article of articles) {
      const found = list.flatMap((spans) => spans.of(article)).sort(byPlace)
      for (const [start, end] of found) out.add(article, start, end)
    }
    return out
  }

  /** Where `a` and `b` stand at most `gap` characters apart: spans that hold both. */
  function near(a, b, gap, titleOf) {
    const out = new Spans(a.loose || b.loose)
    for (const article of common([a, b])) {
      const title = titleOf(article)
      const others = b.of(article)
      let first = 0
      const found = []
      for (const [start, end] of a.of(article)) {
        while (first < others.length && others[first][1] + gap < start) first++
        let best = null
        for (let i = first; i < others.length && others[i][0] <= end + gap; i++) {
          const [s, e] = others[i]
          const apart = Math.max(s - end, start - e)
          if (apart < 0 || apart > gap || (s > title) !== (start > title)) continue
          if (!best || apart < best.apart) best = { s, e, apart }
        }
        if (best) found.push([Math.min(start, best.s), Math.max(end, best.e)])
      }
      for (const [start, end] of found.sort(byPlace)) out.add(article, start, end)
    }
    return out
  }

  /** The articles that stand in every one of `list`. */
  function common(list) {
    const [first, ...rest] = [...list].sort((a, b) => a.size - b.size)
    return first.articles.filter((article) => rest.every((spans) => spans.find(article) >= 0))
  }

  /** Spans of one article put together where they overlap: each is one hit. */
  function hits(spans) {
    const out = []
    for (const [start, end] of [...spans].sort(byPlace)) {
      const last = out.at(-1)
      if (last && start < last[1]) last[1] = Math.max(last[1], end)
      else out.push([start, end])
    }
    return out
  }

  const byPlace = (a, b) => a[0] - b[0] || a[1] - b[1]

  Object.assign(Wenji, { Spans, union, near, common, hits })
}
