"use strict"
// All indexes of the manifest as one: articles numbered throughout, their data, their facets.

{
  const Wenji = (self.Wenji ??= {})
  const { Index, Spans, StoreError, ArticleText, openFolding, openScript, secondOf } = Wenji

  const FORMAT = 4 // of the index: `FORMAT` in scripts/wenji/search/build.py

  const FACETS = ["theme", "year", "genre", "source", "author"]
  const RANGE = /^(\d{4})\s*(?:-|–|—|－|\.\.|~|～)\s*(\d{4})$/u
  const LOADED = ["source", "author"] // their values are told by the sheets alone
  const UNDATED = -Infinity

  class Library {
    /** `lang` is that of the pages, which says in which script texts are shown. */
    static async open(store, lang) {
      const { format, indexes } = await store.json("manifest")
      if (format !== FORMAT) throw new StoreError("outdated", "manifest")
      const opening = [openFolding(store, indexes), openScript(store, indexes, lang)]
      return new Library(store, ...(await Promise.all(opening)), indexes)
    }

    constructor(store, folding, script, entries) {
      this.paths = entries.map(({ path }) => path).join()
      Object.assign(this, { folding, script })
      this.indexes = []
      this.size = 0
      for (const entry of entries) {
        this.indexes.push(new Index(store, entry, this.size))
        this.size += this.indexes.at(-1).size
      }
      const length = entries.reduce((sum, { text }) => sum + text, 0)
      this.average = Math.max(1, length / Math.max(1, this.size))
      this.facets = new Map(FACETS.map((name) => [name, new Map()])) // values by key
    }

    /** Load what is known of every article: for queries that only exclude or filter. */
    whole() {
      return Promise.all(this.indexes.map(({ sheets }) => sheets.all()))
    }

    get all() {
      return Array.from({ length: this.size }, (_, n) => n)
    }

    #at(article) {
      const index = this.indexes.findLast((i) => i.base <= article)
      return [index, article - index.base]
    }

    // What follows tells of articles that a search has found, or of any after `whole`.

    #value(name, article) {
      const [{ sheets }, n] = this.#at(article)
      return sheets.value(name, n)
    }

    lengths(article) {
      return { title: this.#value("title", article), text: this.#value("text", article) }
    }

    titleOf = (article) => this.#value("title", article)

    date(article) {
      const [{ sheets }, n] = this.#at(article)
      return sheets.date(n) ?? UNDATED
    }

    original(article) {
      const [{ sheets, base }, n] = this.#at(article)
      return base + sheets.original(n)
    }

    sourceOrder(a, b) {
      const [one, two] = [this.facet("source", a).key, this.facet("source", b).key]
      if (one !== two) return one < two ? -1 : 1
      return this.#value("ordinal", a) - this.#value("ordinal", b)
    }

    /** An article's result line. */
    async line(article) {
      const [index, n] = this.#at(article)
      return this.script.line(await index.line(n))
    }

    /** An article with its result line and its text: {article, line, text}. */
    async read(article) {
      const [index, n] = this.#at(article)
      const { line, text } = await index.shown(n)
      const { folding, script } = this
      const { title, hant = {} } = line
      const second = {
        title: secondOf(folding, title, hant.title ?? []),
        text: secondOf(folding, text, hant.text ?? []),
      }
      const shown = {
        title: script.cuttable(title, hant.title), text: script.cuttable(text, hant.text),
      }
      const read = new ArticleText(folding, title, text, second, shown)
      return { article, line: script.line(line), text: read }
    }

    /** Spans of a phrase in all indexes. */
    phrase(codes, alone) {
      return this.#together((index) => index.phrase(codes, alone))
    }

    /** Spans of two characters that follow each other. */
    pair(first, second) {
      return this.#together((index) => index.phrase([first, second]))
    }

    async #together(ask) {
      const found = await Promise.all(this.indexes.map(ask))
      if (found.length === 1) return found[0]
      const out = new Spans(found.some((spans) => spans.loose))
      for (const spans of found) {
        for (const [article, n] of spans.headings) out.headings.set(article, n)
        spans.articles.forEach((article, n) => {
          for (let i = spans.from[n]; i < spans.from[n + 1]; i++) {
            out.add(article, spans.start[i], spans.end[i])
          }
        })
      }
      return out
    }

    // --- facets ----------------------------------------------------------------------------------

    /** What an article belongs to in a facet: {key, names}, null for nothing. */
    facet(name, article) {
      const [{ sheets }, n] = this.#at(article)
      return this.#known(name, sheets.facet(name, n))
    }

    #known(name, value) {
      if (value === undefined) return null
      const { id, page, ...names } = typeof value === "string" ? this.#names(name, value) : value
      const key = id ?? names.zh
      const known = this.facets.get(name)
      if (!known.has(key)) known.set(key, { key, names })
      return known.get(key)
    }

    /** Authors are shown in the reader's script; names of files are what they are. */
    #names(name, value) {
      if (name !== "author" || !this.script.table) return { zh: value }
      const changes = this.indexes.map(({ sheets }) => sheets.changes(value)).find(Boolean)
      return { zh: value, "zh-Hant": this.script.shown(value, changes) }
    }

    /** A test of articles for a filter of a query, null where it names nothing. */
    async test({ facet, values, not }) {
      if (LOADED.includes(facet)) await this.whole()
      const all = this.indexes.flatMap(({ sheets }) => sheets.values(facet))
      const keys = new Set()
      for (const value of values) {
        const range = facet === "year" && RANGE.exec(value.trim())
        const folded = this.folding.name(value)
        for (const { key, names } of all.map((one) => this.#known(facet, one))) {
          const fits = range
            ? key >= range[1] && key <= range[2]
            : folded && Object.values(names).some((name) => this.#holds(name, folded))
          if (fits) keys.add(key)
        }
      }
      if (!keys.size) return null
      return (article) => keys.has(this.facet(facet, article)?.key) !== not
    }

    #holds(name, folded) {
      return typeof name === "string" && this.folding.name(name).includes(folded)
    }

    /** A test article → bool for {facet: [keys]}; `except` leaves a facet out. */
    chosen(selection, except) {
      const tests = []
      for (const name of FACETS) {
        const keys = selection[name]
        if (!keys?.length || name === except) continue
        tests.push((article) => keys.includes(this.facet(name, article)?.key))
      }
      return (article) => tests.every((test) => test(article))
    }

    /** For each facet its values among `articles` with counts, the most frequent first. */
    counts(articles, selection) {
      const out = {}
      for (const name of FACETS) {
        const counts = new Map((selection[name] ?? []).map((key) => [key, 0]))
        const test = this.chosen(selection, name)
        for (const article of articles) {
          const value = this.facet(name, article)
          if (value && test(article)) counts.set(value.key, (counts.get(value.key) ?? 0) + 1)
        }
        const rows = [...counts].map(([key, count]) => {
          const names = this.facets.get(name).get(key)?.names ?? { zh: key }
          return { key, names, count, on: selection[name]?.includes(key) ?? false }
        })
        const later = (a, b) => (name === "year" ? (a.key < b.key ? 1 : -1) : b.count - a.count)
        out[name] = rows.sort((a, b) => later(a, b) || (a.key < b.key ? -1 : 1))
      }
      return out
    }
  }

  Object.assign(Wenji, { Library, FACETS })
}
