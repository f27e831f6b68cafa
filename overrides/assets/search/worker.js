"use strict"
// The search worker: Material's dialog and the search page ask it. worker.js?lang=zh&prefix=en/

{
  const Wenji = (self.Wenji ??= {})
  const asked = new URL(self.location.href)

  Wenji.site = new URL("../../../", asked).href
  Wenji.lang = asked.searchParams.get("lang")
  Wenji.prefix = asked.searchParams.get("prefix") ?? ""
  Wenji.address = (page) => `${Wenji.site}${Wenji.prefix}${page}`

  const loaded = new Set()
  let dialog = null

  const load = (name) => {
    if (loaded.has(name)) return
    try {
      self.importScripts(`${name}-${Wenji.lang}.js`)
    } catch (error) {
      throw Object.assign(error, { kind: "unreachable", file: `${name}.js` })
    }
    loaded.add(name)
  }

  /** A part that few queries need. */
  Wenji.need = async (name) => load(name)

  /** The engine's scripts are loaded with the first question, not with every page. */
  const opened = () => {
    if (!dialog) {
      load("engine")
      dialog = new Wenji.Dialog(Wenji)
    }
    return dialog
  }

  self.addEventListener("message", async ({ data }) => {
    let answer
    try {
      answer = data.type === 0 ? { type: 1 } : await opened().answer(data)
    } catch (error) {
      answer = failure(data, error)
    }
    if (answer) self.postMessage(answer)
  })

  /** A script did not come: the search page tells it, the dialog leads there. */
  function failure({ call, id, data }, error) {
    if (call) return { id, error: { kind: "unreachable", file: error.file ?? error.message } }
    const location = `${Wenji.address("search/")}?q=${encodeURIComponent(data)}`
    const item = { location, title: "⚠", text: "", score: 1, terms: {} }
    return { type: 3, data: { items: [[item]] } }
  }
}
