"use strict"
// 校勘: on an article's page a switch that shows what was changed in its text and why, and the
// source of each paragraph. The edits come from collation/SOURCE/NN.js (collation/files.py), when
// they are first asked for; everything is put into the text in place and taken out again.

{
  const Wenji = (self.Wenji ??= {})
  const QUOTED = 36 // characters of old words in a note
  const PLACES = 12 // links back from one note

  const t = (key, values) => Wenji.filled(Wenji.collationTexts[key] ?? key, values)

  const { h } = Wenji

  // --- the data ---------------------------------------------------------------------------------

  /** Load a file of edits; rejected where the server has none. */
  function load(address, name) {
    return new Promise((done, failed) => {
      const script = h("script", { src: address })
      self.wenjiCollation = (found, data) => found === name && done(data)
      script.onload = script.onerror = () => {
        script.remove()
        failed(new Error(name)) // has no effect after `done`
      }
      document.head.append(script)
    })
  }

  const style = document.currentScript.src.replace(/-\w+\.js$/u, ".css")

  /** The style of what is shown; without it the text is only less beautiful. */
  function dress() {
    if (document.querySelector("link[data-wj-style]")) return null
    const link = h("link", { rel: "stylesheet", href: style, "data-wj-style": true })
    document.head.append(link)
    return new Promise((done) => (link.onload = link.onerror = done))
  }

  /** CRC-32 of a text in UTF-16LE, as in zip files. */
  function checksum(text) {
    let crc = ~0
    for (let i = 0; i < 2 * text.length; i++) {
      crc ^= (text.charCodeAt(i >> 1) >> (8 * (i & 1))) & 0xff
      for (let bit = 0; bit < 8; bit++) crc = crc & 1 ? (crc >>> 1) ^ 0xedb88320 : crc >>> 1
    }
    return ~crc >>> 0
  }

  /** The changes of a block; each stands for `units` of its text from `at` on. */
  function changesOf(line, text, rules) {
    const changes = []
    let at = 0
    for (const run of Array.isArray(line) ? line.slice(1) : []) {
      if (Array.isArray(run)) {
        const [units, old, rule, splits] = run
        const now = text.slice(at, at + units)
        changes.push({ at, units, now, old, splits: Boolean(splits), rules: named(rule, rules) })
        at += units
      } else at += run
    }
    return changes
  }

  const named = (rule, rules) => [rule].flat().map((n) => rules[n])

  /** The source text of a block: the text of the page with the old words in their places, and
   * with the white space between the cells of a row. */
  function originalOf(text, changes, gaps = []) {
    const between = [...gaps]
    let at = 0
    let original = ""
    const keep = (until) => {
      while (between.length && between[0][0] <= until) {
        const [place, white] = between.shift()
        original += text.slice(at, place) + white
        at = Math.max(at, place)
      }
      original += text.slice(at, until)
    }
    for (const change of changes) {
      keep(change.at)
      original += change.old
      at = change.at + change.units
    }
    keep(text.length)
    return original
  }

  // --- how old words are shown -------------------------------------------------------------------

  const LINE_END = /\r\n|\r|\n/gu

  /** Characters that nobody sees, and that might act, as signs. */
  function legible(text) {
    return text
      .replace(/[\0-\x08\x0b-\x1f]/gu, (c) => String.fromCharCode(0x2400 + c.charCodeAt(0)))
      .replace(/[\p{Cf}\p{Zl}\p{Zp}\p{Co}\x7f-\x9f\ufffe\uffff]/gu, (c) => {
        return `[U+${c.codePointAt(0).toString(16).toUpperCase().padStart(4, "0")}]`
      })
  }

  /** Old words within a line; `most` characters of them. */
  function signs(text, most = Infinity) {
    const lines = text.replace(LINE_END, "↵")
    const blank = !text.replace(LINE_END, "").trim()
    const chars = [...legible(blank ? lines.replace(/[^↵]/gu, "␣") : lines)]
    return chars.length > most ? `${chars.slice(0, most).join("")}……` : chars.join("")
  }

  const joined = () => h("del", { class: "wj-sign" }, "↵")
  const joins = ({ old, now }) => !old.trim() && /[\r\n]/u.test(old) && !now.trim()
  const why = ({ rules }) => rules.map((rule) => t(`rule.${rule}`)).join(t("comma"))

  function told(change) {
    const { old, now, splits } = change
    const values = { old: signs(old, QUOTED), new: signs(now, QUOTED) }
    if (old && old === now) return t("note-mask", values) // what is hidden is told nowhere
    if (splits && !now) return t(old.trim() ? "note-split-at" : "note-split", values)
    if (joins(change)) return t("note-join")
    return t(now ? (old ? "note-replace" : "note-insert") : "note-drop", values)
  }

  // --- notes: equal changes share one ------------------------------------------------------------

  class Notes {
    constructor() {
      this.list = new Map()
      this.edits = 0
    }

    /** Give a change its number, its note, and whether it is the note's first. */
    add(change) {
      const text = told(change)
      const key = `${text}\n${change.rules}\n${joins(change) || change.old}`
      const note = this.list.get(key) ?? { n: this.list.size + 1, text, why: why(change), edits: [] }
      this.list.set(key, note)
      change.n = ++this.edits
      change.note = note
      change.first = note.edits.push(change.n) === 1
    }

    element() {
      const items = [...this.list.values()].map(({ n, text, why: reason, edits }) => {
        const links = edits.slice(0, PLACES).map((edit, k) => {
          const label = t("back", { n: edit })
          const sign = edits.length > 1 ? String(k + 1) : "↑"
          return [" ", h("a", { href: `#wj-edit-${edit}`, "aria-label": label, title: label }, sign)]
        })
        const many = edits.length > 1 && t("places", { n: edits.length })
        const rest = edits.length > PLACES && " …"
        const places = h("small", {}, many, h("span", {}, links, rest))
        return h("li", { id: `wj-note-${n}`, value: n }, text, h("em", {}, reason), places)
      })
      const heading = h("h2", { id: "wj-notes" }, t("notes"))
      const attributes = { class: "wj-notes", "aria-labelledby": "wj-notes" }
      return h("section", attributes, heading, h("p", {}, t("notes-lead")), h("ol", {}, items))
    }
  }

  /** A change as it stands in the text: a link to its note, around what is there now. */
  function mark(change, nodes, head = true, tail = true) {
    const { n, note, old, now, splits, first } = change
    const sign = tail && splits && h("i", { class: "wj-sign" }, "¶")
    const present = [...nodes, sign].filter(Boolean)
    return h(
      "a",
      {
        class: "wj-edit",
        id: head && `wj-edit-${n}`,
        href: `#wj-note-${note.n}`,
        title: `${note.text}${t("stop")}${note.why}`,
      },
      head && old && old !== now && (joins(change) ? joined() : h("del", {}, signs(old))),
      present.length > 0 && h("ins", {}, present),
      tail && first && h("sup", {}, String(note.n)),
    )
  }

  // --- in the text --------------------------------------------------------------------------------

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
      this.notes = new Notes()
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

  // --- the switch ----------------------------------------------------------------------------------

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
