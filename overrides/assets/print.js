"use strict"
// A selection to print. Which articles: `?articles=SOURCE-NN,…` of the address, else those of the
// reading list. Their pages are fetched and laid out one after another.

{
  const root = document.querySelector("[data-wj-print]")
  const ARTICLE = /^([0-9a-f]{6,64})-(\d{2,5})$/u
  const PAGE = /(?:^|\/)articles\/([0-9a-f]{6,64})\/(\d{2,5})\/$/u // of an entry of the reading list
  const MOST = 500
  const AT_ONCE = 6

  const make = (name, attributes = {}, ...inside) => {
    const element = document.createElement(name)
    for (const [key, value] of Object.entries(attributes)) element.setAttribute(key, value)
    element.append(...inside)
    return element
  }
  const words = (element) => element?.textContent.replace(/\s+/gu, " ").trim() ?? ""

  /** The articles that are wanted, as [source, ordinal], each once. */
  function wanted() {
    const asked = new URLSearchParams(location.search).get("articles")
    const found =
      asked === null
        ? [__md_get("wj-list")].flat().map((entry) => PAGE.exec(String(entry?.page ?? "")))
        : asked.split(",").map((id) => ARTICLE.exec(id.trim()))
    const pages = new Map()
    for (const one of found) if (one) pages.set(`${one[1]}/${one[2]}`, [one[1], one[2]])
    return [...pages.values()].slice(0, MOST)
  }

  function say(name) {
    for (const note of root.querySelectorAll("[data-wj-say]")) {
      note.hidden = note.dataset.wjSay !== name
    }
    root.querySelector("[data-wj-now]").hidden = name !== "ready" && name !== "failed"
  }

  /** An article's sheet made of its page, or null where it is none. */
  function sheet(page, id) {
    const text = page.querySelector("[data-wj-text]")
    const title = words(page.querySelector(".wj-head h1"))
    if (!text || !title) return null
    const facts = [...page.querySelectorAll(".wj-head .wj-facts > li")]
    const length = facts.findIndex((fact) => fact.matches(".wj-fact-length"))
    const told = facts.slice(0, length < 0 ? facts.length : length).map(words)
    const head = make("header", { class: "wj-head" }, make("h1", {}, title))
    if (told.length) head.append(make("p", { class: "by" }, ...told.map((f) => make("span", {}, f))))
    const body = make("div", { class: "wj-text", lang: text.closest("[lang]")?.lang ?? "" })
    for (const block of text.children) body.append(document.importNode(block, true))
    for (const extra of body.querySelectorAll("[data-wj-extra], button, script, style")) extra.remove()
    for (const sign of body.querySelectorAll("a.wj-to-note, a.wj-to-call")) sign.replaceWith(...sign.childNodes)
    for (const marked of body.querySelectorAll("[id]")) marked.removeAttribute("id")
    const lines = [...page.querySelectorAll(".wj-provenance dl > div:not([hidden])")].map((row) => {
      const [name, value] = [row.querySelector("dt"), row.querySelector("dd")].map(words)
      return make("p", {}, make("bdi", {}, `${name}：${value}`))
    })
    const foot = make("footer", { class: "wj-colophon" }, ...lines)
    return make("article", { class: "wj-sheet", id }, head, body, foot)
  }

  async function load([source, ordinal]) {
    try {
      const address = new URL(`articles/${source}/${ordinal}/`, new URL(root.dataset.wjPrint, location))
      const answer = await fetch(address)
      if (!answer.ok) return null
      const page = new DOMParser().parseFromString(await answer.text(), "text/html")
      return sheet(page, `t-${source}-${ordinal}`)
    } catch {
      return null
    }
  }

  function contents(sheets) {
    const name = root.querySelector("#wj-sheets").dataset.contents
    const items = sheets.map((one) => {
      const link = make("a", { href: `#${one.id}` }, words(one.querySelector("h1")))
      return make("li", {}, link)
    })
    const list = make("ol", {}, ...items)
    return make("nav", { class: "wj-index", "aria-label": name }, make("h2", {}, name), list)
  }

  async function start() {
    const pages = wanted()
    const told = root.querySelector("[data-wj-told]")
    root.querySelector("[data-wj-now]").addEventListener("click", () => print())
    if (!pages.length) return say("none")
    if (location.protocol === "file:") return say("file")
    say("loading")
    const sheets = []
    for (let at = 0; at < pages.length; at += AT_ONCE) {
      told.textContent = `${at} / ${pages.length}`
      sheets.push(...(await Promise.all(pages.slice(at, at + AT_ONCE).map(load))))
    }
    const made = sheets.filter(Boolean)
    told.textContent = `${made.length} / ${pages.length}`
    const holder = root.querySelector("#wj-sheets")
    if (made.length > 1) holder.append(contents(made))
    holder.append(...made)
    say(made.length === pages.length ? "ready" : "failed")
  }

  start()
}
