"use strict"
// The answer when nothing holds the query: articles that hold some of its phrases, or passages
// that come nearest to the longest one. All of it is marked as near.

{
  const Wenji = (self.Wenji ??= {})
  const { termsOf, scorer, sorted, grouped, nearPassages } = Wenji

  const MOST_PARTS = 6 // parts of a query that are offered

  async function near(run, typed, query) {
    const { library, facets, size } = run
    const allowed = (article) => query.tests.every((test) => test(article))
    const terms = termsOf(query)
    const spans = new Map()
    await run.spans(terms, spans)
    const held = terms.filter(({ key }) => spans.get(key).articles.some(allowed))
    const nothing = {
      typed, plain: false, empty: false, near: true, page: 1, pages: 1,
      hits: 0, articles: 0, groups: 0, unchecked: 0,
      facets: library.counts([], facets), results: [], parts: [], marks: "",
    }
    if (held.length && terms.length > 1) {
      return { ...nothing, ...(await someOf(run, held, spans, allowed)) }
    }
    const [phrase] = [...terms].sort((a, b) => b.codes.length - a.codes.length)
    if (!phrase || phrase.codes.length < 2) return nothing
    const passages = await nearPassages(phrase.codes, library, size)
    const results = passages.filter(({ article }) => allowed(article)).map(shown)
    const parts = longestOf(results.flatMap((result) => result.parts)).slice(0, MOST_PARTS)
    return { ...nothing, results, parts, marks: anyOf(parts) }
  }

  /** Articles that hold some of the phrases, the most of them first. */
  async function someOf(run, held, spans, allowed) {
    const { library, size } = run
    const clauses = held.map(({ key }) => spans.get(key))
    const articles = [...new Set(clauses.flatMap((found) => found.articles))].filter(allowed)
    const score = scorer(clauses, library)
    const many = (article) => clauses.filter((found) => found.find(article) >= 0).length
    const byMany = (article) => many(article) * 1000 + score(article)
    const groups = grouped(sorted(articles, "relevance", byMany, library), library)
    const any = held.map((term) => ({ terms: [{ ...term, title: false }], gaps: [] }))
    const query = { clauses: [{ not: false, any }] }
    const results = groups.slice(0, size).map((group) => run.result(group, query))
    const parts = held.map(({ text }) => text)
    return { results: await Promise.all(results), parts, marks: anyOf(parts) }
  }

  function shown({ article, line, text, spans, covered }) {
    const hits = spans.map((span) => {
      return { title: span[0] < text.base - 1, marks: [text.range(span)] }
    })
    const marks = hits.filter(({ title }) => !title).flatMap((hit) => hit.marks)
    const lines = marks.length ? text.lines([{ title: false, marks }]) : []
    return {
      ...line, theme: null, article, varies: text.varies, score: covered, same: [], more: 0, hits: 0,
      parts: hits.map(({ title, marks: [[a, b]] }) => {
        return text.shown[title ? "title" : "text"].slice(a, b)
      }),
      title: text.titleParts(hits),
      lines: lines.map((row) => ({ ...row, n: 0 })),
    }
  }

  /** The strings that are no part of another one, the longest first. */
  function longestOf(strings) {
    const sorted = [...new Set(strings)].sort((a, b) => b.length - a.length)
    return sorted.filter((s, i) => !sorted.slice(0, i).some((other) => other.includes(s)))
  }

  /** The query that marks any of these parts. */
  const anyOf = (parts) => parts.map((part) => part.replace(/\s+/gu, "")).join(" | ")

  Object.assign(Wenji, { near })
}
