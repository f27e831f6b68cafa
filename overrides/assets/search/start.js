"use strict"
// On every page: what Material and the pages need before they can search. Loads nothing else
// until somebody searches.
//
//   <script src="…/assets/<digest>/search/start.js" data-base="." data-lang="zh" data-prefix=""></script>
//
// Served with scope.js before it, which Material's script needs.

{
  const Wenji = (self.Wenji ??= {})
  const script = document.currentScript
  const offline = location.protocol === "file:"

  Wenji.base = new URL("./", script.src).href // of the scripts
  Wenji.site = new URL("../../../", Wenji.base).href
  Wenji.lang = script.dataset.lang
  Wenji.prefix = script.dataset.prefix // of the pages in the language that is being read

  const loaded = new Map()

  /** Load scripts of this folder, once each, in order, in the language of the page. */
  Wenji.load = (...names) => {
    for (const name of names) {
      if (loaded.has(name)) continue
      const element = document.createElement("script")
      element.async = false
      element.src = `${Wenji.base}${name}-${Wenji.lang}.js`
      loaded.set(name, new Promise((done, failed) => {
        element.onload = done
        element.onerror = () => {
          loaded.delete(name)
          failed(Object.assign(new Error(name), { kind: "missing", file: `${name}.js` }))
        }
      }))
      document.head.append(element)
    }
    return Promise.all(names.map((name) => loaded.get(name)))
  }

  /** A part that few queries need. */
  Wenji.need = Wenji.load

  /** The address of a page of the site in the language that is being read. */
  Wenji.address = (page) => {
    const file = offline && (!page || page.endsWith("/")) ? "index.html" : ""
    return `${Wenji.site}${Wenji.prefix}${page}${file}`
  }

  const SETUP = 0 // Material's messages: see dialog.js
  const READY = 1
  const QUERY = 2
  const RESULT = 3
  const native = self.Worker
  const parsed = new Promise((done) => {
    if (document.readyState === "loading") addEventListener("DOMContentLoaded", done)
    else done()
  })

  // Material begins its worker with the page, most readers never search: this one begins the real
  // worker with the first question. From file:// browsers allow none; there the page does the work.
  self.Worker = class extends EventTarget {
    #address; // rjsmin takes the line ends before #
    #real = null;

    constructor(address) {
      super()
      this.#address = address
      parsed.then(() => setTimeout(() => this.#tell({ type: READY }))) // Material listens by then
    }

    postMessage(data) {
      if (data.type === SETUP) return
      if (data.type === QUERY && !data.data.trim()) this.#tell({ type: RESULT, data: { items: [] } })
      else if (offline) this.#here(data)
      else this.#begun().postMessage(data)
    }

    terminate() {
      this.#real?.terminate()
    }

    #tell(data) {
      this.dispatchEvent(new MessageEvent("message", { data }))
    }

    #begun() {
      if (!this.#real) {
        this.#real = new native(this.#address)
        this.#real.addEventListener("message", ({ data }) => this.#tell(data))
        this.#real.addEventListener("error", () => this.dispatchEvent(new Event("error")))
      }
      return this.#real
    }

    async #here(data) {
      try {
        await Wenji.load("engine")
        Wenji.dialog ??= new Wenji.Dialog(Wenji)
        const answer = await Wenji.dialog.answer(data)
        if (answer) this.#tell(answer)
      } catch (error) {
        console.error(error)
        this.dispatchEvent(new Event("error"))
      }
    }
  }

  if (offline) {
    // A folder's address shows a list of files there.
    addEventListener("click", ({ target }) => {
      const link = target.closest?.("a[href]")
      if (link?.protocol === "file:" && link.pathname.endsWith("/")) link.pathname += "index.html"
    }, true)
  }

  /** Material counts the entries of its list; what was found is in the list itself. */
  const tellTotal = () => {
    const list = document.querySelector(".md-search-result__list")
    if (!list) return
    const tell = () => {
      const total = list.querySelector("[data-wj-total]")
      if (total) list.previousElementSibling.textContent = total.dataset.wjTotal
    }
    new MutationObserver(tell).observe(list, { childList: true })
  }

  /** Material waits for a key to go up: pasted, dictated and tapped words have none. */
  const tellInput = () => {
    const field = document.querySelector(".md-search__input")
    field?.addEventListener("input", ({ isComposing }) => {
      if (!isComposing) field.dispatchEvent(new Event("keyup"))
    })
    field?.addEventListener("compositionend", () => field.dispatchEvent(new Event("keyup")))
  }

  const begin = () => {
    tellTotal()
    tellInput()
    if (document.querySelector("[data-wj-search]")) {
      Wenji.load("page")
    } else if (document.querySelector("[data-wj-text]")) {
      if (new URLSearchParams(location.search).get("h")) Wenji.load("engine", "hits")
    }
  }

  if (document.readyState === "loading") addEventListener("DOMContentLoaded", begin)
  else begin()
}
