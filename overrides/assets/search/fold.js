"use strict"
// Folding: the form in which texts and queries are compared (notes/search-format.md).

{
  const Wenji = (self.Wenji ??= {})

  const DROPPED = /[\p{P}\p{Z}\p{Sm}\p{Sc}\p{Sk}\p{Cc}\p{Cf}\p{Cs}]/u
  const SPACE = /^\s$/u
  const BLANK = 32

  class Folding {
    /** @param {string} pairs a character, then its representative, and so on */
    constructor(pairs) {
      const chars = [...pairs]
      this.table = new Map()
      for (let i = 0; i + 1 < chars.length; i += 2) this.table.set(chars[i], chars[i + 1])
      this.known = new Map()
    }

    /** What one character is compared as: `codes`, and `kept`, with punctuation in it. */
    char(char) {
      let found = this.known.get(char)
      if (!found) this.known.set(char, (found = this.#char(char)))
      return found
    }

    #char(char) {
      const codes = []
      const kept = []
      for (const c of char.normalize("NFKC").toLowerCase()) {
        const code = (this.table.get(c) ?? c).codePointAt(0)
        if (!DROPPED.test(c)) codes.push(code)
        kept.push(SPACE.test(c) ? BLANK : code)
      }
      return { codes, kept }
    }

    /** The codes of a text as it is searched. */
    codes(text) {
      const out = []
      for (const c of text) out.push(...this.char(c).codes)
      return out
    }

    /** The codes of a quoted phrase: punctuation stays, white space is one blank. */
    keptCodes(text) {
      return this.#folded(text.trim(), "kept").codes
    }

    /** The folded text as a string, for comparing names. */
    name(text) {
      return String.fromCodePoint(...this.codes(text))
    }

    /** Codes of a text, and for each the place (UTF-16) of the character it comes from. */
    places(text) {
      return this.#folded(text, "codes")
    }

    /** The same with punctuation. */
    keptPlaces(text) {
      return this.#folded(text, "kept")
    }

    #folded(text, form) {
      const codes = []
      const places = []
      let at = 0
      for (const c of text) {
        for (const code of this.char(c)[form]) {
          if (code === BLANK && codes.at(-1) === BLANK) continue
          codes.push(code)
          places.push(at)
        }
        at += c.length
      }
      return { codes, places }
    }
  }

  /** The folding of a collection: the tables of its indexes, unpacked. */
  async function openFolding(store, indexes) {
    const tables = await Promise.all(
      indexes.map(async ({ path }) => tableOf(await store.data(`${path}/fold`))),
    )
    return new Folding(tables.join(""))
  }

  /** Pairs of characters from varints: steps between characters, then (zigzag) between the others. */
  function tableOf(bytes) {
    const steps = []
    let value = 0
    let shift = 0
    for (const byte of bytes) {
      value |= (byte & 0x7f) << shift
      shift += 7
      if (byte < 0x80) {
        steps.push(value)
        value = shift = 0
      }
    }
    const half = steps.length / 2
    let [char, other] = [0, 0]
    let out = ""
    for (let i = 0; i < half; i++) {
      const step = steps[half + i]
      char += steps[i]
      other += step & 1 ? -(step + 1) / 2 : step / 2
      out += String.fromCodePoint(char, other)
    }
    return out
  }

  Object.assign(Wenji, { Folding, openFolding, tableOf })
}
