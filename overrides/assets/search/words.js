"use strict"
// The words of the interface, in the language of the page (words-….js holds them).

{
  const Wenji = (self.Wenji ??= {})

  /** The text of a key, its {places} filled; numbers get their thousands set apart. */
  Wenji.words = (key, values = {}) => {
    return (Wenji.texts[key] ?? key).replace(/\{(\w+)\}/gu, (_, name) => {
      const value = values[name]
      return typeof value === "number" ? value.toLocaleString("en") : String(value ?? "")
    })
  }

  /** An ISO date as readers write it, as exact as it is. */
  Wenji.date = (iso) => {
    return iso.split("-").map((n, i) => `${Number(n)}${[..."年月日"][i]}`).join("")
  }
}
