"use strict"
// Which articles a query means, from the spans of its phrases: the same for the index (all
// articles) and for a text (one article).

{
  const Wenji = (self.Wenji ??= {})
  const { union, near, common } = Wenji

  /** A parsed query with folded phrases; what folds to nothing is left out. */
  function compile({ clauses, filters }, folding) {
    const folded = clauses.map(({ not, any }) => {
      const chains = any.map(({ terms, gaps }) => foldedChain(terms, gaps, folding))
      return { not, any: chains.filter((chain) => chain.terms.length) }
    })
    return { clauses: folded.filter((clause) => clause.any.length), filters }
  }

  function foldedChain(terms, gaps, folding) {
    const chain = { terms: [], gaps: [] }
    terms.forEach((term, i) => {
      const codes = folding.codes(term.text)
      if (!codes.length) return
      if (chain.terms.length) chain.gaps.push(gaps[i - 1])
      const kept = term.exact ? folding.keptCodes(term.text) : null
      const key = `${term.exact ? "=" : ""}${(kept ?? codes).join(" ")}`
      chain.terms.push({ text: term.text, title: term.title, codes, kept, key })
    })
    return chain
  }

  /** All terms of the clauses that must hold (or of all). */
  function termsOf(query, negative = false) {
    const out = new Map()
    for (const clause of query.clauses) {
      if (clause.not && !negative) continue
      for (const chain of clause.any) for (const term of chain.terms) out.set(term.key, term)
    }
    return [...out.values()]
  }

  /**
   * The articles that hold the query, and the spans of each clause that must hold.
   * `spansOf(term)`, `titleOf(article)` (folded length), `all` articles.
   */
  function evaluate(query, spansOf, titleOf, all) {
    const spans = (clause) => union(clause.any.map((c) => chainSpans(c, spansOf, titleOf)))
    const clauses = query.clauses.filter((c) => !c.not).map(spans)
    let articles = clauses.length ? common(clauses) : all
    let loose = clauses.some((found) => found.loose)
    for (const clause of query.clauses.filter((c) => c.not)) {
      const found = spans(clause)
      if (found.loose) loose ||= articles.some((a) => found.find(a) >= 0)
      else articles = articles.filter((article) => found.find(article) < 0)
    }
    return { articles, clauses, loose }
  }

  function chainSpans({ terms, gaps }, spansOf, titleOf) {
    const [first, ...rest] = terms.map((term) => {
      const spans = spansOf(term)
      return term.title ? spans.filter((article, start) => start < titleOf(article)) : spans
    })
    return rest.reduce((found, spans, i) => near(found, spans, gaps[i], titleOf), first)
  }

  Object.assign(Wenji, { compile, evaluate, termsOf })
}
