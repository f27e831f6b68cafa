"use strict"
// What the reader's tools share: elements, words, the browser's storage, messages, the clipboard.

{
  const Wenji = (self.Wenji ??= {})
  const SECONDS = 6 // that a message stays, at least
  const LONG = 20 // with something to do
  const PACE = 6 // characters that are read in a second

  const t = (key, values) => Wenji.filled(Wenji.readerTexts[key] ?? key, values)

  const { h } = Wenji

  function button(text, onclick, more = {}) {
    return h("button", { type: "button", onclick, ...more }, text)
  }

  // --- storage: below the site's own path, as Material's own; two sites of a host do not mix -----

  const named = (key) => `${__md_scope.pathname}.wj-${key}`
  const read = (key) => __md_get(`wj-${key}`)

  /** Whether it could be kept; if not, the reader is told, but for what he has not asked for. */
  function write(key, value, quietly = false) {
    try {
      localStorage.setItem(named(key), JSON.stringify(value))
      return true
    } catch {
      if (!quietly) tell(t("storage"))
      return false
    }
  }

  // --- messages --------------------------------------------------------------------------------

  const dock = h("div", { class: "wj-dock", role: "region", "aria-label": t("dock") })
  const said = h("p", { class: "wj-tell", role: "status" })
  dock.append(said)
  document.body.append(dock)
  let timer = 0

  /** Tell the reader something, and offer one thing to do about it. */
  function tell(text, label, action) {
    clearTimeout(timer)
    const close = () => {
      clearTimeout(timer)
      said.replaceChildren()
    }
    said.replaceChildren(
      h("span", {}, text),
      ...(label ? [button(label, () => { close(); action() })] : []),
      button("×", close, { class: "wj-close", "aria-label": t("close") }),
    )
    timer = setTimeout(close, 1000 * Math.max(label ? LONG : SECONDS, text.length / PACE))
  }

  // --- the clipboard ---------------------------------------------------------------------------

  /** Copy a text, and say so. A server without TLS has no `navigator.clipboard`. */
  async function copy(text, done = t("copied")) {
    try {
      await navigator.clipboard.writeText(text)
    } catch {
      if (!copiedByHand(text)) return tell(t("not-copied"))
    }
    return tell(done)
  }

  function copiedByHand(text) {
    const focused = document.activeElement
    const selection = getSelection()
    const range = selection.rangeCount ? selection.getRangeAt(0) : null
    const field = h("textarea", { class: "wj-clip", readonly: true, "aria-hidden": "true" })
    field.value = text
    document.body.append(field)
    field.select()
    const copied = document.execCommand("copy")
    field.remove()
    focused?.focus({ preventScroll: true })
    selection.removeAllRanges()
    if (range) selection.addRange(range)
    return copied
  }

  const calm = () => matchMedia("(prefers-reduced-motion: reduce)").matches

  Wenji.reader = { t, h, button, read, write, named, dock, tell, copy, calm }
}
