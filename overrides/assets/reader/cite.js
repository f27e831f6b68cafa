"use strict"
// How an article is cited: GB/T 7714—2015, in plain words, BibTeX; and the address it is cited by.

{
  const { reader, address } = self.Wenji
  const { t } = reader
  const root = document.querySelector("[data-wj-reader]")

  const FACTS = ["author", "organisation", "origin", "place", "subtitle", "number", "site"]

  const two = (n) => String(n).padStart(2, "0")

  /** The reader's own day, as an ISO date. */
  function today(now = new Date()) {
    return `${now.getFullYear()}-${two(now.getMonth() + 1)}-${two(now.getDate())}`
  }

  /**
   * The address that others can open: the one under which the site is published, if it says so.
   * A copy on a disk has none; then it is the place in the site, never a path of the reader's disk.
   */
  function published(page) {
    const { page: own } = root.dataset
    const canonical = document.querySelector("link[rel=canonical]")?.href ?? ""
    if (canonical.endsWith(own)) return canonical.slice(0, canonical.length - own.length) + page
    return location.protocol === "file:" ? page : address(page)
  }

  /** The title with what belongs to it: its subtitle, the number of a document (8.2.2). */
  function whole({ title, subtitle, number }) {
    const more = subtitle && !title.includes(subtitle) ? `：${subtitle}` : ""
    return `${title}${more}${number ? `：${number}` : ""}`
  }

  /** A journal and its issue, rather than a town. */
  const isIssue = (place) => /[《\d]/u.test(place ?? "")

  /**
   * GB/T 7714—2015, 4.6: 责任者. 题名[EB/OL]. 出版地: 出版者, (日期)[引用日期]. 网址. Who published is
   * where the text came from, or else this site. An organisation is responsible where no person
   * is named (8.1); without either it begins with the title (8.1.3). A place that is not known,
   * and a date, are left out.
   */
  function standard(known, day = today()) {
    const { author, organisation, site, origin, place, date, page } = known
    const by = author || organisation ? `${author || organisation}. ` : ""
    const town = place && origin && !isIssue(place) ? `${place}: ` : ""
    const from = isIssue(place) ? place : `${town}${origin || site}`
    const publisher = [from, date && `(${date})`].filter(Boolean).join(", ")
    return `${by}${whole(known)}[EB/OL]. ${publisher}[${day}]. ${published(page)}.`
  }

  /** 作者：《题名》，来源，日期，网站，网址 */
  function simple({ author, organisation, title, number, site, origin, place, date, page }) {
    const by = author || organisation ? (author || organisation) + t("cite-colon") : ""
    const from = isIssue(place) ? place : origin
    const parts = [by + t("cite-title", { title }), number, from, date, site, published(page)]
    return parts.filter(Boolean).join(t("cite-comma"))
  }

  const TEX = { "\\": "\\textbackslash{}", "~": "\\textasciitilde{}", "^": "\\textasciicircum{}" }
  const tex = (text) => text.replace(/[\\{}#$%&_~^]/gu, (c) => TEX[c] ?? `\\${c}`)

  /** An entry for BibLaTeX; `url` is read verbatim there. */
  function bibtex(known, day = today()) {
    const { author, organisation, title, subtitle, number, site, origin, place, date, page } = known
    const key = page.replace(/^articles\//u, "").replace(/[^\w]+/gu, "-").replace(/-$/u, "")
    const fields = [
      ["author", (author || organisation) && `{${tex(author || organisation)}}`],
      ["title", `{${tex(title)}}`],
      ["subtitle", subtitle && !title.includes(subtitle) && `{${tex(subtitle)}}`],
      ["number", number && tex(number)],
      ["organization", site && `{${tex(site)}}`],
      ["howpublished", isIssue(place) ? tex(place) : origin && tex(origin)],
      ["location", place && !isIssue(place) && `{${tex(place)}}`],
      ["date", date],
      ["url", published(page)],
      ["urldate", day],
      ["langid", "chinese"],
    ]
    const said = fields.filter(([, value]) => value)
    const lines = said.map(([name, value]) => `  ${name} = {${value}},`)
    return `@online{wenji-${key},\n${lines.join("\n")}\n}`
  }

  /** What is known of this article. The title is read where it is shown, in the reader's script. */
  function article() {
    const { date, page } = root.dataset
    const title = reader.words(document.querySelector(".wj-head h1").textContent)
    const facts = Object.fromEntries(FACTS.map((name) => [name, fact(name)]))
    return { ...facts, title, date, page }
  }

  /** A fact that stands hidden on the page, where it is converted with the rest. */
  const fact = (name) => root.querySelector(`[data-wj-fact=${name}]`).textContent

  if (root) Object.assign(reader, { root, today, published, fact, standard, simple, bibtex, article })
}
