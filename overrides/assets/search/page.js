"use strict"
// The search page: what is typed and chosen, its address, what is found. The address holds all
// of it, so that a search can be kept, sent and gone back to.

{
  const Wenji = (self.Wenji ??= {})
  const { h, resultItem, facetGroups, pager } = Wenji
  const t = (key, values) => Wenji.words(key, values)

  const FACETS = ["theme", "year", "genre", "source", "author"]
  const PAUSE = 250 // ms after the last key
  const PATIENCE = 200 // ms before it is said that a search is going on

  class SearchPage {
    constructor(root) {
      const part = (name) => root.querySelector(`[data-wj="${name}"]`)
      for (const name of ["form", "input", "options", "status", "note", "alert", "sort"]
        .concat(["list", "facets", "chosen", "pages", "found", "help"])) this[name] = part(name)
      this.client = new Wenji.Client()
      this.turn = 0
      this.combobox = new Wenji.Combobox(this.input, this.options, (text) => this.#take(text))
      this.form.addEventListener("submit", (event) => {
        event.preventDefault()
        this.combobox.close()
        this.#change({ q: this.input.value, page: 1 })
      })
      this.input.addEventListener("input", (event) => this.#typed(event))
      this.input.addEventListener("compositionend", (event) => this.#typed(event))
      this.sort.addEventListener("change", () => this.#change({ sort: this.sort.value, page: 1 }))
      this.pages.addEventListener("click", (event) => this.#turned(event))
      this.note.addEventListener("click", (event) => this.#asked(event))
      addEventListener("popstate", () => this.#read())
      addEventListener("keydown", (event) => this.#shortcut(event))
      this.#read()
    }

    // --- the address -----------------------------------------------------------------------------

    #read() {
      const asked = new URLSearchParams(location.search)
      const facets = Object.fromEntries(FACETS.map((name) => [name, asked.getAll(name)]))
      const page = Math.max(1, Number.parseInt(asked.get("page") ?? "1", 10) || 1)
      this.state = { q: asked.get("q") ?? "", sort: asked.get("sort") ?? "relevance", page, facets }
      this.input.value = this.state.q
      this.sort.value = this.state.sort
      if (!this.sort.value) this.sort.value = "relevance"
      this.run()
    }

    #address(state) {
      const out = new URLSearchParams()
      if (state.q) out.set("q", state.q)
      for (const name of FACETS) for (const key of state.facets[name]) out.append(name, key)
      if (state.sort !== "relevance") out.set("sort", state.sort)
      if (state.page > 1) out.set("page", state.page)
      const query = out.toString()
      return query ? `?${query}` : location.pathname
    }

    #change(part, { keep = false } = {}) {
      this.state = { ...this.state, ...part }
      const address = this.#address(this.state)
      if (keep) history.replaceState(null, "", address)
      else if (new URL(address, location.href).href !== location.href) {
        history.pushState(null, "", address)
      }
      return this.run()
    }

    // --- what the reader does ------------------------------------------------------------------

    #typed(event) {
      if (event.isComposing) return
      clearTimeout(this.timer)
      this.timer = setTimeout(() => {
        const q = this.input.value
        this.#suggest(q)
        if (q !== this.state.q) this.#change({ q, page: 1 }, { keep: true })
      }, PAUSE)
    }

    /** Without them the page works as well: a failure is not told. */
    #suggestions(q) {
      return this.client.suggest(q).catch(() => [])
    }

    async #suggest(q) {
      const found = await this.#suggestions(q)
      if (q === this.input.value) this.combobox.show(found)
    }

    #take(text) {
      this.input.value = text
      this.#change({ q: text, page: 1 })
    }

    #choose(facet, key, on) {
      const keys = this.state.facets[facet].filter((k) => k !== key)
      const facets = { ...this.state.facets, [facet]: on ? [...keys, key] : keys }
      this.#change({ facets, page: 1 })
    }

    #asked(event) {
      const query = event.target.closest("[data-query]")?.dataset.query
      if (!query || event.metaKey || event.ctrlKey || event.shiftKey) return
      event.preventDefault()
      this.#take(query)
      this.input.focus()
    }

    async #turned(event) {
      const page = event.target.closest("[data-page]")?.dataset.page
      if (!page || event.metaKey || event.ctrlKey || event.shiftKey) return
      event.preventDefault()
      await this.#change({ page: Number(page) })
      this.found.scrollIntoView()
      this.status.focus({ preventScroll: true })
    }

    #shortcut(event) {
      const writing = event.target.closest?.("input:not([type=checkbox]), select, textarea")
      if (event.key !== "/" || writing || event.ctrlKey || event.metaKey) return
      event.preventDefault()
      this.input.focus()
      this.input.select()
    }

    // --- what is found -------------------------------------------------------------------------

    async run() {
      clearTimeout(this.timer)
      clearTimeout(this.waiting)
      const turn = ++this.turn
      const { q, sort, page, facets } = this.state
      document.title = [q.trim(), this.found.dataset.title].filter(Boolean).join(" · ")
      if (!q.trim()) {
        this.#settled()
        return this.#clear()
      }
      this.waiting = setTimeout(() => this.#busy(), PATIENCE)
      try {
        const found = await this.client.search(q, { sort, page, facets })
        const meant = found.near && !found.results.length ? await this.#suggestions(q) : []
        if (turn === this.turn) this.#show({ ...found, meant })
      } catch (error) {
        if (turn === this.turn) this.#fail(error)
      } finally {
        if (turn === this.turn) this.#settled()
      }
    }

    /** Nothing is awaited. A search that another one replaces settles nothing: its words still stand. */
    #settled() {
      clearTimeout(this.waiting)
      this.found.removeAttribute("aria-busy")
    }

    #busy() {
      this.found.hidden = false
      this.found.setAttribute("aria-busy", "true")
      this.status.textContent = t("busy")
    }

    #clear() {
      this.found.hidden = true
      this.help.open = true
      this.alert.replaceChildren()
      this.status.textContent = ""
    }

    #show(found) {
      const focused = document.activeElement?.id
      this.found.hidden = false
      this.help.open = false
      this.alert.replaceChildren()
      this.status.textContent = this.#told(found)
      this.sort.parentElement.hidden = !found.articles
      this.note.replaceChildren(...this.#notes(found))
      const query = found.near ? found.marks : found.typed
      this.list.replaceChildren(...found.results.map((r) => resultItem(r, query, found.near)))
      const groups = facetGroups(found.facets, (...choice) => this.#choose(...choice))
      this.facets.replaceChildren(...groups)
      this.facets.closest("[data-wj=side]").hidden = !groups.length
      const chosen = FACETS.reduce((n, name) => n + this.state.facets[name].length, 0)
      this.chosen.textContent = chosen ? ` (${chosen})` : ""
      const address = (page) => this.#address({ ...this.state, page })
      this.pages.replaceChildren(...pager(found.page, found.pages, address))
      if (focused) document.getElementById(focused)?.focus({ preventScroll: true })
    }

    #told({ near, empty, hits, articles, results, page, pages }) {
      if (empty) return t("nothing-to-find")
      if (near) return results.length ? t("none-near") : t("none")
      const total = t(hits ? "total" : "total-articles", { hits, articles })
      return pages > 1 ? `${total} ${t("page-of", { page, pages })}` : total
    }

    #notes({ near, plain, unchecked, meant, parts = [], results, articles, groups }) {
      const notes = []
      if (plain) notes.push(t("plain"))
      if (unchecked) notes.push(t("unchecked", { n: unchecked }))
      if (articles > groups) notes.push(t("folded", { n: articles - groups }))
      if (near && !results.length) notes.push(t("advice"))
      const out = notes.map((note) => h("p", {}, note))
      if (meant.length) out.push(this.#links("meant", meant.map(({ text }) => text)))
      if (parts.length) out.push(this.#links("parts", parts))
      return out
    }

    /** Other queries to try, as links. */
    #links(key, queries) {
      const links = queries.map((q) => {
        const href = this.#address({ ...this.state, q, page: 1 })
        return h("a", { href, "data-query": q }, h("bdi", Wenji.chinese, q))
      })
      return h("p", { class: "wj-parts" }, h("span", {}, t(key)), links)
    }

    #fail({ kind, file }) {
      this.found.hidden = false
      this.status.textContent = t("failed")
      for (const part of [this.note, this.list, this.pages, this.facets]) part.replaceChildren()
      const again = h("button", { type: "button" }, t("retry"))
      again.addEventListener("click", () => {
        this.alert.replaceChildren()
        this.run()
        this.input.focus()
      })
      this.alert.replaceChildren(h("p", {}, t(`failed-${kind}`, { file })), again)
    }
  }

  new SearchPage(document.querySelector("[data-wj-search]"))
}
