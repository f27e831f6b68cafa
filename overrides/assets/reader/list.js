"use strict"
// The reading list: articles and paragraphs that the reader has kept, in his browser, and as a
// file in and out. What comes from a file may be anything.

{
  const { reader } = self.Wenji
  const MOST = 5000 // entries
  const PAGE = /^(?!.*\.\.)[\w%~-][\w%.~-]*(?:\/[\w%.~-]+)*\/$/u // below the site, and nowhere else
  const FORMAT = "wenji-reading-list"
  const SHORT = 300 // characters of a title, a name
  const LONG = 4000 // of a note

  const text = (value, most = SHORT) => (typeof value === "string" ? value.slice(0, most) : "")
  const moment = (value) => {
    const time = Date.parse(text(value))
    return Number.isNaN(time) ? new Date(0).toISOString() : new Date(time).toISOString()
  }

  /** One entry as it must be, or null. */
  function entry(raw) {
    if (!raw || !PAGE.test(text(raw.page)) || !text(raw.title)) return null
    const kept = {}
    for (const name of ["page", "id", "title", "author", "origin", "quote"]) kept[name] = text(raw[name])
    kept.date = /^\d{4}(?:-\d\d){0,2}$/u.test(text(raw.date)) ? raw.date : ""
    kept.lang = text(raw.lang, 12)
    kept.note = text(raw.note, LONG)
    for (const name of ["added", "changed"]) kept[name] = moment(raw[name])
    return kept
  }

  const same = (a, b) => a.page === b.page && a.id === b.id

  /** All entries, the oldest first; read each time, since another window may change them. */
  function all() {
    const kept = reader.read("list")
    return Array.isArray(kept) ? kept.map(entry).filter(Boolean) : []
  }

  const find = (page, id = "") => all().find((one) => same(one, { page, id }))

  /** Keep an entry, in the place of an older one for the same paragraph. */
  function put(raw) {
    const now = new Date().toISOString()
    const added = entry({ added: now, ...raw, changed: now })
    if (!added) return false
    const list = all()
    const at = list.findIndex((one) => same(one, added))
    if (at < 0 && list.length >= MOST) return reader.tell(reader.t("list-full", { n: MOST }))
    if (at < 0) list.push(added)
    else list[at] = added
    return reader.write("list", list)
  }

  const drop = (gone) => reader.write("list", all().filter((one) => !same(one, gone)))

  const file = () => JSON.stringify({ format: FORMAT, version: 1, entries: all() }, null, 2)

  /**
   * Add the entries of a file; of two for one paragraph the one that was changed last stays.
   * Returns how many are new or newer and how many were no entries; throws at another file.
   */
  function take(content) {
    const { format, version, entries } = JSON.parse(content)
    if (format !== FORMAT || version !== 1 || !Array.isArray(entries)) throw new TypeError(format)
    const list = all()
    let [taken, bad] = [0, 0]
    for (const one of entries.map(entry)) {
      const at = one ? list.findIndex((other) => same(one, other)) : -1
      if (!one || (at < 0 && list.length >= MOST)) bad++
      else if (at < 0) taken = taken + Math.sign(list.push(one))
      else if (list[at].changed < one.changed) {
        list[at] = one
        taken++
      }
    }
    return { taken, bad, kept: reader.write("list", list) }
  }

  reader.list = { all, find, put, drop, file, take }
}
