"use strict"
// The words of the interface, in the language of the page (words-….js holds them).

{
  const Wenji = (self.Wenji ??= {})

  /**
   * The text of a key, its {places} filled; numbers get their thousands set apart. Of
   * {n|article|articles} the first word stands for one, the second for other numbers.
   */
  Wenji.words = (key, values = {}) => {
    const places = /\{(\w+)(?:\|([^|}]*)\|([^}]*))?\}/gu
    return (Wenji.texts[key] ?? key).replace(places, (_, name, one, many) => {
      const value = values[name]
      if (one !== undefined) return value === 1 ? one : many
      return typeof value === "number" ? value.toLocaleString("en") : String(value ?? "")
    })
  }

  /** An ISO date as readers write it, as exact as it is. */
  Wenji.date = (iso) => {
    const parts = iso.split("-")
    if (Wenji.lang === "en") {
      const form = { year: "numeric", month: "long", day: "numeric" }
      const names = ["year", "month", "day"].slice(0, parts.length)
      const shown = Object.fromEntries(names.map((name) => [name, form[name]]))
      const time = new Date(Date.UTC(parts[0], (parts[1] ?? 1) - 1, parts[2] ?? 1))
      return time.toLocaleDateString("en-GB", { ...shown, timeZone: "UTC" })
    }
    return parts.map((n, i) => `${Number(n)}${[..."年月日"][i]}`).join("")
  }

  /** Attributes of an element with words of the collection: they are not in English. */
  Wenji.chinese = Wenji.lang === "en" ? { lang: "zh-Hans" } : {}

  /** The same for a name of a file, which no page turns into another script. */
  Wenji.asItIs = Wenji.lang === "zh" ? {} : { lang: "zh-Hans", translate: "no" }
}
