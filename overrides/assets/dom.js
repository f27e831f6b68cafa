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

  /** A text of the interface with its places filled. */
  Wenji.filled = (text, values = {}) => {
    return text.replace(/\{(\w+)\}/gu, (_, name) => String(values[name] ?? ""))
  }
}
