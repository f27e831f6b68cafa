"use strict"
// An article that was opened from a search: what was found is marked, and the reader goes from
// one hit to the next. `?h=` holds the query, `?hit=` the number of the hit to begin with,
// `?in=` the number of the article in the index where its text has a second spelling.

{
  const Wenji = (self.Wenji ??= {})
  const t = (key, values) => Wenji.words(key, values)

  /** Title and text of the page as the index has them, and the text nodes they come from. */
  function readNodes(element) {
    const nodes = []
    const walker = document.createTreeWalker(element, NodeFilter.SHOW_TEXT)
    let length = 0
    while (walker.nextNode()) {
      nodes.push({ node: walker.currentNode, start: length })
      length += walker.currentNode.data.length
    }
    return { nodes, text: nodes.map(({ node }) => node.data).join("") }
  }

  /** Wrap the ranges of a text in <mark> without changing the text: [[start, end, hit], …]. */
  function wrap(nodes, ranges) {
    const made = new Map()
    for (const { node, start } of [...nodes].reverse()) {
      const end = start + node.data.length
      for (const [a, b, hit] of [...ranges].reverse()) {
        const from = Math.max(a, start) - start
        const to = Math.min(b, end) - start
        if (from >= to || !node.data.slice(from, to).trim()) continue
        if (to < node.data.length) node.splitText(to)
        const part = from ? node.splitText(from) : node
        const mark = document.createElement("mark")
        mark.className = "wj-hit"
        part.replaceWith(mark)
        mark.append(part)
        made.set(hit, [mark, ...(made.get(hit) ?? [])])
        if (!from) break
      }
    }
    return made
  }

  /**
   * The other spelling of what a page shows: where the index has two spellings of a character,
   * the one that does not stand on the page. `stored` is the text as the index has it.
   */
  function otherOf(folding, shown, stored, second) {
    const page = folding.places(shown)
    const [one, two] = [folding.places(stored), folding.codes(second)]
    if (page.codes.length !== one.codes.length) return shown // not the same text any more
    let out = shown
    one.codes.forEach((code, i) => {
      if (code === two[i]) return
      const from = page.codes[i] === code ? second : stored
      const char = String.fromCodePoint(from.codePointAt(one.places[i]))
      const at = page.places[i]
      out = out.slice(0, at) + char + out.slice(at + char.length)
    })
    return out
  }

  /** Title and text of the page in their other spelling, if the index tells of one. */
  async function others(library, number, title, text) {
    const same = { title, text }
    if (!(number < library.size)) return same
    const { line, text: stored } = await library.read(number)
    if (new URL(Wenji.address(line.page)).pathname !== location.pathname) return same
    const { folding } = library
    return {
      title: otherOf(folding, title, stored.title, stored.second.title),
      text: otherOf(folding, text, stored.text, stored.second.text),
    }
  }

  /** The hits of a query on this page: for each its marks. `number` is the article's, or none. */
  async function markHits(typed, number) {
    const store = new Wenji.Store(`${Wenji.site}search/`)
    const library = await Wenji.Library.open(store, "zh")
    const head = readNodes(document.querySelector(".wj-head h1"))
    const body = readNodes(document.querySelector("[data-wj-text]"))
    const other = await others(library, number, head.text, body.text)
    const article = new Wenji.ArticleText(library.folding, head.text, body.text, other)
    let hits = []
    for (const parsed of [Wenji.parse(typed), Wenji.parsePlain(typed)]) {
      const query = Wenji.compile({ ...parsed, filters: [] }, article.folding)
      if (!hits.length && query.clauses.length) hits = article.marks(query)
    }
    const ranges = (title) => hits.flatMap((hit, n) => {
      return hit.title === title ? hit.marks.map(([a, b]) => [a, b, n]) : []
    })
    const made = new Map([...wrap(head.nodes, ranges(true)), ...wrap(body.nodes, ranges(false))])
    return [...made.keys()].sort((a, b) => a - b).map((n) => made.get(n))
  }

  class HitBar {
    constructor(hits, at, query) {
      Object.assign(this, { hits, at: -1, query })
      const button = (label, onclick, text) => {
        return Wenji.h("button", { type: "button", title: label, "aria-label": label, onclick }, text)
      }
      this.status = Wenji.h("span", { role: "status" })
      this.element = Wenji.h(
        "nav",
        { class: "wj-hitbar", "aria-label": t("hitbar", { query }) },
        Wenji.h("a", { href: this.#back(), title: t("hit-back") }, t("hit-back")),
        button(t("hit-before"), () => this.go(this.at - 1), "↑"),
        this.status,
        button(t("hit-after"), () => this.go(this.at + 1), "↓"),
        button(t("hit-close"), () => this.close(), "×"),
      )
      document.body.append(this.element)
      this.go(at, "auto")
    }

    go(n, behavior) {
      const { hits } = this
      hits[this.at]?.forEach((mark) => mark.classList.remove("wj-here"))
      this.at = (n + hits.length) % hits.length
      hits[this.at].forEach((mark) => mark.classList.add("wj-here"))
      const calm = matchMedia("(prefers-reduced-motion: reduce)").matches
      behavior ??= calm ? "auto" : "smooth"
      hits[this.at][0].scrollIntoView({ block: "center", behavior })
      this.status.textContent = t("hit-of", { n: this.at + 1, total: hits.length })
      const address = new URL(location.href)
      address.searchParams.set("hit", this.at + 1)
      history.replaceState(history.state, "", address)
    }

    /** The text as it was. */
    close() {
      for (const mark of this.hits.flat()) {
        const parent = mark.parentNode
        mark.replaceWith(...mark.childNodes)
        parent.normalize()
      }
      this.element.remove()
      const address = new URL(location.href)
      for (const name of ["h", "hit", "in"]) address.searchParams.delete(name)
      history.replaceState(history.state, "", address)
    }

    #back() {
      const page = Wenji.address("search/")
      const from = document.referrer.split("?")[0] === page
      return from ? document.referrer : `${page}?q=${encodeURIComponent(this.query)}`
    }
  }

  const begin = async () => {
    const asked = new URLSearchParams(location.search)
    const query = asked.get("h")
    try {
      const hits = await markHits(query, Number.parseInt(asked.get("in") ?? "", 10))
      const first = Number.parseInt(asked.get("hit") ?? "1", 10) || 1
      if (hits.length) new HitBar(hits, Math.min(first, hits.length) - 1, query)
    } catch (error) {
      if (!error.kind) throw error
      const told = t(`failed-${error.kind}`, error)
      document.body.append(Wenji.h("p", { class: "wj-hitbar", role: "alert" }, told))
    }
  }
  begin()
}
