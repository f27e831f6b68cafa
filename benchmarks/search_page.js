"use strict"
// Asks each engine for `search.py`, inside the page: the engine's own way, without its looks.
//
// bench.start(kind) gets it ready; bench.ask(typed, options) → {ms, pages, count, error}: `pages`
// are the found pages' addresses below the site, best first (Pagefind: its names of pages);
// `count` is how many the engine says there are.

{
  const SETUP = 0
  const READY = 1
  const QUERY = 2
  const RESULT = 3
  const NEAR = '<b class="wj-near">' // ours, where nothing holds the query exactly
  const PAGEFIND_SHOWN = 5 // results that its interface loads at once

  const config = () => JSON.parse(document.querySelector("#__config").textContent)
  const base = () => new URL(config().base, location.href).href
  const relative = (address) => {
    const { href } = new URL(address, base())
    return decodeURI(href.startsWith(base()) ? href.slice(base().length) : href).replace(/[?#].*/u, "")
  }

  /** The next message of a worker that `fits`, after `send` was posted. */
  const answer = (worker, send, fits) => new Promise((done, failed) => {
    const listen = ({ data }) => {
      if (!fits(data)) return
      worker.removeEventListener("message", listen)
      done(data)
    }
    worker.addEventListener("message", listen)
    worker.addEventListener("error", ({ message }) => failed(new Error(message ?? "worker")))
    worker.postMessage(send)
  })

  /** What stands behind Material's dialog: its own worker, or ours in its place. */
  class Dialog {
    async start() {
      this.worker = new Worker(new URL(config().search, location.href))
      const loaded = await fetch(new URL("search/search_index.json", base()))
      const { config: settings, docs } = loaded.ok ? await loaded.json() : {}
      const data = { config: settings, docs, options: { suggest: false } }
      await answer(this.worker, { type: SETUP, data }, ({ type }) => type === READY)
    }

    async ask(typed) {
      const send = { type: QUERY, data: typed }
      const { data } = await answer(this.worker, send, ({ type }) => type === RESULT)
      const exact = data.items.filter(([{ text }]) => !text.includes(NEAR))
      const pages = exact.map(([first]) => relative(first.location))
      return { pages: [...new Set(pages)], count: null }
    }
  }

  /** What stands behind our search page. */
  class Ours {
    async start() {
      this.worker = new Worker(new URL(config().search, location.href))
      this.last = 0
    }

    async ask(typed, { size } = {}) {
      const id = ++this.last
      const send = { call: "search", id, args: [typed, size ? { size } : {}] }
      const { value, error } = await answer(this.worker, send, (data) => data.id === id)
      if (error) throw new Error(JSON.stringify(error))
      if (value.near) return { pages: [], count: 0 }
      const pages = value.results.flatMap(({ page, same }) => [page, ...same.map((s) => s.page)])
      return { pages, count: value.articles }
    }
  }

  class Pagefind {
    async start() {
      this.pagefind = await import("/pagefind/pagefind.js")
      await this.pagefind.init()
    }

    async ask(typed) {
      const { results } = await this.pagefind.search(typed)
      await Promise.all(results.slice(0, PAGEFIND_SHOWN).map((result) => result.data()))
      return { pages: results.map(({ id }) => id), count: results.length }
    }
  }

  const KINDS = { OURS: Ours, DIALOG: Dialog, PAGEFIND: Pagefind }
  let engine = null

  const limited = (promise, limit) => Promise.race([
    promise,
    new Promise((_, failed) => setTimeout(() => failed(new Error("no answer in time")), limit)),
  ])

  globalThis.bench = {
    async start(kind, limit) {
      engine = new KINDS[kind]()
      await limited(engine.start(), limit)
    },

    async ask(typed, { limit, ...options }) {
      const from = performance.now()
      try {
        const found = await limited(engine.ask(typed, options), limit)
        return { ms: performance.now() - from, ...found, error: null }
      } catch (error) {
        return { ms: performance.now() - from, pages: [], count: null, error: error.message }
      }
    },
  }
}
