"use strict"
// The row of tools above a text: buttons that open a panel each. Once the row is out of sight, one
// button at the window's edge brings it back, over the text, without a way to the top.

{
  const { reader } = self.Wenji
  const { root } = reader

  class Tools {
    constructor(row) {
      this.row = row
      this.buttons = [...row.querySelectorAll("button[aria-controls]")]
      for (const button of this.buttons) {
        button.addEventListener("click", () => this.toggle(button))
      }
      root.addEventListener("keydown", (event) => {
        if (event.key !== "Escape") return
        const open = this.buttons.find((button) => button.getAttribute("aria-expanded") === "true")
        if (open) {
          this.toggle(open, false)
          open.focus()
        } else if (this.floats()) this.float(false)
      })
      this.back = reader.button("", () => this.float(!this.floats()), {
        class: "wj-back", "aria-expanded": "false", "aria-label": reader.t("tools"), hidden: true,
      })
      this.back.append(document.querySelector("[data-wj-icon]").content.cloneNode(true))
      reader.dock.append(this.back)
      new IntersectionObserver(([{ isIntersecting, boundingClientRect }]) => {
        const away = !isIntersecting && boundingClientRect.top < 0
        this.back.hidden = !away
        if (!away) this.float(false, false)
      }).observe(root)
    }

    toggle(button, on = button.getAttribute("aria-expanded") !== "true") {
      for (const one of this.buttons) {
        const open = on && one === button
        one.setAttribute("aria-expanded", String(open))
        document.getElementById(one.getAttribute("aria-controls")).hidden = !open
      }
    }

    floats() {
      return root.classList.contains("wj-floating")
    }

    float(on, focus = true) {
      if (on === this.floats()) return
      if (on) root.style.minHeight = `${root.offsetHeight}px`
      root.classList.toggle("wj-floating", on)
      if (!on) root.style.minHeight = ""
      this.back.setAttribute("aria-expanded", String(on))
      if (on) this.row.querySelector("button, a").focus()
      else if (focus) this.back.focus()
    }
  }

  const row = root?.querySelector(".wj-tools")
  if (row) {
    const tools = new Tools(row)
    reader.openPanel = (button, on) => tools.toggle(button, on)
    reader.sink = () => tools.float(false)
  }

  // The panel of citations: filled when it is opened, since the day belongs to it.
  const cited = document.querySelector("[data-wj-open=cite]")
  cited?.addEventListener("click", () => {
    for (const kind of ["standard", "simple", "bibtex"]) {
      const words = reader[kind](reader.article())
      const place = document.querySelector(`[data-wj-cite=${kind}]`)
      place.textContent = words
      place.closest("div").querySelector("button").onclick = () => reader.copy(words)
    }
  })
}
