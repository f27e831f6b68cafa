// Forms of texts: what is shown in Traditional characters, and second spellings.

import assert from "node:assert/strict"
import { test } from "node:test"
import { Wenji } from "./harness.mjs"

const folding = new Wenji.Folding("後后發发髮发")
const script = new Wenji.Script("头頭发發里裡")

test("what is shown, whole and cut anywhere", () => {
  const rows = [
    ["头发", [1, "髮"], "頭髮"],
    ["𠀀头发里", [3, "髮", 0, 1, "里"], "𠀀頭髮里"],
    ["发头里程", [2, 2, "路"], "發頭路"], // shorter
    ["发茶馆", [1, 2, "喫茶店"], "發喫茶店"], // longer
    ["发头", [0, 0, "乙", 2, 0, "丙"], "乙發頭丙"], // put in at both ends
    ["", [], ""],
  ]
  for (const [text, changes, shown] of rows) {
    assert.equal(script.shown(text, changes), shown)
    const cuttable = script.cuttable(text, changes)
    for (let at = 0; at <= text.length; at++) {
      if (text.codePointAt(at - 1) > 0xffff) continue // within a character
      assert.equal(cuttable.slice(0, at) + cuttable.slice(at), shown, `${text} at ${at}`)
    }
  }
})

test("where no script is asked for, texts are what they are", () => {
  const plain = new Wenji.Script(null)
  assert.equal(plain.shown("头发", [1, "髮"]), "头发")
  const line = plain.line({ title: "头发", author: null, hant: { title: [1, "髮"] } })
  assert.deepEqual(line, { title: "头发", author: null })
})

test("the second spelling has what is folded differently, and nothing else", () => {
  const rows = [
    ["明了头发", [1, "瞭", 1, "髮"], "明瞭头发"], // 髮 and 发 are folded alike
    ["里程", [0, 2, "路"], "里程"], // another length
    ["一切", [0, "壹砌"], "壹砌"],
    ["头𠀀", [1, 2, "堃"], "头𠀀"], // another length in UTF-16
  ]
  for (const [text, changes, second] of rows) {
    assert.equal(Wenji.secondOf(folding, text, changes), second)
  }
})

const found = (query, text, second) => {
  const article = new Wenji.ArticleText(folding, "题", text, { title: "题", text: second })
  return article.marks(Wenji.compile(Wenji.parse(query), folding))
    .map(({ marks: [[a, b]] }) => `${a}-${b}`)
}

test("a phrase is found in either spelling, at the same places", () => {
  const [text, second] = ["答复。明了。答复", "答覆。明瞭。答覆"]
  const rows = [
    ["答复", ["0-2", "6-8"]],
    ["答覆", ["0-2", "6-8"]],
    ["覆", ["1-2", "7-8"]],
    ["复明瞭答覆", ["1-8"]], // some characters in one, some in the other
    ['"答覆。"', ["0-2"]], // what is marked ends with its last character
    ['"答覆明"', []],
    ["覆答瞭", []],
  ]
  for (const [query, places] of rows) assert.deepEqual(found(query, text, second), places, query)
  assert.deepEqual(found("答覆", text, text), [])
})

test("texts of the interface: numbers, and words for one and for many", () => {
  Wenji.texts = { total: "{hits} {hits|place|places} in {articles} {articles|article|articles}" }
  assert.equal(Wenji.words("total", { hits: 1, articles: 1 }), "1 place in 1 article")
  assert.equal(Wenji.words("total", { hits: 1200, articles: 0 }), "1,200 places in 0 articles")
})

test("dates as English readers write them, as exact as they are", () => {
  Wenji.lang = "en"
  const shown = ["2021-03-05", "2021-03", "2021"].map(Wenji.date)
  assert.deepEqual(shown, ["5 March 2021", "March 2021", "2021"])
  Wenji.lang = "zh-Hant"
  assert.equal(Wenji.date("2021-03-05"), "2021年3月5日")
})
