"use strict"
// One search: which articles hold the query, in which order, and a page of them.

{
  const Wenji = (self.Wenji ??= {})
  const { compile, evaluate, termsOf, scorer, sorted, grouped, hits } = Wenji

  const PAGE = 10 // results on a page
  const FEW = 10 // articles that are checked on their texts rather than by reading the index
  const MOST_CHECKED = 60 // articles of which a quoted phrase is checked, best first
  const MOST_SAME = 5 // duplicates listed under a result
  const BEGINNING = 80 // characters of a text that are shown where nothing in it is marked

  class Run {
    constructor(library, { sort, page = 1, size = PAGE, facets = {}, signal } = {}) {
      Object.assign(this, { library, sort, number: page, size, facets, signal })
      this.texts = new Map()
    }

    #go() {
      this.signal?.throwIfAborted()
    }

    /** A compiled query; filters become tests, those that name nothing become phrases. */
    async resolved(parsed) {
      const { library } = this
      const tests = []
      const clauses = [...parsed.clauses]
      for (const filter of parsed.filters) {
        const test = await library.test(filter)
        if (test) tests.push(test)
        else {
          const term = { text: filter.text, exact: false, title: false }
          clauses.push({ not: filter.not, any: [{ terms: [term], gaps: [] }] })
        }
      }
      return { ...compile({ clauses, filters: [] }, library.folding), tests }
    }

    /** The articles that hold the query: {query, articles, clauses, unchecked}. */
    async exact(query) {
      const nothing = { query, articles: [], clauses: [], unchecked: 0 }
      if (!query.clauses.length && !query.tests.length) return nothing
      const allowed = (article) => query.tests.every((test) => test(article))
      const first = longest(query)
      const spans = new Map()
      if (first) {
        await this.spans([first], spans, termsOf(query, true).length === 1)
        const candidates = spans.get(first.key).articles.filter(allowed)
        if (!candidates.length && !this.#alternative(query, first)) return nothing
        if (candidates.length <= FEW && termsOf(query, true).length > 1) {
          if (!this.#alternative(query, first)) return this.#checked(query, candidates, 0)
        }
      }
      await this.spans(termsOf(query, true), spans)
      const of = (term) => spans.get(term.key)
      const { library } = this
      if (!query.clauses.some((clause) => !clause.not)) await library.whole()
      const found = evaluate(query, of, library.titleOf, library.all)
      const articles = found.articles.filter(allowed)
      if (!found.loose) return { query, articles, clauses: found.clauses, unchecked: 0 }
      const order = sorted(articles, "relevance", scorer(found.clauses, library), library)
      const most = order.slice(0, MOST_CHECKED).map(({ article }) => article)
      const unchecked = Math.max(0, articles.length - MOST_CHECKED)
      return this.#checked(query, most, unchecked, found.clauses)
    }

    /** Whether an article may hold the query without holding this term. */
    #alternative(query, term) {
      const holds = ({ terms }) => terms.some(({ key }) => key === term.key)
      return !query.clauses.some(({ not, any }) => !not && any.every(holds))
    }

    /** The spans of terms, put into the map `spans` by their keys. */
    async spans(terms, spans, alone = false) {
      const missing = terms.filter(({ key }) => !spans.has(key))
      await Promise.all(
        missing.map(async (term) => {
          const found = await this.library.phrase(term.codes, alone)
          if (term.kept) found.loose = true
          spans.set(term.key, found)
        }),
      )
      this.#go()
    }

    /** Which of the articles hold the query, looked up in their texts. */
    async #checked(query, articles, unchecked, before) {
      const kept = []
      const clauses = query.clauses.filter((c) => !c.not).map(() => new Wenji.Spans())
      before?.forEach(({ headings }, i) => Object.assign(clauses[i], { headings }))
      const texts = await Promise.all(articles.map((article) => this.read(article)))
      this.#go()
      for (const { article, text } of texts.sort((a, b) => a.article - b.article)) {
        const found = text.evaluate(query)
        if (!found) continue
        kept.push(article)
        found.forEach((spans, i) => {
          for (const [start, end] of spans.of(0)) clauses[i].add(article, start, end)
        })
      }
      return { query, articles: kept, clauses, unchecked }
    }

    /** An article with its result line and text. */
    read(article) {
      if (!this.texts.has(article)) this.texts.set(article, this.library.read(article))
      return this.texts.get(article)
    }

    /** A page of results. */
    async page(typed, found, { plain, empty }) {
      const { library, facets, size } = this
      const articles = found.articles.filter(library.chosen(facets))
      const score = scorer(found.clauses, library)
      const groups = grouped(sorted(articles, this.sort, score, library), library)
      const pages = Math.max(1, Math.ceil(groups.length / size))
      const page = Math.min(Math.max(1, this.number), pages)
      const shown = groups.slice((page - 1) * size, page * size)
      return {
        typed, plain, empty, near: false, page, pages,
        hits: articles.reduce((n, article) => n + countHits(found.clauses, article), 0),
        articles: articles.length,
        groups: groups.length,
        unchecked: found.unchecked,
        facets: library.counts(found.articles, facets),
        results: await Promise.all(shown.map((group) => this.result(group, found.query))),
      }
    }

    async result({ article, score, same }, query) {
      const { library } = this
      const others = await Promise.all(
        same.slice(0, MOST_SAME).map(async (n) => ({ ...(await library.line(n)), article: n })),
      )
      const theme = library.facet("theme", article)?.names ?? null
      const more = same.length - others.length
      const result = { theme, article, score, same: others, more }
      try {
        const { line, text } = await this.read(article)
        this.#go()
        Object.assign(result, line, { theme })
        const marks = text.marks(query)
        const lines = text.lines(marks)
        result.title = text.titleParts(marks)
        result.lines = lines.length ? lines : [{ n: 0, parts: text.beginning(BEGINNING) }]
        result.varies = text.varies
        result.hits = marks.length
      } catch (error) {
        if (!error.kind) throw error
        const failed = { kind: error.kind, file: error.file }
        const line = await library.line(article)
        const rest = { theme, title: [[line.title, false]], lines: [], hits: 0, failed }
        Object.assign(result, line, rest)
      }
      return result
    }
  }

  /** The term that all articles must hold and that is likely the rarest. */
  function longest(query) {
    const terms = query.clauses
      .filter(({ not, any }) => !not && any.length === 1)
      .flatMap(({ any }) => any[0].terms)
    return terms.sort((a, b) => b.codes.length - a.codes.length)[0]
  }

  const countHits = (clauses, article) => hits(clauses.flatMap((spans) => spans.of(article))).length

  Object.assign(Wenji, { Run })
}
