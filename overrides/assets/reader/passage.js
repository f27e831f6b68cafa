"use strict"
// What can be done with a passage: a small toolbar at the words that are selected, or below the
// paragraph whose ¶ was taken. It stands behind the text, so that Tab leads from there to it.

{
  const { reader } = self.Wenji
  const PAUSE = 250 // milliseconds, until a selection has come to rest
  const QUOTE = 120 // characters of a passage that the reading list keeps

  class Passage {
    constructor() {
      const { t, h, button } = reader
      const act = (key, action) => button(t(key), () => {
        const { parts } = this
        this.hide()
        action(parts)
      }, { "data-wj": key })
      this.keep = act("keep", (parts) => this.#keep(parts))
      this.bar = h(
        "div",
        { class: "wj-passage", role: "toolbar", "aria-label": t("passage"), hidden: true },
        act("copy-simple", (parts) => this.#copy(parts, reader.simple)),
        act("copy-standard", (parts) => this.#copy(parts, reader.standard)),
        act("copy-link", (parts) => reader.copy(reader.link(parts), t("link-copied"))),
        this.keep,
        reader.speakFrom && act("speak-here", (parts) => reader.speakFrom(parts[0].block)),
        button("×", () => this.hide(), { class: "wj-close", "aria-label": t("close") }),
      )
      this.place = h("div", { class: "wj-margin" }, this.bar)
      reader.text.after(this.place)
      const stay = (event) => event.preventDefault() // so does the selection
      this.bar.addEventListener("pointerdown", stay)
      let timer = 0
      document.addEventListener("selectionchange", () => {
        clearTimeout(timer)
        timer = setTimeout(() => this.#selected(), PAUSE)
      })
      addEventListener("keydown", ({ key }) => key === "Escape" && this.hide())
      addEventListener("pointerdown", ({ target }) => {
        if (!target.closest?.(".wj-passage, .wj-pilcrow")) this.hide()
      })
    }

    /** Show the toolbar for parts of the text, below a place of the window. */
    offer(parts, { bottom, left }) {
      this.parts = parts
      const kept = reader.list.find(reader.root.dataset.page, reader.idOf(parts[0].block))
      this.keep.textContent = reader.t(kept ? "keep-off" : "keep")
      this.bar.hidden = false
      const zero = this.place.getBoundingClientRect()
      const room = Math.max(0, zero.width - this.bar.offsetWidth)
      Object.assign(this.bar.style, {
        top: `${bottom - zero.top + 6}px`,
        left: `${Math.min(Math.max(0, left - zero.left), room)}px`,
      })
    }

    hide() {
      if (this.bar.hidden) return
      if (this.bar.contains(document.activeElement)) {
        document.querySelector(".wj-pilcrow").focus({ preventScroll: true })
      }
      this.bar.hidden = true
    }

    #selected() {
      const selection = getSelection()
      if (selection.isCollapsed || !selection.rangeCount) return
      const range = selection.getRangeAt(0)
      if (!range.intersectsNode(reader.text)) return
      const parts = reader.passage(range)
      const last = [...range.getClientRects()].at(-1)
      if (parts.length) this.offer(parts, last ?? range.getBoundingClientRect())
    }

    #copy(parts, cited) {
      const words = parts.map((part) => part.words).join("\n")
      reader.copy(`${words}\n——${cited(reader.article())}`)
    }

    #keep(parts) {
      const [{ block }] = parts
      const quote = parts.map((part) => part.words).join(" ")
      reader.keepParagraph(block, quote.length > QUOTE ? `${quote.slice(0, QUOTE)}…` : quote)
    }
  }

  if (reader.text) {
    const passage = new Passage()
    reader.offer = (parts, place) => passage.offer(parts, place)
  }
}
