"use strict"
// On every page: what Material and the pages need before they can search. Loads nothing else
// until somebody searches.
//
//   <script src="…/assets/search/start.js" data-lang="zh" data-prefix=""></script>

{
  const Wenji = (self.Wenji ??= {})
  const script = document.currentScript
  const offline = location.protocol === "file:"

  Wenji.base = new URL("./", script.src).href // of the scripts
  Wenji.site = new URL("../../", Wenji.base).href
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

  if (offline) {
    // Browsers allow no workers there: this one does the same work in the page.
    self.Worker = class extends EventTarget {
      async postMessage(data) {
        try {
          await Wenji.load("engine")
          Wenji.dialog ??= new Wenji.Dialog(Wenji)
          const answer = await Wenji.dialog.answer(data)
          if (answer) this.dispatchEvent(new MessageEvent("message", { data: answer }))
        } catch (error) {
          console.error(error)
          this.dispatchEvent(new Event("error"))
        }
      }
    }
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
