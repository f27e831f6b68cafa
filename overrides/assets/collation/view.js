"use strict"
// The changes in the text of the page: everything is put into it in place and taken out again.

{
  const { Wenji } = self
  const { h, collation } = Wenji
  const { LINE_END, changesOf, checksum, joined, legible, mark, named, originalOf, t } = collation

  /** The text nodes that hold exactly [start, end) of an element's text. */
  function nodesOf(element, start, end) {
    const walker = document.createTreeWalker(element, NodeFilter.SHOW_TEXT)
    const found = []
    for (let at = 0; at < end && walker.nextNode(); ) {
      let node = walker.currentNode
      const { length } = node
      const [a, b] = [Math.max(start - at, 0), Math.min(end - at, length)]
      if (a < b) {
        if (b < length) node.splitText(b)
        if (a) node = node.splitText(a)
        found.push(node)
        walker.currentNode = node
      }
      at += length
    }
    return found
  }

  /** Show the changes of a block: the last one first, so that the places of the others hold. */
  function show(block, changes) {
    for (const change of [...changes].reverse()) {
      const { at, units } = change
      const nodes = nodesOf(block, at, at + units)
      nodes.forEach((node, k) => {
        const { previousSibling: place, parentNode: parent } = node
        const link = mark(change, [node], k === 0, k === nodes.length - 1)
        place ? place.after(link) : parent.prepend(link)
      })
      if (nodes.length) continue
      const before = nodesOf(block, 0, at).at(-1)
      before ? before.after(mark(change, [])) : (block.cells?.[0] ?? block).prepend(mark(change, []))
    }
  }

  /** What stands in the source before a block, and in no paragraph of the page. */
  function aside({ role, runs }) {
    const shown = runs.map((run) => {
      return typeof run === "string" ? legible(run) : mark(run, run.now ? [run.now] : [])
    })
    return h("div", { class: "wj-around" }, h("b", {}, t(`role-${role}`)), h("span", {}, shown))
  }

  /** The button of a block that shows its source; `wjShow` does what a click does. */
  function original(block, k, first, text) {
    const lines = text.split(LINE_END)
    const last = first + lines.length - 1
    const range = last > first ? `${first}–${last}` : String(first)
    const source = h(
      "ol",
      { class: "wj-source", id: `wj-source-${k}`, start: first, "aria-label": t("original") },
      lines.map((line) => h("li", {}, legible(line))),
    )
    const button = h(
      "button",
      { type: "button", class: "wj-original", "aria-expanded": "false" },
      h("span", {}, t("original")),
      h("small", {}, t("lines", { lines: range })),
    )
    button.wjShow = (on) => {
      button.setAttribute("aria-expanded", String(on))
      if (on) Wenji.putBeside(block, "after", source)
      else Wenji.takeAway(source)
    }
    button.addEventListener("click", () => button.wjShow(!source.isConnected))
    return button
  }

  /** The text of the page with its changes; what `draw` adds, `remove` takes away. */
  class View {
    constructor(text, data, end) {
      this.text = text
      this.blocks = Wenji.blocksOf(text)
      this.notes = new collation.Notes()
      const whole = this.blocks.map((block) => block.textContent)
      this.fits = whole.length === data.blocks.length && checksum(whole.join("")) === data.check
      if (this.fits) this.#draw(whole, data, end)
    }

    #draw(whole, { rules, blocks, around, gaps = {} }, end) {
      const asides = around.map(([before, role, , ...runs]) => ({
        before,
        role,
        runs: runs.map((run) => {
          if (typeof run === "string") return run
          return { now: run[0], old: run[1], rules: named(run[2], rules) }
        }),
      }))
      const changes = whole.map((text, k) => changesOf(blocks[k], text, rules))
      for (let k = 0; k <= whole.length; k++) {
        for (const { before, runs } of asides) {
          if (before === k) runs.forEach((run) => typeof run === "string" || this.notes.add(run))
        }
        changes[k]?.forEach((change) => this.notes.add(change))
      }
      this.buttons = this.blocks.map((block, k) => {
        const source = originalOf(whole[k], changes[k], gaps[k])
        const button = original(block, k, [blocks[k]].flat()[0], source)
        show(block, changes[k])
        ;(block.cells ? [...block.cells].at(-1) : block).append(button)
        return button
      })
      for (const one of asides) {
        const block = this.blocks[one.before]
        const first = block?.cells && block === block.closest("table").rows[0]
        if (!block) this.text.append(aside(one))
        else if (first) block.closest("table").before(aside(one))
        else Wenji.putBeside(block, "before", aside(one))
      }
      this.text.classList.add("wj-collated")
      this.text.before((this.bar = this.#bar(end)))
      if (this.notes.edits) this.text.after((this.list = this.notes.element()))
    }

    /** Above the text: what the marks mean, all sources at once, the way out. */
    #bar(end) {
      const all = h("button", { type: "button", "aria-pressed": "false" }, t("originals"))
      all.addEventListener("click", () => {
        const on = all.getAttribute("aria-pressed") !== "true"
        all.setAttribute("aria-pressed", String(on))
        for (const button of this.buttons) button.wjShow(on)
      })
      const legend = [
        h("del", {}, t("legend-drop")),
        h("ins", {}, t("legend-new")),
        h("span", {}, joined(), " ", t("legend-join")),
        h("span", {}, h("ins", {}, "¶"), " ", t("legend-split")),
      ]
      const signs = h("p", {}, legend.flatMap((one) => [one, " "]))
      const ways = h("p", {}, all, " ", h("button", { type: "button", onclick: end }, t("end")))
      return h("aside", { class: "wj-legend", "aria-label": t("title") }, signs, ways)
    }

    /** The text as it was. */
    remove() {
      for (const button of this.buttons) {
        button.wjShow(false)
        button.remove()
      }
      for (const one of this.text.querySelectorAll(".wj-around")) Wenji.takeAway(one)
      for (const link of this.text.querySelectorAll("a.wj-edit")) {
        const parent = link.parentNode
        const present = link.querySelector(":scope > ins")?.childNodes ?? []
        link.replaceWith(...[...present].filter((node) => node.className !== "wj-sign"))
        parent.normalize()
      }
      this.text.classList.remove("wj-collated")
      this.bar.remove()
      this.list?.remove()
    }
  }

  Object.assign(collation, { View })
}
