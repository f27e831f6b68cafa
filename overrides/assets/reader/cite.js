"use strict"
// How an article is cited: GB/T 7714—2015, in plain words, BibTeX; and the address it is cited by.

{
  const { reader, address } = self.Wenji
  const { t } = reader
  const root = document.querySelector("[data-wj-reader]")

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

  /**
   * GB/T 7714—2015, 4.6: 责任者. 题名[EB/OL]. 出版者, (日期)[引用日期]. 网址. Who published is where the
   * text came from, or else this site. Without an author it begins with the title (8.1.3); a date
   * that is not known is left out.
   */
  function standard({ author, title, site, origin, date, page }, day = today()) {
    const by = author ? `${author}. ` : ""
    const publisher = [origin || site, date && `(${date})`].filter(Boolean).join(", ")
    return `${by}${title}[EB/OL]. ${publisher}[${day}]. ${published(page)}.`
  }

  /** 作者：《题名》，来源，日期，网站，网址 */
  function simple({ author, title, site, origin, date, page }) {
    const by = author ? author + t("cite-colon") : ""
    const parts = [by + t("cite-title", { title }), origin, date, site, published(page)]
    return parts.filter(Boolean).join(t("cite-comma"))
  }

  const TEX = { "\\": "\\textbackslash{}", "~": "\\textasciitilde{}", "^": "\\textasciicircum{}" }
  const tex = (text) => text.replace(/[\\{}#$%&_~^]/gu, (c) => TEX[c] ?? `\\${c}`)

  /** An entry for BibLaTeX; `url` is read verbatim there. */
  function bibtex({ author, title, site, origin, date, page }, day = today()) {
    const key = page.replace(/^articles\//u, "").replace(/[^\w]+/gu, "-").replace(/-$/u, "")
    const fields = [
      ["author", author && `{${tex(author)}}`],
      ["title", `{${tex(title)}}`],
      ["organization", site && `{${tex(site)}}`],
      ["howpublished", origin && tex(origin)],
      ["date", date],
      ["url", published(page)],
      ["urldate", day],
      ["langid", "chinese"],
    ]
    const known = fields.filter(([, value]) => value)
    const lines = known.map(([name, value]) => `  ${name} = {${value}},`)
    return `@online{wenji-${key},\n${lines.join("\n")}\n}`
  }

  /** What is known of this article. The title is read where it is shown, in the reader's script. */
  function article() {
    const { date, page } = root.dataset
    const title = reader.words(document.querySelector(".wj-head h1").textContent)
    const [author, origin, site] = ["author", "origin", "site"].map(fact)
    return { title, author, date, origin, site, page }
  }

  /** A fact that stands hidden on the page, where it is converted with the rest. */
  const fact = (name) => root.querySelector(`[data-wj-fact=${name}]`).textContent

  if (root) Object.assign(reader, { root, today, published, fact, standard, simple, bibtex, article })
}
