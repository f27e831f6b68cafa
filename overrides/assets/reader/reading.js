"use strict"
// The page of the reading list: what is kept, in the order the reader likes, with his notes; where
// he left off; the list as a file, and back.

{
  const { reader, address } = self.Wenji
  const { t, h, button, list } = reader
  const RECENT = 10 // articles that were read last
  const BYTES = 8e6 // of a file that is read in

  const ORDERS = {
    added: (a, b) => b.added.localeCompare(a.added),
    title: (a, b) => a.title.localeCompare(b.title, "zh"),
    date: (a, b) => b.date.localeCompare(a.date) || a.title.localeCompare(b.title, "zh"),
  }

  const link = ({ page, id }) => address(page) + (id ? `#${encodeURIComponent(id)}` : "")
  const day = (iso) => reader.today(new Date(iso))

  class Reading {
    constructor(page) {
      this.page = page
      const part = (name) => page.querySelector(`[data-wj=${name}]`)
      for (const name of ["items", "sort", "empty", "recent", "count"]) this[name] = part(name)
      this.sort.addEventListener("change", () => this.show())
      const saves = (name, ending, type, content) => {
        part(name).addEventListener("click", () => this.#save(ending, type, content()))
      }
      saves("json", "json", "application/json", list.file)
      saves("text", "md", "text/markdown", () => this.#written())
      const file = part("file")
      part("import").addEventListener("click", () => file.click())
      file.addEventListener("change", () => this.#take(file))
      part("forget").addEventListener("click", () => this.#forget())
      addEventListener("storage", () => this.show())
      addEventListener("pageshow", ({ persisted }) => persisted && this.show())
      this.show()
    }

    entries() {
      return list.all().sort(ORDERS[this.sort.value] ?? ORDERS.added)
    }

    show() {
      const entries = this.entries()
      this.items.replaceChildren(...entries.map((one) => this.#item(one)))
      this.empty.hidden = entries.length > 0
      this.page.querySelector(".wj-files").hidden = false // with the list, not before it
      for (const one of this.page.querySelectorAll("[data-wj-full]")) one.hidden = !entries.length
      this.count.textContent = t("list-count", { n: entries.length })
      this.#places()
    }

    #item(one) {
      const title = h("a", { href: link(one), lang: one.lang || null }, h("bdi", {}, one.title))
      const { title: name } = one
      const label = (key) => ({ "aria-label": t(key, { title: name }) })
      const note = h("textarea", { rows: 2, placeholder: t("note"), ...label("note-of") })
      note.value = one.note
      note.addEventListener("change", () => {
        if (list.put({ ...one, note: note.value })) reader.tell(t("note-kept"))
      })
      const rows = [one.author, one.origin, one.date, t("list-added", { date: day(one.added) })]
      const remove = button(t("keep-off"), () => this.#remove(one), label("keep-off-of"))
      return h(
        "li",
        {},
        h("h2", {}, title),
        one.quote && h("blockquote", { lang: one.lang || null }, one.quote),
        h("ul", { class: "wj-facts" }, rows.filter(Boolean).map((row) => h("li", {}, row))),
        h("div", { class: "wj-note-row" }, note, remove),
      )
    }

    #remove(one) {
      if (!list.drop(one)) return
      const focused = [...this.items.children].findIndex((row) => row.contains(document.activeElement))
      this.show()
      const rows = [...this.items.querySelectorAll("h2 a")]
      const next = rows[Math.min(Math.max(0, focused), rows.length - 1)]
      const after = next ?? this.page.querySelector("[data-wj=import]")
      after.focus()
      reader.tell(t("keep-gone"), t("undo"), () => {
        list.put(one)
        this.show()
      })
    }

    /** Where the reader left off, the latest first. */
    #places() {
      const all = Object.entries(reader.read("places") ?? {})
      const places = all.filter(([, place]) => place?.title).reverse()
      this.recent.hidden = !places.length
      const rows = places.slice(0, RECENT).map(([page, { title, part, ended }]) => {
        const told = ended ? t("read-ended") : t("read-part", { percent: Math.round(part * 100) })
        const link = h("a", { href: address(page) }, h("bdi", {}, String(title)))
        return h("li", {}, link, " ", h("small", {}, told))
      })
      this.recent.querySelector("ol").replaceChildren(...rows)
    }

    #forget() {
      const places = reader.read("places")
      if (!reader.write("places", {})) return
      this.show()
      reader.tell(t("forgotten"), t("undo"), () => {
        reader.write("places", places)
        this.show()
      })
    }

    /** The list to be read: a citation for each entry, then its words and the reader's note. */
    #written() {
      const site = reader.fact("site")
      const quoted = (text) => text.split("\n").map((line) => `   > ${line}`).join("\n")
      const rows = this.entries().map((one, n) => {
        const cited = `${n + 1}. ${reader.standard({ ...one, site })}`
        const note = one.note && `   ${t("note")}${t("cite-colon")}${one.note.replace(/\n/gu, "\n   ")}`
        return [cited, one.quote && quoted(one.quote), note].filter(Boolean).join("\n\n")
      })
      return `# ${t("list-title", { site })}\n\n${rows.join("\n\n")}\n`
    }

    #save(ending, type, content) {
      const url = URL.createObjectURL(new Blob([content], { type: `${type};charset=utf-8` }))
      const name = `${t("list-file")}-${reader.today()}.${ending}`
      const anchor = h("a", { href: url, download: name, hidden: true })
      document.body.append(anchor)
      anchor.click()
      anchor.remove()
      setTimeout(() => URL.revokeObjectURL(url), 10000)
      reader.tell(t("list-saved", { name }))
    }

    async #take(field) {
      const [file] = field.files
      if (!file) return
      try {
        if (file.size > BYTES) throw new RangeError(file.name)
        const { taken, bad, kept } = list.take(await file.text())
        if (kept) reader.tell(t(bad ? "list-taken-some" : "list-taken", { n: taken, bad }))
      } catch {
        reader.tell(t("list-bad", { name: file.name }))
      }
      field.value = "" // the same file may be chosen again
      this.show()
    }
  }

  const page = document.querySelector("[data-wj-reading]")
  if (page) new Reading(page)
}
