"use strict"
// What the search page shows: results, facets, pages. Builds elements; decides nothing.

{
  const Wenji = (self.Wenji ??= {})

  const LINES = 3 // of context before the rest is unfolded
  const VALUES = 8 // of a facet before the rest is unfolded
  const AROUND = 2 // page numbers on both sides of the one that is shown

  const { h } = Wenji

  const t = (key, values) => Wenji.words(key, values)
  const marked = (parts) => parts.map(([text, on]) => (on ? h("mark", {}, text) : text))
  const chinese = (...children) => h("bdi", Wenji.chinese, ...children)
  const asItIs = (name) => h("bdi", Wenji.asItIs, name)

  /** What a facet's value is called, in the language of the page if it has a name there. */
  const named = (names) => {
    return Wenji.lang in names ? h("bdi", {}, names[Wenji.lang]) : chinese(names.zh)
  }

  /**
   * The address of an article with a query to be marked. A text that is not spelled the same in
   * both scripts needs its number in the index (hits.js).
   */
  function articleAddress({ page, article, varies = true }, query, n) {
    const hit = n ? `&hit=${n}` : ""
    const number = varies ? `&in=${article}` : ""
    return `${Wenji.address(page)}?h=${encodeURIComponent(query)}${hit}${number}`
  }

  /** One result: title, facts, lines of context, its duplicates. `query` is what gets marked. */
  function resultItem(result, query, near) {
    const lines = result.lines.map(({ n, parts }) => {
      return h("li", {}, h("a", { href: articleAddress(result, query, n), ...Wenji.chinese }, marked(parts)))
    })
    const list = h("ol", { class: "wj-lines" }, lines.slice(0, LINES))
    const rest = lines.slice(LINES)
    const { failed } = result
    return h(
      "li",
      {},
      h(
        "h3",
        {},
        near && h("span", { class: "wj-near" }, t("near")),
        h("a", { href: articleAddress(result, query) }, chinese(marked(result.title))),
      ),
      facts(result),
      failed && h("p", { class: "wj-failed" }, t(`failed-${failed.kind}`, failed)),
      list,
      rest.length > 0 && unfold(list, rest, t("more-lines", { n: rest.length })),
      result.same.length > 0 && duplicates(result, query),
    )
  }

  function facts({ date, author, theme, source, hits }) {
    const rows = [
      hits > 0 && h("b", {}, t("hits", { n: hits })),
      date && Wenji.date(date),
      author && chinese(author),
      theme && named(theme),
      asItIs(source),
    ]
    return h("ul", { class: "wj-facts" }, rows.filter(Boolean).map((row) => h("li", {}, row)))
  }

  function duplicates({ same, more }, query) {
    const links = same.map((line) => {
      const link = h("a", { href: articleAddress(line, query) }, chinese(line.title))
      return h("li", {}, link, " ", h("small", {}, asItIs(line.source)))
    })
    if (more) links.push(h("li", {}, t("more-same", { n: more })))
    return h(
      "details",
      { class: "wj-same" },
      h("summary", {}, t("same", { n: same.length + more })),
      h("ul", {}, links),
    )
  }

  /** A button that adds the rest of a list and goes to its first line. */
  function unfold(list, rest, label) {
    const button = h("button", { type: "button", class: "wj-more" }, label)
    button.addEventListener("click", () => {
      list.append(...rest)
      button.remove()
      rest[0].querySelector("a, input")?.focus()
    })
    return button
  }

  /** The facets as groups of checkboxes; `changed(facet, key, on)`. */
  function facetGroups(facets, changed) {
    return Object.entries(facets)
      .filter(([, rows]) => rows.length > 1 || rows.some(({ on }) => on))
      .map(([facet, rows]) => {
        const boxes = rows.map((row) => facetRow(facet, row, changed))
        const shown = rows.findLastIndex(({ on }) => on)
        const first = Math.max(VALUES, shown + 1)
        const list = h("ul", {}, boxes.slice(0, first))
        const rest = boxes.slice(first)
        return h(
          "fieldset",
          { class: "wj-facet" },
          h("legend", {}, t(`facet-${facet}`)),
          list,
          rest.length > 0 && unfold(list, rest, t("more-values", { n: rest.length })),
        )
      })
  }

  function facetRow(facet, { key, names, count, on }, changed) {
    const id = `wj-${facet}-${key}`
    const box = h("input", { type: "checkbox", id, checked: on, disabled: !count && !on })
    box.addEventListener("change", () => changed(facet, key, box.checked))
    const name = { source: () => asItIs(names.zh), year: () => names.zh }[facet]
    const label = h("span", {}, name ? name() : named(names))
    const number = h("small", {}, count.toLocaleString("en"))
    return h("li", {}, h("label", { for: id }, box, label, number))
  }

  /** Links to other pages of results; `address(n)`. */
  function pager(page, pages, address) {
    if (pages < 2) return []
    const link = (n, text, rel) => {
      const current = n === page && !rel
      return h("a", { href: address(n), rel, "aria-current": current && "page", "data-page": n,
        "aria-label": !rel && t("page", { page: n }) }, text)
    }
    const numbers = Array.from({ length: pages }, (_, n) => n + 1)
      .filter((n) => n === 1 || n === pages || Math.abs(n - page) <= AROUND)
    const out = []
    numbers.forEach((n, i) => {
      if (i && n - numbers[i - 1] > 1) out.push(h("span", {}, "…"))
      out.push(link(n, String(n)))
    })
    if (page > 1) out.unshift(link(page - 1, t("page-before"), "prev"))
    if (page < pages) out.push(link(page + 1, t("page-after"), "next"))
    return out
  }

  Object.assign(Wenji, { h, resultItem, facetGroups, pager, articleAddress })
}
