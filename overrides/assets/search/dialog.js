"use strict"
// What is asked of the worker, and its answers: Material's messages, and those of the search page.
//
// Material's: SETUP → READY, QUERY (what is typed) → RESULT {items}, each item a list of
// {location, title, text, score, terms}, title and text in HTML. The search page's:
// {call, id, args} → {id, value} or {id, error: {kind, file}}.

{
  const Wenji = (self.Wenji ??= {})

  const SETUP = 0
  const READY = 1
  const QUERY = 2
  const RESULT = 3
  const SIZE = 6 // articles in the list: one more costs some kilobytes
  const LINES = 2 // of context for each
  const SUGGESTED = 3
  const TOP = 1000 // Material's Enter key opens the entry with the highest score

  class Dialog {
    constructor({ site, lang, address, words, Store = Wenji.Store }) {
      this.engine = new Wenji.Engine(new Store(`${site}search/`), lang)
      this.address = address
      this.words = words
      this.asked = 0
    }

    /** The answer to a message; null where a later question has made it idle. */
    async answer(message) {
      if (message.call) return this.#call(message)
      if (message.type === SETUP) return { type: READY }
      if (message.type !== QUERY) return null
      const turn = ++this.asked
      const items = await this.#items(message.data.trim())
      return turn === this.asked ? { type: RESULT, data: { items } } : null
    }

    async #call({ call, id, args }) {
      try {
        return { id, value: await this.engine[call](...args) }
      } catch (error) {
        if (!error.kind) console.error(error)
        return { id, error: { kind: error.kind ?? "defect", file: error.file ?? error.message } }
      }
    }

    async #items(typed) {
      if (!typed) return []
      try {
        const found = await this.engine.search(typed, { size: SIZE })
        const nothing = found.near && !found.results.length
        const suggested = nothing ? await this.engine.suggest(typed) : []
        const items = suggested.slice(0, SUGGESTED).map(({ text, n }) => this.#suggestion(text, n))
        if (items.length) return scored([...items, this.#all(typed, found)])
        items.push(...found.results.map((result) => this.#article(result, found)))
        if (items.length) items.push(this.#all(typed, found))
        return scored(items)
      } catch (error) {
        if (!error.kind) console.error(error)
        return scored([this.#failure(typed, error)])
      }
    }

    #article({ page, title, lines, failed, varies = true, article }, found) {
      const near = found.near ? `<b class="wj-near">${escape(this.words("near"))}</b> ` : ""
      const shown = lines.slice(0, LINES).map(({ parts }) => `<p>${near}${chinese(html(parts))}</p>`)
      const query = encodeURIComponent(found.near ? found.marks : found.typed)
      return {
        location: `${this.address(page)}?h=${query}${varies ? `&in=${article}` : ""}`,
        title: chinese(html(title)),
        text: failed ? escape(this.words(`failed-${failed.kind}`, failed)) : shown.join(""),
      }
    }

    #suggestion(text, n) {
      return {
        location: this.#page(text),
        title: chinese(escape(text)),
        text: `<p>${escape(this.words("suggested", { n }))}</p>`,
      }
    }

    /** The last entry leads to the search page and tells the true numbers. */
    #all(typed, { near, hits, articles }) {
      const total = near ? this.words("none") : this.words("total", { hits, articles })
      const title = near ? this.words("open-page") : this.words("all", { hits, articles })
      return {
        location: this.#page(typed),
        title: `<span data-wj-total="${escape(total)}">${escape(title)}</span>`,
        text: "",
      }
    }

    #failure(typed, { kind = "defect", file = "" }) {
      const title = escape(this.words("failed"))
      return {
        location: this.#page(typed),
        title: `<span data-wj-total="${title}">${title}</span>`,
        text: escape(`${this.words(`failed-${kind}`, { file })} ${this.words("open-page")}`),
      }
    }

    #page(query) {
      return `${this.address("search/")}?q=${encodeURIComponent(query)}`
    }
  }

  const scored = (items) => items.map((item, n) => [{ ...item, score: TOP - n, terms: {} }])

  const ENTITIES = { "&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;", "'": "&#39;" }
  const escape = (text) => text.replace(/[&<>"']/gu, (c) => ENTITIES[c])
  const html = (parts) => {
    return parts.map(([s, marked]) => (marked ? `<mark>${escape(s)}</mark>` : escape(s))).join("")
  }

  /** Words of the collection, said to be Chinese where the page is in English. */
  const chinese = (markup) => {
    const { lang } = Wenji.chinese
    return lang ? `<span lang="${lang}">${markup}</span>` : markup
  }

  Object.assign(Wenji, { Dialog })
}
