"use strict"
// All indexes of the manifest as one: articles numbered throughout, their data, their facets.

{
  const Wenji = (self.Wenji ??= {})
  const { Index, Spans, StoreError, openFolding } = Wenji

  const FORMAT = 2 // of the index: `FORMAT` in scripts/wenji/search/build.py

  const FACETS = ["theme", "year", "genre", "source", "author"]
  const RANGE = /^(\d{4})\s*(?:-|–|—|－|\.\.|~|～)\s*(\d{4})$/u
  const UNDATED = -Infinity

  class Library {
    static async open(store) {
      const manifest = await store.json("manifest")
      if (manifest.format !== FORMAT) throw new StoreError("outdated", "manifest")
      const [folding, ...docs] = await Promise.all([
        openFolding(store, manifest.indexes),
        ...manifest.indexes.map(({ path }) => store.json(`${path}/docs`)),
      ])
      const opened = manifest.indexes.map((entry, n) => ({ entry, docs: docs[n] }))
      return new Library(store, folding, opened)
    }

    constructor(store, folding, opened) {
      this.paths = opened.map(({ entry }) => entry.path).join()
      this.folding = folding
      this.indexes = []
      this.size = 0
      let length = 0
      for (const { entry, docs } of opened) {
        this.indexes.push(new Index(store, entry, docs, this.size))
        this.size += entry.docs
        length += docs.text.reduce((sum, n) => sum + n, 0)
      }
      this.average = Math.max(1, length / Math.max(1, this.size))
      this.facets = new Map(FACETS.map((name) => [name, this.#facet(name)]))
    }

    get all() {
      return Array.from({ length: this.size }, (_, n) => n)
    }

    #at(article) {
      const index = this.indexes.findLast((i) => i.base <= article)
      return [index, article - index.base]
    }

    #column(name, article) {
      const [index, n] = this.#at(article)
      return index.docs[name]?.[n]
    }

    lengths(article) {
      const [{ docs }, n] = this.#at(article)
      return { title: docs.title[n], text: docs.text[n] }
    }

    titleOf = (article) => this.lengths(article).title

    date(article) {
      return this.#column("date", article) ?? UNDATED
    }

    original(article) {
      const [index, n] = this.#at(article)
      const first = index.docs.dup[n]
      return first < 0 ? article : index.base + first
    }

    sourceOrder(a, b) {
      const { column, values } = this.facets.get("source")
      const [one, two] = [values[column[a]]?.key ?? "", values[column[b]]?.key ?? ""]
      if (one !== two) return one < two ? -1 : 1
      return (this.#column("ordinal", a) ?? a) - (this.#column("ordinal", b) ?? b)
    }

    line(article) {
      const [index, n] = this.#at(article)
      return index.line(n)
    }

    text(article, line) {
      return this.#at(article)[0].text(line)
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
        spans.articles.forEach((article, n) => {
          for (let i = spans.from[n]; i < spans.from[n + 1]; i++) {
            out.add(article, spans.start[i], spans.end[i])
          }
        })
      }
      return out
    }

    // --- facets ----------------------------------------------------------------------------------

    /** Values of a facet ({key, names}), and the number of its value for each article. */
    #facet(name) {
      const values = []
      const known = new Map()
      const column = new Int32Array(this.size).fill(-1)
      for (const { docs, base } of this.indexes) {
        const numbers = docs.names[name].map((value) => {
          const { page, path, ...names } = typeof value === "string" ? { zh: value } : value
          const key = names.id ?? path ?? names.zh
          if (!known.has(key)) {
            known.set(key, values.length)
            values.push({ key, names: path ? { zh: path } : names })
          }
          return known.get(key)
        })
        docs[name].forEach((n, i) => (column[base + i] = n < 0 ? -1 : numbers[n]))
      }
      return { values, column }
    }

    /** The names of an article's value of a facet, null for none. */
    names(facet, article) {
      const { values, column } = this.facets.get(facet)
      return values[column[article]]?.names ?? null
    }

    /** The values that a filter of a query names: their numbers, empty for none. */
    named({ facet, values }) {
      const out = new Set()
      const all = this.facets.get(facet).values
      for (const value of values) {
        const range = facet === "year" && RANGE.exec(value.trim())
        const folded = this.folding.name(value)
        all.forEach(({ key, names }, n) => {
          const fits = range
            ? key >= range[1] && key <= range[2]
            : folded && Object.values(names).some((name) => this.#holds(name, folded))
          if (fits) out.add(n)
        })
      }
      return out
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
        const { values, column } = this.facets.get(name)
        const wanted = new Set(values.flatMap(({ key }, n) => (keys.includes(key) ? [n] : [])))
        tests.push((article) => wanted.has(column[article]))
      }
      return (article) => tests.every((test) => test(article))
    }

    /** For each facet its values among `articles` with counts, the most frequent first. */
    counts(articles, selection) {
      const out = {}
      for (const name of FACETS) {
        const { values, column } = this.facets.get(name)
        const counts = new Map((selection[name] ?? []).map((key) => [key, 0]))
        const test = this.chosen(selection, name)
        for (const article of articles) {
          const value = values[column[article]]
          if (value && test(article)) counts.set(value.key, (counts.get(value.key) ?? 0) + 1)
        }
        const rows = values
          .filter(({ key }) => counts.has(key))
          .map(({ key, names }) => {
            const on = selection[name]?.includes(key) ?? false
            return { key, names, count: counts.get(key), on }
          })
        const later = (a, b) => (name === "year" ? (a.key < b.key ? 1 : -1) : b.count - a.count)
        out[name] = rows.sort((a, b) => later(a, b) || (a.key < b.key ? -1 : 1))
      }
      return out
    }
  }

  Object.assign(Wenji, { Library, FACETS })
}
