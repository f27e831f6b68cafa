"use strict"
// How far the reader is: a thin bar, and the place where he left off, which is offered to him when
// he comes back. The page never goes there by itself.

{
  const { reader } = self.Wenji
  const BEGUN = 0.04 // of the text; before that there is nothing to come back to
  const ENDED = 0.98
  const MOST = 300 // articles whose place is remembered
  const WORDS = 24

  const all = () => {
    const places = reader.read("places")
    return places && typeof places === "object" && !Array.isArray(places) ? places : {}
  }

  class Progress {
    constructor() {
      const { h, text, root } = reader
      this.page = root.dataset.page
      this.bar = h("div", { class: "wj-progress", "aria-hidden": "true" }, h("i"))
      document.body.append(this.bar)
      this.text = text
      this.moved = false
      let due = false
      addEventListener("scroll", () => {
        this.moved = true
        if (due) return
        due = true
        requestAnimationFrame(() => {
          due = false
          this.show()
        })
      }, { passive: true })
      addEventListener("resize", () => this.show())
      addEventListener("pagehide", () => this.remember())
      document.addEventListener("visibilitychange", () => document.hidden && this.remember())
      this.show()
      this.offer()
    }

    /** From 0 to 1: how much of the text stands above the lower edge of the window. */
    part() {
      const { top, height } = this.text.getBoundingClientRect()
      const before = Math.max(0, innerHeight - (top + scrollY)) // of it that is seen at the start
      return Math.min(1, Math.max(0, (innerHeight - top - before) / Math.max(1, height - before)))
    }

    show() {
      this.bar.firstChild.style.transform = `scaleX(${this.part().toFixed(4)})`
    }

    remember() {
      const part = this.part()
      if (!this.moved || part < BEGUN) return
      if (this.offered?.isConnected && part < all()[this.page]?.part) return // not answered yet
      const block = reader.seen()
      const { title } = reader.article()
      const places = all()
      delete places[this.page]
      places[this.page] = {
        id: (block && reader.idOf(block)) || "", part: Math.round(part * 100) / 100,
        ended: part >= ENDED, title, at: new Date().toISOString(),
      }
      const rows = Object.entries(places).slice(-MOST)
      reader.write("places", Object.fromEntries(rows), true)
    }

    /** Offer the place of the last time, but to those who were led to a place of this page. */
    offer() {
      const { t, h, button } = reader
      const place = all()[this.page]
      const led = location.hash || new URLSearchParams(location.search).has("h") || scrollY > 0
      if (!place || place.ended || led || typeof place.id !== "string") return
      const { block } = reader.find(place.id)
      if (!block) return
      const gone = () => bar.remove()
      const words = reader.plain(block).slice(0, WORDS)
      const lead = t("resume-lead", { percent: Math.round(place.part * 100) })
      const bar = h(
        "p",
        { class: "wj-resume", role: "status" },
        h("span", {}, lead, h("q", {}, `${words}…`)),
        button(t("resume"), () => {
          gone()
          block.scrollIntoView({ block: "start", behavior: reader.calm() ? "instant" : "smooth" })
        }),
        button("×", gone, { class: "wj-close", "aria-label": t("resume-no") }),
      )
      reader.dock.prepend((this.offered = bar))
      addEventListener("scroll", () => this.part() > 0.3 && gone(), { passive: true })
    }
  }

  if (reader.text) new Progress()
}
