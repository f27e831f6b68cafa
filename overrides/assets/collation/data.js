"use strict"
// 校勘: the switch of an article's page that shows what was changed in its text and why, and the
// source of each paragraph. Here: the edits, which come from collation/SOURCE/NN.js
// (collation/files.py) when they are first asked for, and what they say of a text.

{
  const Wenji = (self.Wenji ??= {})
  const collation = (Wenji.collation = {})
  const { h } = Wenji

  /** Load a file of edits; rejected where the server has none. */
  function load(address, name) {
    return new Promise((done, failed) => {
      const script = h("script", { src: address })
      self.wenjiCollation = (found, data) => found === name && done(data)
      script.onload = script.onerror = () => {
        script.remove()
        failed(new Error(name)) // has no effect after `done`
      }
      document.head.append(script)
    })
  }

  /** CRC-32 of a text in UTF-16LE, as in zip files. */
  function checksum(text) {
    let crc = ~0
    for (let i = 0; i < 2 * text.length; i++) {
      crc ^= (text.charCodeAt(i >> 1) >> (8 * (i & 1))) & 0xff
      for (let bit = 0; bit < 8; bit++) crc = crc & 1 ? (crc >>> 1) ^ 0xedb88320 : crc >>> 1
    }
    return ~crc >>> 0
  }

  /** The changes of a block; each stands for `units` of its text from `at` on. */
  function changesOf(line, text, rules) {
    const changes = []
    let at = 0
    for (const run of Array.isArray(line) ? line.slice(1) : []) {
      if (Array.isArray(run)) {
        const [units, old, rule, splits] = run
        const now = text.slice(at, at + units)
        changes.push({ at, units, now, old, splits: Boolean(splits), rules: named(rule, rules) })
        at += units
      } else at += run
    }
    return changes
  }

  const named = (rule, rules) => [rule].flat().map((n) => rules[n])

  /** The source text of a block: the text of the page with the old words in their places, and
   * with the white space between the cells of a row. */
  function originalOf(text, changes, gaps = []) {
    const between = [...gaps]
    let at = 0
    let original = ""
    const keep = (until) => {
      while (between.length && between[0][0] <= until) {
        const [place, white] = between.shift()
        original += text.slice(at, place) + white
        at = Math.max(at, place)
      }
      original += text.slice(at, until)
    }
    for (const change of changes) {
      keep(change.at)
      original += change.old
      at = change.at + change.units
    }
    keep(text.length)
    return original
  }

  Object.assign(collation, { load, checksum, changesOf, named, originalOf })
}
