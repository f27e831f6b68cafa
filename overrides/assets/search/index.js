"use strict"
// One index: from a phrase to the places where it stands, reading as little as possible.

{
  const Wenji = (self.Wenji ??= {})
  const { Spans, Sheets, StoreError, terms, reader } = Wenji

  const MULTIPLIER = 2654435761
  // Articles that may be checked on their texts, after one pair and after more: a text and its
  // result line have half as many bytes as a bucket (5,000 articles of 1,750 characters).
  const FEW = [2, 3]
  const FEW_PLACES = 24 // in which articles are counted before the rest of a phrase is read

  class Index {
    /** @param entry of `manifest.js`; `base` is the number of the index's first article */
    constructor(store, entry, base) {
      Object.assign(this, { store, entry, base, sheets: new Sheets(store, entry) })
      this.size = this.sheets.size
      this.heavy = new Map(
        Object.entries(entry.heavy).map(([char, parts]) => [char.codePointAt(0), parts]),
      )
      this.present = entry.present ? Uint8Array.from(atob(entry.present), byte) : null
      this.read = new Map() // pairs that were read: they are asked for again while typing
    }

    /** Result line of an article (its number within this index), where its text is not shown. */
    async line(number) {
      const each = this.entry.lines
      const lines = await this.store.json(`${this.entry.path}/m/${Math.floor(number / each)}`)
      return lines[number % each]
    }

    /** Result line and text of an article. */
    async shown(number) {
      const shown = await this.store.text(`${this.entry.path}/x/${number.toString(16)}`)
      const end = shown.indexOf("\n")
      return { line: JSON.parse(shown.slice(0, end)), text: shown.slice(end + 1) }
    }

    /**
     * Where a phrase stands (`codes` as folded); `loose` if some articles must be checked. Where
     * nothing else is asked (`alone`), a frequent character comes with its numbers only: places
     * that are not true, as many in the title and in the text as there are.
     */
    async phrase(codes, alone = false) {
      if (alone && codes.length === 1 && this.heavy.has(codes[0])) {
        return this.#counted(codes[0])
      }
      if (codes.length === 1) return this.#spans(await this.#single(codes[0]), 1, false)
      const order = this.#order(codes)
      const covered = new Set()
      let found = null
      let reads = 0
      for (const batch of order) {
        const pairs = await Promise.all(batch.map((i) => this.pair(codes[i], codes[i + 1])))
        pairs.forEach((pair, n) => {
          const moved = shifted(pair, batch[n])
          found = found ? crossed(found, moved) : moved
          covered.add(batch[n]).add(batch[n] + 1)
        })
        reads += batch.length
        const loose = covered.size < codes.length
        const places = [...found.values()].reduce((sum, list) => sum + list.length, 0)
        if (loose && places > FEW_PLACES) continue
        const spans = await this.#spans(found, codes.length, loose)
        if (!loose || !spans.size) return spans
        if (spans.size <= FEW[Math.min(reads, FEW.length) - 1]) return spans
      }
      return null
    }

    /** Pairs of a phrase in the order of reading, in batches: the rarest two first. */
    #order(codes) {
      const weight = (i) => {
        const cached = this.read.has(pairKey(codes[i], codes[i + 1])) ? 0.5 : 0
        return (this.heavy.get(codes[i]) ?? 0) + (this.heavy.get(codes[i + 1]) ?? 0) / 2 - cached
      }
      const all = codes.slice(1).map((_, i) => ({ i, weight: weight(i) }))
      const covered = new Set()
      const gain = (i) => !covered.has(i) + !covered.has(i + 1)
      const order = []
      while (covered.size < codes.length) {
        all.sort((a, b) => gain(b.i) - gain(a.i) || a.weight - b.weight || a.i - b.i)
        const { i } = all.shift()
        covered.add(i).add(i + 1)
        order.push(i)
      }
      const batches = [order.slice(0, 2)]
      for (const i of order.slice(2)) batches.push([i])
      return batches
    }

    /** Positions of a pair: segment → ascending stream positions. */
    async pair(first, second) {
      const key = pairKey(first, second)
      let found = this.read.get(key)
      if (!found) {
        found = new Map()
        for (const [segment, c, positions] of await this.#terms(this.#name(first, second), first)) {
          if (c === second) found.set(segment, positions)
        }
        this.read.set(key, found)
      }
      return found
    }

    async #single(code) {
      const parts = this.heavy.get(code)
      const names = parts
        ? Array.from({ length: parts }, (_, part) => `h/${code.toString(16)}-${part.toString(16)}`)
        : [this.#name(code, 0)]
      const gathered = new Map()
      for (const terms of await Promise.all(names.map((name) => this.#terms(name, code)))) {
        for (const [segment, , positions] of terms) {
          if (!gathered.has(segment)) gathered.set(segment, [])
          gathered.get(segment).push(positions)
        }
      }
      return new Map([...gathered].map(([segment, lists]) => [segment, joined(lists)]))
    }

    async #counted(code) {
      const file = `${this.entry.path}/c/${code.toString(16)}`
      const data = await this.store.data(file)
      const tallies = this.#tallies(data, file)
      await this.sheets.articles(tallies.map(({ number }) => number))
      const out = new Spans()
      for (const { number, text, title, heads } of tallies) {
        const article = this.base + number
        for (let i = 0; i < title; i++) out.add(article, i, i + 1)
        const start = this.sheets.value("title", number) + 1
        const step = this.sheets.value("text", number) / Math.max(1, text)
        for (let i = 0; i < text; i++) {
          const at = start + Math.floor(i * step)
          out.add(article, at, at + 1)
        }
        if (heads) out.headings.set(article, heads)
      }
      return out
    }

    /** How often one character stands in the parts of articles. */
    #tallies(data, file) {
      const out = []
      const read = reader(data)
      while (read.more()) {
        const segment = this.sheets.segments[read.varint()]
        const end = read.varint() + read.at
        if (!segment || !(end <= data.length)) throw new StoreError("damaged", file, "segment")
        let number = segment.first - 1
        while (read.at < end) {
          number += read.varint()
          const head = read.varint()
          const more = head & 1 ? [read.varint(), read.varint()] : [0, 0]
          out.push({ number, text: head >>> 1, title: more[0], heads: more[1] })
        }
      }
      return out
    }

    #name(first, second) {
      const parts = this.heavy.get(first)
      if (parts) return `h/${first.toString(16)}-${(spread(second, 16) % parts).toString(16)}`
      const bucket = spread(first, 12) % this.entry.buckets
      if (this.present && !((this.present[bucket >> 3] >> (bucket & 7)) & 1)) return null
      return `b/${bucket.toString(16)}`
    }

    async #terms(name, first) {
      if (name === null) return []
      const file = `${this.entry.path}/${name}`
      try {
        return terms(await this.store.bytes(file), first, this.sheets.segments)
      } catch (error) {
        const absent = error.kind === "missing" && !this.present
        if (!absent) throw error
        return []
      }
    }

    /** Stream positions as spans within articles; those in headings are counted only. */
    async #spans(found, length, loose) {
      await this.sheets.positions(found)
      const out = new Spans(loose)
      for (const segment of [...found.keys()].sort((a, b) => a - b)) {
        const { numbers } = this.sheets.segments[segment]
        let sheet = 0
        let row = -1
        let free = 0
        for (const position of found.get(segment)) {
          if (position < free) continue
          while (sheet + 1 < numbers.length && this.sheets.start(numbers[sheet + 1]) <= position) {
            sheet++
            row = -1
          }
          const { first, starts, columns } = this.sheets.opened(numbers[sheet])
          while (row + 1 < starts.length && starts[row + 1] <= position) row++
          if (row < 0) continue
          const [title, heads, text] = [columns.title[row], columns.heads[row], columns.text[row]]
          const start = position - starts[row]
          const article = this.base + first + row
          const end = start + length
          if (start < title ? end > title : end > title + heads + text + 2) continue
          if (start < title) out.add(article, start, end)
          else if (start > title + heads + 1) out.add(article, start - heads - 1, end - heads - 1)
          else out.headings.set(article, (out.headings.get(article) ?? 0) + 1)
          free = position + length
        }
      }
      return out
    }
  }

  const pairKey = (first, second) => first * 0x200000 + second
  const byte = (char) => char.charCodeAt(0)
  const spread = (code, shift) => ((code * MULTIPLIER) % 0x100000000) >>> shift // exact: < 2 ** 53

  const shifted = (pair, by) => new Map([...pair].map(([s, p]) => [s, p.map((x) => x - by)]))

  function crossed(a, b) {
    const out = new Map()
    for (const [segment, left] of a) {
      const right = b.get(segment)
      if (!right) continue
      const both = []
      for (let i = 0, j = 0; i < left.length && j < right.length; ) {
        if (left[i] < right[j]) i++
        else if (left[i] > right[j]) j++
        else {
          both.push(left[i++])
          j++
        }
      }
      if (both.length) out.set(segment, both)
    }
    return out
  }

  function joined(lists) {
    const out = new Float64Array(lists.reduce((n, list) => n + list.length, 0))
    let at = 0
    for (const list of lists) {
      out.set(list, at)
      at += list.length
    }
    return out.sort()
  }

  Object.assign(Wenji, { Index })
}
