"use strict"
// Bookmarks on an article's page: the article itself, with a note; and paragraphs.

{
  const { reader } = self.Wenji
  const { t, list } = reader

  const facts = () => {
    const { title, author, date, origin, page } = reader.article()
    return { title, author, date, origin, page, lang: reader.text.closest("[lang]")?.lang ?? "" }
  }

  /** Signs at the paragraphs that are kept. */
  function sign() {
    const here = list.all().filter(({ page, id }) => id && page === reader.root.dataset.page)
    const kept = new Set(here.map(({ id }) => id))
    for (const block of reader.blocks()) {
      block.toggleAttribute("data-wj-kept", kept.has(reader.idOf(block)))
    }
  }

  class Bookmark {
    constructor(button) {
      Object.assign(this, { button, panel: document.getElementById("wj-panel-keep") })
      this.note = this.panel.querySelector("textarea")
      this.label = button.querySelector("span")
      button.addEventListener("click", () => this.#keep())
      this.note.addEventListener("change", () => {
        list.put({ ...this.#kept(), ...facts(), note: this.note.value })
        this.#saved()
      })
      this.panel.querySelector("[data-wj=remove]").addEventListener("click", () => this.#remove())
      addEventListener("storage", () => this.show())
      this.show()
    }

    #kept() {
      return list.find(reader.root.dataset.page)
    }

    show() {
      const kept = this.#kept()
      this.button.classList.toggle("wj-kept", Boolean(kept))
      this.label.textContent = t(kept ? "kept" : "keep-article")
      if (document.activeElement !== this.note) this.note.value = kept?.note ?? ""
      sign()
    }

    /** The first click keeps the article; the panel, which it opens, is the place of the rest. */
    #keep() {
      if (this.#kept()) return
      if (!list.put(facts())) return reader.openPanel(this.button, false)
      this.show()
      return reader.tell(t("keep-done"))
    }

    #saved() {
      if (this.#kept()?.note === this.note.value) reader.tell(t("note-kept"))
    }

    #remove() {
      const kept = this.#kept()
      reader.openPanel(this.button, false)
      this.button.focus()
      if (!kept || !list.drop(kept)) return
      this.show()
      reader.tell(t("keep-gone"), t("undo"), () => {
        list.put(kept)
        this.show()
      })
    }
  }

  const button = document.querySelector("[data-wj-open=keep]")
  if (button && reader.text) {
    const bookmark = new Bookmark(button)
    /** Keep a paragraph, or let it go. */
    reader.keepParagraph = (block, quote) => {
      const id = reader.idOf(block)
      const old = list.find(reader.root.dataset.page, id)
      if (!(old ? list.drop(old) : list.put({ ...facts(), id, quote }))) return
      bookmark.show()
      const undo = () => {
        if (old) list.put(old)
        else list.drop({ page: reader.root.dataset.page, id })
        bookmark.show()
      }
      reader.tell(t(old ? "keep-gone" : "keep-done"), t("undo"), undo)
    }
  }
}
