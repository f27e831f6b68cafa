"use strict"
// Notes, of which equal changes share one, and the marks in the text that lead to them.

{
  const { h, collation } = self.Wenji
  const { t, joined, joins, signs, told, why } = collation
  const PLACES = 12 // links back from one note

  class Notes {
    constructor() {
      this.list = new Map()
      this.edits = 0
    }

    /** Give a change its number, its note, and whether it is the note's first. */
    add(change) {
      const text = told(change)
      const key = `${text}\n${change.rules}\n${joins(change) || change.old}`
      const note = this.list.get(key) ?? { n: this.list.size + 1, text, why: why(change), edits: [] }
      this.list.set(key, note)
      change.n = ++this.edits
      change.note = note
      change.first = note.edits.push(change.n) === 1
    }

    element() {
      const items = [...this.list.values()].map(({ n, text, why: reason, edits }) => {
        const links = edits.slice(0, PLACES).map((edit, k) => {
          const label = t("back", { n: edit })
          const sign = edits.length > 1 ? String(k + 1) : "↑"
          return [" ", h("a", { href: `#wj-edit-${edit}`, "aria-label": label, title: label }, sign)]
        })
        const many = edits.length > 1 && t("places", { n: edits.length })
        const rest = edits.length > PLACES && " …"
        const places = h("small", {}, many, h("span", {}, links, rest))
        return h("li", { id: `wj-note-${n}`, value: n }, text, h("em", {}, reason), places)
      })
      const heading = h("h2", { id: "wj-notes" }, t("notes"))
      const attributes = { class: "wj-notes", "aria-labelledby": "wj-notes" }
      return h("section", attributes, heading, h("p", {}, t("notes-lead")), h("ol", {}, items))
    }
  }

  /** A change as it stands in the text: a link to its note, around what is there now. */
  function mark(change, nodes, head = true, tail = true) {
    const { n, note, old, now, splits, first } = change
    const sign = tail && splits && h("i", { class: "wj-sign" }, "¶")
    const present = [...nodes, sign].filter(Boolean)
    return h(
      "a",
      {
        class: "wj-edit",
        id: head && `wj-edit-${n}`,
        href: `#wj-note-${note.n}`,
        title: `${note.text}${t("stop")}${note.why}`,
      },
      head && old && old !== now && (joins(change) ? joined() : h("del", {}, signs(old))),
      present.length > 0 && h("ins", {}, present),
      tail && first && h("sup", {}, String(note.n)),
    )
  }

  Object.assign(collation, { Notes, mark })
}
