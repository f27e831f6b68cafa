"use strict"
// Suggestions under the search field: arrow keys choose, Enter takes, Escape closes.

{
  const Wenji = (self.Wenji ??= {})

  class Combobox {
    /** `take(text)` is called with the suggestion that was chosen. */
    constructor(input, list, take) {
      Object.assign(this, { input, list, take, at: -1 })
      input.addEventListener("keydown", (event) => this.#key(event))
      input.addEventListener("blur", () => this.close())
      list.addEventListener("mousedown", (event) => event.preventDefault()) // keeps the focus
      list.addEventListener("click", ({ target }) => {
        const option = target.closest("[role=option]")
        if (option) this.#choose(option)
      })
    }

    show(suggestions) {
      this.at = -1
      this.list.replaceChildren(...suggestions.map(({ text, n }, i) => {
        const count = Wenji.h("small", {}, Wenji.words("suggested", { n }))
        const attributes = { role: "option", id: `wj-option-${i}`, "aria-selected": "false" }
        return Wenji.h("li", { ...attributes, "data-text": text }, Wenji.h("bdi", Wenji.chinese, text), count)
      }))
      this.#open(suggestions.length > 0 && document.activeElement === this.input)
    }

    close() {
      this.#open(false)
    }

    #open(open) {
      this.list.hidden = !open
      this.input.setAttribute("aria-expanded", String(open))
      if (!open) this.#mark(-1)
    }

    #mark(at) {
      this.at = at
      const options = [...this.list.children]
      options.forEach((option, i) => option.setAttribute("aria-selected", String(i === at)))
      if (at < 0) this.input.removeAttribute("aria-activedescendant")
      else this.input.setAttribute("aria-activedescendant", options[at].id)
    }

    #choose(option) {
      this.close()
      this.take(option.dataset.text)
    }

    #key(event) {
      if (this.list.hidden || event.isComposing) return
      const count = this.list.children.length
      if (event.key === "ArrowDown") this.#mark(this.at + 1 < count ? this.at + 1 : -1)
      else if (event.key === "ArrowUp") this.#mark(this.at < 0 ? count - 1 : this.at - 1)
      else if (event.key === "Escape") this.close()
      else if (event.key === "Enter" && this.at >= 0) this.#choose(this.list.children[this.at])
      else return
      event.preventDefault()
    }
  }

  Object.assign(Wenji, { Combobox })
}
