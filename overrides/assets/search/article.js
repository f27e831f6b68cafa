"use strict"
// One article's title and text: where a query stands in them, and lines of context.

{
  const Wenji = (self.Wenji ??= {})
  const { Spans, evaluate, termsOf, hits } = Wenji

  const BEFORE = 16 // characters of context before a hit
  const AFTER = 28 // and after it

  class ArticleText {
    /**
     * `second` are title and text in their second spelling; `shown` what is cut from them by
     * places in title and text (a text, or what `Script` makes of it).
     */
    constructor(folding, title, text, second = { title, text }, shown = { title, text }) {
      const head = folding.places(title)
      const body = folding.places(text)
      Object.assign(this, { folding, title, text, second, shown, head, body })
      this.varies = second.title !== title || second.text !== text
      this.codes = [...head.codes, 0, ...body.codes]
      this.others = this.varies
        ? [...folding.codes(second.title), 0, ...folding.codes(second.text)]
        : this.codes
      this.base = head.codes.length + 1
    }

    /** Non-overlapping places of a term, as in the index: the title, a gap, the text. */
    find(term, article = 0) {
      const out = new Spans()
      if (term.kept) {
        for (const [part, text, other, base] of [
          [this.head, this.title, this.second.title, 0],
          [this.body, this.text, this.second.text, this.base],
        ]) {
          const kept = this.folding.keptPlaces(text)
          const others = other === text ? kept.codes : this.folding.keptPlaces(other).codes
          for (const at of places(kept.codes, others, term.kept)) {
            const end = kept.places[at + term.kept.length] ?? text.length
            const a = firstFrom(part.places, kept.places[at])
            const b = firstFrom(part.places, end)
            if (b > a) out.add(article, base + a, base + b)
          }
        }
      } else {
        for (const at of places(this.codes, this.others, term.codes)) {
          out.add(article, at, at + term.codes.length)
        }
      }
      return out
    }

    /** The clauses' spans if the article holds the query, else null. */
    evaluate(query) {
      const title = this.head.codes.length
      const found = evaluate(query, (term) => this.find(term), () => title, [0])
      return found.articles.length ? found.clauses : null
    }

    /** What is marked for a query: hits in order, and in each the marks of its terms. */
    marks(query, clauses = this.evaluate(query)) {
      if (!clauses) return []
      const found = hits(clauses.flatMap((spans) => spans.of(0)))
      const all = hits(termsOf(query).flatMap((term) => this.find(term).of(0)))
      return found.map(([start, end]) => ({
        title: start < this.base - 1,
        marks: all.filter(([a, b]) => a < end && b > start).map((mark) => this.range(mark)),
      }))
    }

    /** A folded span as a range [start, end] of the title or the text (UTF-16). */
    range([start, end]) {
      const inTitle = start < this.base - 1
      const part = inTitle ? this.head : this.body
      const text = inTitle ? this.title : this.text
      const base = inTitle ? 0 : this.base
      const last = part.places[end - 1 - base]
      return [part.places[start - base], last + String.fromCodePoint(text.codePointAt(last)).length]
    }

    /** Lines of context: one a hit of the text; each a list of [string, is marked]. */
    lines(found) {
      const body = found.map((hit, n) => ({ ...hit, n: n + 1 })).filter((hit) => !hit.title)
      const all = body.flatMap((hit) => hit.marks)
      return body.map(({ marks, n }) => {
        const [start, end] = [marks[0][0], marks.at(-1)[1]]
        const a = Math.max(0, start - BEFORE)
        const b = Math.min(this.text.length, end + AFTER)
        return { n, parts: this.cut("text", a, b, all) }
      })
    }

    /** The title, marked. */
    titleParts(found) {
      const marks = found.filter((hit) => hit.title).flatMap((hit) => hit.marks)
      return this.cut("title", 0, this.title.length, marks)
    }

    /** The beginning of the text, about so many characters. */
    beginning(length) {
      return this.cut("text", 0, Math.min(length, this.text.length), [])
    }

    /** A stretch of title or text as [string, is marked], "…" where it is cut. */
    cut(which, from, to, marks) {
      const { [which]: text } = this
      const { [which]: shown } = this.shown
      let a = from
      let b = to
      if (a && low(text, a)) a++
      if (b < text.length && low(text, b)) b++
      const out = []
      const add = (start, end, marked) => {
        const part = shown.slice(start, end).replace(/\s+/gu, " ")
        if (part) out.push([part, marked])
      }
      let at = a
      for (const [start, end] of marks) {
        if (end <= at || start >= b) continue
        add(at, Math.max(at, start), false)
        add(Math.max(at, start), Math.min(end, b), true)
        at = Math.min(end, b)
      }
      add(at, b, false)
      if (a > 0) out.unshift(["…", false])
      if (b < text.length) out.push(["…", false])
      return out
    }
  }

  const low = (text, at) => (text.charCodeAt(at) & 0xfc00) === 0xdc00

  /** Where `codes` stands in `row`, each of them there or in `others`; not overlapping. */
  function places(row, others, codes) {
    const out = []
    const last = row.length - codes.length
    const next = (from) => {
      if (others === row) return row.indexOf(codes[0], from)
      let at = from
      while (at <= last && row[at] !== codes[0] && others[at] !== codes[0]) at++
      return at
    }
    for (let at = next(0); at >= 0 && at <= last; ) {
      let n = 1
      while (n < codes.length && (row[at + n] === codes[n] || others[at + n] === codes[n])) n++
      if (n === codes.length) out.push(at)
      at = next(n === codes.length ? at + n : at + 1)
    }
    return out
  }

  function firstFrom(list, value) {
    let a = 0
    let b = list.length
    while (a < b) {
      const middle = (a + b) >> 1
      if (list[middle] < value) a = middle + 1
      else b = middle
    }
    return a
  }

  Object.assign(Wenji, { ArticleText })
}
