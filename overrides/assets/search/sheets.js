"use strict"
// What is known of the articles of an index: lengths, order, facets. It lies in sheets of some
// hundred articles each, which are loaded when something was found in them.

{
  const Wenji = (self.Wenji ??= {})
  const { reader, StoreError } = Wenji

  const COLUMNS = ["title", "heads", "text", "theme", "genre", "date", "same"]
    .concat(["ordinal", "source", "author"])
  const GAPS = 3 // in the stream for each article: after its title, its headings, its text
  const DAY = 864e5 // ms

  class Sheets {
    /** @param entry of `manifest.js` */
    constructor(store, entry) {
      Object.assign(this, { store, entry, sheets: [] })
      let number = 0
      this.segments = entry.segments.map(({ docs, sheets, length }) => {
        const first = number
        const numbers = sheets.map((start, n) => {
          const articles = Math.min(entry.sheet, docs - n * entry.sheet)
          return this.sheets.push({ first: first + n * entry.sheet, articles, start }) - 1
        })
        number += docs
        return { first, starts: sheets, numbers, length }
      })
      this.size = number
    }

    /** Load the sheets that hold these positions: segment → ascending stream positions. */
    positions(found) {
      const wanted = new Set()
      for (const [segment, list] of found) {
        const { starts, numbers } = this.segments[segment]
        let at = 0
        for (const position of list) {
          while (at + 1 < starts.length && starts[at + 1] <= position) at++
          wanted.add(numbers[at])
        }
      }
      return this.#load([...wanted])
    }

    /** Where the articles of a sheet begin in the stream of their segment. */
    start(sheet) {
      return this.sheets[sheet].start
    }

    /** A loaded sheet: number of its first article, columns, where each article begins. */
    opened(sheet) {
      return this.sheets[sheet]
    }

    /** Load the sheets of all articles. */
    all() {
      return this.#load(this.sheets.map((_, n) => n))
    }

    /** Load the sheets of some articles. */
    articles(numbers) {
      return this.#load([...new Set(numbers.map((number) => this.#of(number)))])
    }

    #load(numbers) {
      const missing = numbers.filter((n) => !this.sheets[n].columns)
      return Promise.all(missing.map(async (n) => {
        const file = `${this.entry.path}/d/${n}`
        const data = await this.store.data(file)
        if (!this.sheets[n].columns) this.#open(this.sheets[n], data, file)
      }))
    }

    #open(sheet, data, file) {
      const read = reader(data)
      const length = read.varint()
      const names = JSON.parse(new TextDecoder().decode(data.subarray(read.at, read.at + length)))
      read.at += length
      const columns = {}
      for (const name of COLUMNS) {
        columns[name] = Array.from({ length: sheet.articles }, () => read.varint())
      }
      if (read.at !== data.length) throw new StoreError("damaged", file, "columns")
      const starts = []
      let { start } = sheet
      for (let row = 0; row < sheet.articles; row++) {
        starts.push(start)
        start += columns.title[row] + columns.heads[row] + columns.text[row] + GAPS
      }
      Object.assign(sheet, { names, columns, starts })
    }

    /** What makes an author's name Traditional, as far as sheets are loaded. */
    changes(author) {
      return this.sheets.map(({ names }) => names?.hant?.[author]).find(Boolean)
    }

    #of(number) {
      let low = 0
      let high = this.sheets.length - 1
      while (low < high) {
        const middle = (low + high + 1) >> 1
        if (this.sheets[middle].first <= number) low = middle
        else high = middle - 1
      }
      return low
    }

    /** A column's value for an article whose sheet is loaded. */
    value(name, number) {
      const { columns, first } = this.sheets[this.#of(number)]
      return columns[name][number - first]
    }

    /** Days since 1970, null where there is no date. */
    date(number) {
      const value = this.value("date", number) - 1
      if (value < 0) return null
      return value & 1 ? -(value + 1) / 2 : value / 2
    }

    /** The first article of those that are the same as this one; the number itself otherwise. */
    original(number) {
      const same = this.value("same", number)
      return same ? number - same + 1 : number
    }

    /** What an article belongs to in a facet, as the manifest or the sheet has it. */
    facet(name, number) {
      const { names } = this.sheets[this.#of(number)]
      const at = name === "year" ? 0 : this.value(name, number)
      switch (name) {
        case "theme": return this.entry.facets.theme[at]
        case "genre": return this.entry.facets.genre[at - 1]
        case "year": return yearOf(this.date(number))
        case "source": return names.source[at]
        default: return names.author[at - 1]
      }
    }

    /** All that a facet has; for sources and authors all sheets must be loaded. */
    values(name) {
      return this.entry.facets[name] ?? [...new Set(this.sheets.flatMap((s) => s.names[name]))]
    }
  }

  function yearOf(days) {
    if (days === null) return undefined
    return String(new Date(days * DAY).getUTCFullYear()).padStart(4, "0")
  }

  Object.assign(Wenji, { Sheets })
}
