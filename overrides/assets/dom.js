"use strict"
// What all scripts that build elements share. It goes before them in each bundle.

{
  const Wenji = (self.Wenji ??= {})

  /** An element with attributes and children; false, null and "" are left out. Texts stay texts. */
  Wenji.h = (tag, attributes = {}, ...children) => {
    const element = document.createElement(tag)
    for (const [name, value] of Object.entries(attributes)) {
      if (name.startsWith("on")) element.addEventListener(name.slice(2), value)
      else if (value === true) element.setAttribute(name, "")
      else if (value !== false && value != null) element.setAttribute(name, value)
    }
    const shown = (child) => child != null && child !== false && child !== ""
    element.append(...children.flat(Infinity).filter(shown))
    return element
  }

  /** The paragraphs of a text in their order; of a table, each row is one. */
  Wenji.blocksOf = (text) => [...text.children].flatMap((block) => {
    return block.matches("table") ? [...block.rows] : block
  })

  /** Put an element before or after a paragraph; between rows of a table it is a row itself. */
  Wenji.putBeside = (block, place, element) => {
    const { cells } = block
    if (!cells) return block[place](element)
    const width = Math.max(...[...block.closest("table").rows].map((row) => row.cells.length))
    return block[place](Wenji.h("tr", { class: "wj-added" }, Wenji.h("td", { colspan: width }, element)))
  }

  /** Take such an element away again. */
  Wenji.takeAway = (element) => (element.closest("tr.wj-added") ?? element).remove()

  /** A text of the interface with its places filled. */
  Wenji.filled = (text, values = {}) => {
    return text.replace(/\{(\w+)\}/gu, (_, name) => String(values[name] ?? ""))
  }
}
