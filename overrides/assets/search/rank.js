"use strict"
// Order of results: titles first, then headings, then phrases that are frequent for the length
// of the text (BM25 over whole phrases), stand early, and stand close to each other.

{
  const Wenji = (self.Wenji ??= {})

  const K1 = 1.2 // BM25's usual values: how fast more of the same counts less,
  const B = 0.75 // and how much a long text counts less
  const TITLE = 3 // more than the K1 + 1 that frequency can give at most
  const WHOLE_TITLE = 3 // times the part of the title that the phrase makes up
  const HEADING = 1 // for the first heading that holds a phrase, less for more
  const EARLY = 0.4
  const EARLY_LENGTH = 200 // characters
  const CLOSE = 1.5
  const CLOSE_LENGTH = 12

  /** A function article → score, for the clauses of a query. */
  function scorer(clauses, library) {
    const average = library.average
    const weights = clauses.map(({ size }) => {
      return Math.log(1 + (library.size - size + 0.5) / (size + 0.5)) + 0.05
    })
    return (article) => {
      const { title, text } = library.lengths(article)
      const norm = K1 * (1 - B + (B * text) / average)
      let score = 0
      const found = clauses.map((spans) => spans.of(article))
      found.forEach((places, i) => {
        if (!places.length) return
        const inTitle = places.filter(([start]) => start < title)
        const frequency = places.length - inTitle.length
        let part = (frequency * (K1 + 1)) / (frequency + norm)
        if (inTitle.length) {
          const covered = Math.max(...inTitle.map(([start, end]) => end - start)) / title
          part += TITLE + WHOLE_TITLE * covered
        }
        const headings = clauses[i].headings.get(article) ?? 0
        part += (HEADING * 2 * headings) / (headings + 1)
        const first = places.find(([start]) => start > title)
        if (first) part += EARLY / (1 + (first[0] - title) / EARLY_LENGTH)
        score += weights[i] * part
      })
      if (clauses.length > 1) {
        const smallest = Math.min(...weights)
        score += smallest * (clauses.length - 1) * CLOSE * closeness(found)
      }
      return score
    }
  }

  /** 1 where the clauses stand side by side, less the farther apart they are. */
  function closeness(found) {
    const [first, ...rest] = [...found].sort((a, b) => a.length - b.length)
    let best = 0
    for (const [start, end] of first.slice(0, 200)) {
      let gap = 0
      for (const places of rest) {
        gap += Math.min(...places.slice(0, 500).map(([s, e]) => Math.max(0, s - end, start - e)))
      }
      best = Math.max(best, 1 / (1 + gap / rest.length / CLOSE_LENGTH))
    }
    return best
  }

  const ORDERS = {
    relevance: () => () => 0,
    date: (library) => (a, b) => library.date(b) - library.date(a),
    source: (library) => (a, b) => library.sourceOrder(a, b),
  }

  /** Articles in the order asked for; ties go by score, then by number. */
  function sorted(articles, sort, score, library) {
    const order = (ORDERS[sort] ?? ORDERS.relevance)(library)
    const scored = articles.map((article) => ({ article, score: score(article) }))
    scored.sort((a, b) => order(a.article, b.article) || b.score - a.score || a.article - b.article)
    return scored
  }

  /** Duplicates put together under the first of them. */
  function grouped(scored, library) {
    const groups = new Map()
    for (const entry of scored) {
      const root = library.original(entry.article)
      const group = groups.get(root)
      if (group) group.same.push(entry.article)
      else groups.set(root, { ...entry, same: [] })
    }
    return [...groups.values()]
  }

  Object.assign(Wenji, { scorer, sorted, grouped })
}
