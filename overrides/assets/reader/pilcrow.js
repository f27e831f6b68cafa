"use strict"
// ¶: one quiet link that stands at the paragraph under the pointer, or at the one where the reader
// is when it gets the focus; the arrow keys take it to the others. It stands outside the text, so
// that the text remains what it is for searching, collating and copying.

{
  const { reader } = self.Wenji
  const INDENT = 15 // pixels of a first line's indent in which the sign has room
  const WORDS = 20 // of a paragraph, to say which it is

  class Pilcrow {
    constructor() {
      const { t, h, text } = reader
      const told = { title: t("paragraph-keys"), "aria-label": t("paragraph") }
      this.link = h("a", { class: "wj-pilcrow", href: "#", ...told }, "¶")
      this.margin = h("div", { class: "wj-margin" }, this.link)
      text.before(this.margin)
      const point = ({ target }) => this.place(reader.blockOf(target))
      text.addEventListener("pointerover", point)
      text.addEventListener("click", point)
      text.addEventListener("pointerleave", ({ pointerType, relatedTarget }) => {
        if (pointerType === "mouse" && relatedTarget !== this.link) this.rest()
      })
      addEventListener("resize", () => this.place(this.link.matches(".wj-on") && this.block))
      this.link.addEventListener("focus", () => this.link.matches(":hover") || this.enter())
      this.link.addEventListener("blur", () => this.rest())
      this.link.addEventListener("keydown", (event) => this.key(event))
      this.link.addEventListener("click", (event) => {
        event.preventDefault()
        this.take()
      })
    }

    place(block) {
      if (!block || !reader.idOf(block)) return
      const { textIndent, lineHeight } = getComputedStyle(block)
      const outside = !(Number.parseFloat(textIndent) > INDENT)
      const focused = document.activeElement === this.link
      // In the collation view the button of the source stands there.
      if (outside && !focused && reader.text.matches(".wj-collated")) return
      this.block = block
      const { top, left } = block.getBoundingClientRect()
      const { top: zero, left: start } = this.margin.getBoundingClientRect()
      const line = Number.parseFloat(lineHeight)
      this.link.classList.toggle("wj-outside", outside)
      Object.assign(this.link.style, {
        top: `${top - zero + line / 2}px`,
        left: `${left - start}px`,
      })
      this.link.href = `#${encodeURIComponent(reader.idOf(block))}`
      this.link.classList.add("wj-on")
    }

    rest() {
      if (document.activeElement !== this.link) this.link.classList.remove("wj-on")
    }

    /** By keyboard: the paragraph where it was, if that is in sight, or the first that is. */
    enter() {
      const place = this.block?.getBoundingClientRect()
      const here = place && place.bottom > 0 && place.top < innerHeight
      this.go(here ? this.block : (reader.seen() ?? reader.blocks()[0]))
    }

    go(block) {
      this.place(block)
      if (!block || !reader.idOf(block)) return
      const text = reader.plain(block).slice(0, WORDS)
      this.link.setAttribute("aria-label", reader.t("paragraph-of", { text }))
      const { top, bottom } = block.getBoundingClientRect()
      if (top < innerHeight / 8 || bottom > innerHeight) {
        const place = bottom - top > innerHeight / 2 ? "start" : "center"
        block.scrollIntoView({ block: place, behavior: "instant" })
        this.place(block)
      }
    }

    key(event) {
      const step = { ArrowDown: 1, ArrowUp: -1 }[event.key]
      if (!step || event.altKey || event.ctrlKey || event.metaKey) return
      event.preventDefault()
      const all = reader.blocks().filter((block) => reader.idOf(block))
      const next = all[all.indexOf(this.block) + step]
      if (next) this.go(next)
    }

    /** Copy the paragraph's link, and offer what else can be done with it. */
    take() {
      const range = document.createRange()
      range.selectNodeContents(this.block)
      const parts = reader.passage(range)
      if (!parts.length) return
      reader.copy(reader.link(parts), reader.t("link-copied"))
      reader.offer(parts, this.block.getBoundingClientRect())
    }
  }

  if (reader.text) new Pilcrow()
}
