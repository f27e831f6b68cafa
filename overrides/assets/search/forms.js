"use strict"
// The forms of a text (notes/search-format.md): what is shown in the reader's script, and its
// second spelling, where its Traditional form is folded differently. Both come from *changes*:
// a list of characters unchanged, [characters replaced,] what stands there instead.

{
  const Wenji = (self.Wenji ??= {})

  /** Changes as stretches of the text: [{start, end, other}, …]. */
  function stretches(changes) {
    const out = []
    let at = 0
    for (let i = 0; i < changes.length; ) {
      const start = at + changes[i++]
      const end = start + (typeof changes[i] === "number" ? changes[i++] : changes[i].length)
      out.push({ start, end, other: changes[i++] })
      at = end
    }
    return out
  }

  /** A text as it is shown, cut by places in the text as it is stored. */
  class Turned {
    /** @param {Map<string, string>} table of characters */
    constructor(text, changes, table) {
      Object.assign(this, { text, table, stretches: stretches(changes) })
    }

    slice(from, to = this.text.length) {
      if (from >= to) return ""
      let out = ""
      let at = from
      const whole = to === this.text.length
      for (const { start, end, other } of this.stretches) {
        if (start < from ? end <= from : start > to || (start === to && !whole)) continue
        if (end - start === other.length) {
          const a = Math.max(start, from)
          const b = Math.min(end, to)
          out += this.#plain(at, a) + other.slice(a - start, b - start)
          at = b
        } else {
          if (start >= from) out += this.#plain(at, start) + other // whole, where it begins
          at = Math.min(end, to)
        }
      }
      return out + this.#plain(at, to)
    }

    #plain(from, to) {
      let out = ""
      for (const c of this.text.slice(from, to)) out += this.table.get(c) ?? c
      return out
    }
  }

  /** The second spelling of a text: as long, and folded as long. */
  function secondOf(folding, text, changes) {
    let out = ""
    let at = 0
    for (const { start, end, other } of stretches(changes)) {
      out += text.slice(at, start)
      const old = [...text.slice(start, end)]
      const chars = [...other]
      const fits = old.length === chars.length && end - start === other.length
      out += fits ? old.map((c, i) => spelled(folding, c, chars[i])).join("") : old.join("")
      at = end
    }
    return out + text.slice(at)
  }

  function spelled(folding, char, other) {
    const [one, two] = [folding.char(char).codes, folding.char(other).codes]
    const differs = one.length === 1 && two.length === 1 && one[0] !== two[0]
    return differs && char.length === other.length ? other : char
  }

  /** What is shown in the reader's script: a converter of texts with their changes. */
  class Script {
    /** @param {?string} pairs a character, then its Traditional form, and so on */
    constructor(pairs) {
      this.table = pairs === null ? null : new Map()
      const chars = [...(pairs ?? "")]
      for (let i = 0; i + 1 < chars.length; i += 2) this.table.set(chars[i], chars[i + 1])
    }

    /** Something to cut as one cuts the text. */
    cuttable(text, changes = []) {
      return this.table ? new Turned(text, changes, this.table) : text
    }

    shown(text, changes = []) {
      return this.cuttable(text, changes).slice(0)
    }

    /** A result line with its title and author as they are shown. */
    line({ hant = {}, ...line }) {
      const author = line.author && this.shown(line.author, hant.author)
      return { ...line, title: this.shown(line.title, hant.title), author }
    }
  }

  /** The script of a language's pages. */
  async function openScript(store, indexes, lang) {
    if (lang !== "zh-Hant") return new Script(null)
    const tables = await Promise.all(
      indexes.map(async ({ path }) => Wenji.tableOf(await store.data(`${path}/hant`))),
    )
    return new Script(tables.join(""))
  }

  Object.assign(Wenji, { Script, openScript, secondOf })
}
