"use strict"
// The button of the page that switches the view on and off, and what it needs for that.

{
  const { h, collation } = self.Wenji
  const { View, load, t } = collation

  const style = document.currentScript.src.replace(/-\w+\.js$/u, ".css")

  /** The style of what is shown; without it the text is only less beautiful. */
  function dress() {
    if (document.querySelector("link[data-wj-style]")) return null
    const link = h("link", { rel: "stylesheet", href: style, "data-wj-style": true })
    document.head.append(link)
    return new Promise((done) => (link.onload = link.onerror = done))
  }

  class Switch {
    constructor(button) {
      const address = button.dataset.wjCollation
      Object.assign(this, { button, address, view: null, data: null, busy: false })
      this.name = address.split("/").slice(-2).join("/").replace(/\.js$/u, "")
      this.text = document.querySelector("[data-wj-text]")
      this.status = h("span", { role: "status" })
      button.after(" ", this.status)
      button.addEventListener("click", () => (this.view ? this.off() : this.on()))
      button.closest("[hidden]").hidden = false
    }

    async on() {
      if (this.busy) return
      this.busy = true
      this.#tell("loading")
      try {
        const dressed = dress()
        this.data ??= await load(this.address, this.name)
        await dressed
        this.#still(() => this.#show())
      } catch {
        this.#tell("failed", { file: `${this.name}.js` })
      } finally {
        this.busy = false
      }
    }

    off() {
      this.#still(() => this.view.remove())
      this.view = null
      this.button.setAttribute("aria-pressed", "false")
      this.#tell()
    }

    #show() {
      const view = new View(this.text, this.data, () => this.#end())
      if (!view.fits) return this.#tell("edited")
      this.view = view
      this.button.setAttribute("aria-pressed", "true")
      const { edits } = view.notes
      return this.#tell(edits ? "changes" : "none", { n: edits })
    }

    /** Switched off above the text: the reader stays there. */
    #end() {
      this.off()
      this.text.tabIndex = -1
      this.text.focus({ preventScroll: true })
      this.text.addEventListener("blur", () => this.text.removeAttribute("tabindex"), { once: true })
    }

    /** The switch stays where the reader sees it, however long the text above it becomes. */
    #still(change) {
      const { top } = this.button.getBoundingClientRect()
      const seen = top >= 0 && top <= innerHeight
      change()
      if (seen) scrollBy({ top: this.button.getBoundingClientRect().top - top, behavior: "instant" })
    }

    #tell(key, values) {
      this.status.textContent = key ? t(key, values) : ""
    }
  }

  const button = document.querySelector("button[data-wj-collation]")
  if (button && document.querySelector("[data-wj-text]")) new Switch(button)
}
