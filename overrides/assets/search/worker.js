"use strict"
// The search worker: Material's dialog and the search page ask it. worker.js?lang=zh&prefix=en/

{
  const Wenji = (self.Wenji ??= {})
  const asked = new URL(self.location.href)

  Wenji.site = new URL("../../", asked).href
  Wenji.lang = asked.searchParams.get("lang")
  Wenji.prefix = asked.searchParams.get("prefix") ?? ""
  Wenji.address = (page) => `${Wenji.site}${Wenji.prefix}${page}`

  const parts = ["fold", "query", "store", "spans", "match", "article", "rank", "bucket"]
    .concat(["sheets", "index", "library", "run", "engine", "words", `words-${Wenji.lang}`, "dialog"])
  const loaded = new Set()
  let dialog = null

  const load = (names) => {
    const missing = names.filter((name) => !loaded.has(name))
    try {
      self.importScripts(...missing.map((name) => `${name}.js`))
    } catch (error) {
      throw Object.assign(error, { kind: "unreachable", file: missing.join(".js, ") + ".js" })
    }
    for (const name of missing) loaded.add(name)
  }

  /** A part that few queries need. */
  Wenji.need = async (name) => load([name])

  /** The engine's scripts are loaded with the first question, not with every page. */
  const opened = () => {
    if (!dialog) {
      load(parts)
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
