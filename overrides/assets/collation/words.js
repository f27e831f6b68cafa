"use strict"
// How old words are shown, and what is said of a change.

{
  const { Wenji } = self
  const { h, collation } = Wenji
  const QUOTED = 36 // characters of old words in a note

  const t = (key, values) => Wenji.filled(Wenji.collationTexts[key] ?? key, values)

  const LINE_END = /\r\n|\r|\n/gu

  /** Characters that nobody sees, and that might act, as signs. */
  function legible(text) {
    return text
      .replace(/[\0-\x08\x0b-\x1f]/gu, (c) => String.fromCharCode(0x2400 + c.charCodeAt(0)))
      .replace(/[\p{Cf}\p{Zl}\p{Zp}\p{Co}\x7f-\x9f\ufffe\uffff]/gu, (c) => {
        return `[U+${c.codePointAt(0).toString(16).toUpperCase().padStart(4, "0")}]`
      })
  }

  /** Old words within a line; `most` characters of them. */
  function signs(text, most = Infinity) {
    const lines = text.replace(LINE_END, "↵")
    const blank = !text.replace(LINE_END, "").trim()
    const chars = [...legible(blank ? lines.replace(/[^↵]/gu, "␣") : lines)]
    return chars.length > most ? `${chars.slice(0, most).join("")}……` : chars.join("")
  }

  const joined = () => h("del", { class: "wj-sign" }, "↵")
  const joins = ({ old, now }) => !old.trim() && /[\r\n]/u.test(old) && !now.trim()
  const why = ({ rules }) => rules.map((rule) => t(`rule.${rule}`)).join(t("comma"))

  function told(change) {
    const { old, now, splits } = change
    const values = { old: signs(old, QUOTED), new: signs(now, QUOTED) }
    if (old && old === now) return t("note-mask", values) // what is hidden is told nowhere
    if (splits && !now) return t(old.trim() ? "note-split-at" : "note-split", values)
    if (joins(change)) return t("note-join")
    return t(now ? (old ? "note-replace" : "note-insert") : "note-drop", values)
  }

  Object.assign(collation, { LINE_END, t, legible, signs, joined, joins, why, told })
}
