"use strict"
// Queries: from what was typed to clauses and filters. Never throws.
//
// A query is {clauses, filters}. All clauses must hold; a clause {not, any} holds where one of
// its chains does; a chain {terms, gaps} is phrases near each other, one alone as a rule; a term
// is {text, exact, title}. A filter {facet, values, not, text} limits the articles.

{
  const Wenji = (self.Wenji ??= {})

  const NEAR = 30 // folded characters between two phrases that are near each other

  const TITLE = "title"
  const FIELDS = new Map(
    Object.entries({
      title: ["标题", "標題", "题目", "題目", "title"],
      theme: ["专题", "專題", "theme"],
      year: ["年份", "年", "year"],
      genre: ["文种", "文種", "genre"],
      source: ["来源", "來源", "文件", "source"],
      author: ["作者", "author"],
    }).flatMap(([field, names]) => names.map((name) => [name, field])),
  )

  const QUOTES = "\"“”„‟＂"
  const BAR = "|｜"
  const MINUS = "-－"
  const SPACE = /\s/u
  const FIELD = /^(\p{L}{1,8})[:：](?=\S)/u
  const TILDE = /^[~～](\d{0,4})(?=\s|$)/u
  const WORD = /^[^\s|｜]+/u

  /** A query as its operators say. */
  function parse(text) {
    const tokens = tokenize(text)
    const clauses = []
    const filters = []
    let at = 0
    while (at < tokens.length) {
      const first = tokens[at++]
      if (first.facet) filters.push(first)
      if (!first.term) continue
      const clause = { not: first.not, any: [{ terms: [first.term], gaps: [] }] }
      while (tokens[at]?.join && tokens[at + 1]?.term && !tokens[at + 1].not) {
        const { join, gap } = tokens[at]
        const { term } = tokens[at + 1]
        if (join === "|") clause.any.push({ terms: [term], gaps: [] })
        else {
          const chain = clause.any.at(-1)
          chain.terms.push(term)
          chain.gaps.push(gap)
        }
        at += 2
      }
      clauses.push(clause)
    }
    return settled(clauses, filters)
  }

  /** The same text without operators: white space alone tells phrases apart. */
  function parsePlain(text) {
    const terms = text.split(/\s+/u).filter(Boolean)
    const clauses = terms.map((t) => ({ not: false, any: [single(t)] }))
    return { clauses, filters: [] }
  }

  const single = (text) => ({ terms: [{ text, exact: false, title: false }], gaps: [] })

  /** Where there is nothing to exclude from, what was to be excluded is what is looked for. */
  function settled(clauses, filters) {
    if (!filters.length && clauses.every((clause) => clause.not)) {
      for (const clause of clauses) clause.not = false
    }
    return { clauses, filters }
  }

  function tokenize(text) {
    const tokens = []
    let rest = text
    while (rest) {
      const [token, length] = next(rest)
      if (token) tokens.push(token)
      rest = rest.slice(length)
    }
    return tokens
  }

  /** The first token of a text (null for white space), and its length. */
  function next(text) {
    if (SPACE.test(text[0])) return [null, 1]
    if (BAR.includes(text[0])) return [{ join: "|" }, 1]
    const tilde = TILDE.exec(text)
    if (tilde) return [{ join: "~", gap: tilde[1] ? Number(tilde[1]) : NEAR }, tilde[0].length]
    if (MINUS.includes(text[0]) && text.length > 1 && !SPACE.test(text[1])) {
      const [token, length] = piece(text.slice(1))
      return [{ ...token, not: true }, length + 1]
    }
    return piece(text)
  }

  function piece(text) {
    const named = FIELD.exec(text)
    const field = named && FIELDS.get(named[1].toLowerCase())
    if (!field) return phrase(text, false)
    const skipped = named[0].length
    const [token, length] = phrase(text.slice(skipped), field === TITLE)
    if (field === TITLE || !token) return [token, length + skipped]
    const { text: value, exact } = token.term
    const values = exact ? [value] : value.split(/[,，]/u).filter(Boolean)
    const whole = text.slice(0, length + skipped)
    return [{ facet: field, values, not: false, text: whole }, whole.length]
  }

  function phrase(text, title) {
    const quoted = QUOTES.includes(text[0]) ? closing(text) : -1
    if (quoted > 1) {
      return [{ term: { text: text.slice(1, quoted), exact: true, title }, not: false }, quoted + 1]
    }
    const word = WORD.exec(text)
    if (!word) return [null, 1]
    return [{ term: { text: word[0], exact: false, title }, not: false }, word[0].length]
  }

  /** The quotation mark that closes a phrase: the first one with nothing but a gap behind it. */
  function closing(text) {
    for (let i = 1; i < text.length; i++) {
      const after = text[i + 1]
      const ends = after === undefined || SPACE.test(after) || BAR.includes(after)
      if (QUOTES.includes(text[i])) return ends ? i : -1
    }
    return -1
  }

  Object.assign(Wenji, { parse, parsePlain, NEAR })
}
