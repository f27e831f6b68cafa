// Pure logic of the engine. Run with: node --test tests/search_engine/

import assert from "node:assert/strict"
import { test } from "node:test"
import { Wenji, store } from "./harness.mjs"

const folding = new Wenji.Folding("後后臺台")
const fold = (text) => folding.name(text)

test("folding keeps letters, digits and signs, and drops the rest", () => {
  const rows = [
    ["《後勤　Ｗork》", "后勤work"],
    ["㎡", "m2"],
    ["，。！-—“”", ""],
    ["𠮷野", "𠮷野"],
    ["a+b=c", "abc"],
    ["★①", "★1"],
  ]
  for (const [text, folded] of rows) assert.equal(fold(text), folded, text)
})

/** A query in brackets: clauses as [text …], quoted "…", title ^, not -, near ~n, or |. */
function told(query) {
  const term = ({ text, exact, title }) => `${title ? "^" : ""}${exact ? `"${text}"` : text}`
  const minus = (not) => (not ? "-" : "")
  const chain = ({ terms, gaps }) => {
    return terms.map((t, i) => (i ? `~${gaps[i - 1]} ` : "") + term(t)).join(" ")
  }
  const clauses = query.clauses.map(({ not, any }) => `${minus(not)}[${any.map(chain).join(" | ")}]`)
  const filters = query.filters.map(({ facet, values, not }) => `${minus(not)}{${facet}:${values}}`)
  return [...clauses, ...filters].join(" ")
}

test("queries are understood as their operators say", () => {
  const rows = [
    ["", ""],
    ["甲乙", "[甲乙]"],
    ["甲　乙 丙", "[甲] [乙] [丙]"],
    ["甲 -乙", "[甲] -[乙]"],
    ["甲 －乙", "[甲] -[乙]"],
    ["-乙", "[乙]"], // nothing to exclude from
    ["2020-2021", "[2020-2021]"], // a sign within a piece is punctuation
    ["甲 - 乙", "[甲] [-] [乙]"],
    ["甲 | 乙", "[甲 | 乙]"],
    ["甲｜乙 丙", "[甲 | 乙] [丙]"],
    ["| 甲 |", "[甲]"],
    ["甲 ~ 乙", "[甲 ~30 乙]"],
    ["甲 ～5 乙 ~ 丙", "[甲 ~5 乙 ~30 丙]"],
    ["20~30人", "[20~30人]"],
    ["~ 甲", "[甲]"],
    ['"甲，乙 丙"', '["甲，乙 丙"]'],
    ["“甲，乙” 丙", '["甲，乙"] [丙]'],
    ["他说“好”字", "[他说“好”字]"], // a quotation within a piece
    ["“好”字", "[“好”字]"],
    ['"甲', '["甲]'], // not closed
    ['""', '[""]'],
    ["标题:甲", "[^甲]"],
    ["標題：甲 -title:乙", "[^甲] -[^乙]"],
    ['标题:"甲 乙"', '[^"甲 乙"]'],
    ["专题:甲,乙 丙", "[丙] {theme:甲,乙}"],
    ["年份：2019-2021", "{year:2019-2021}"],
    ["甲 -来源:乙.txt", "[甲] -{source:乙.txt}"],
    ["比例:甲", "[比例:甲]"], // no field
    ["标题:", "[标题:]"],
    ["标题: 甲", "[标题:] [甲]"],
  ]
  for (const [text, meaning] of rows) assert.equal(told(Wenji.parse(text)), meaning, text)
})

test("no query throws", () => {
  const signs = ["甲", " ", "-", "－", "|", "｜", "~", "～3", '"', "“", "”", ":", "\ud800", "𠮷"]
    .concat(["标题:", "年份："])
  let seed = 7
  const next = (n) => (seed = (seed * 48271) % 0x7fffffff) % n
  for (let i = 0; i < 5000; i++) {
    const text = Array.from({ length: next(9) }, () => signs[next(signs.length)]).join("")
    Wenji.compile(Wenji.parse(text), folding)
    Wenji.compile(Wenji.parsePlain(text), folding)
  }
})

const found = (query, title, text) => {
  const article = new Wenji.ArticleText(folding, title, text)
  return article.marks(Wenji.compile(Wenji.parse(query), folding))
    .map(({ title: inTitle, marks }) => (inTitle ? "^" : "") + marks.map(([a, b]) => {
      return (inTitle ? title : text).slice(a, b)
    }).join("+"))
}

test("hits in a text", () => {
  const rows = [
    ["春灌", "春灌总结", "今年春，灌水早。", ["^春灌", "春，灌"]],
    ["總結 後", "春灌总结", "後来", []], // 總 has no representative in this table
    ["后", "题", "後来之后", ["後", "后"]],
    ["哈哈", "题", "哈哈哈", ["哈哈"]], // places do not overlap
    ['"春灌"', "题", "春，灌；春灌", ["春灌"]],
    ['"春，灌"', "题", "春，灌；春灌；春 灌", ["春，灌"]],
    ['"a b"', "题", "a  b a\nb ab", ["a  b", "a\nb"]],
    ["甲 ~2 乙", "题", "甲一二乙，一二三四甲一二三乙", ["甲+乙"]],
    ["乙 ~ 甲", "甲", "乙", []], // title and text are apart
    ["甲 -乙", "题", "甲乙", []],
    ["甲 | 乙", "题", "乙", ["乙"]],
    ["标题:甲", "乙", "甲", []],
    ["群众路线 路线教育", "题", "群众路线教育", ["群众路线教育"]], // overlapping marks are one hit
    ["𠮷", "题", "在𠮷野", ["𠮷"]],
    ["春灌总", "春灌", "总", []], // no phrase goes from the title into the text
  ]
  for (const [query, title, text, hits] of rows) {
    assert.deepEqual(found(query, title, text), hits, query)
  }
})

test("the packed table of variants", () => {
  assert.equal(Wenji.tableOf([97, 129, 1, 200, 1, 3]), "ad\u00e2b") // 97→100, 226→98
})

test("the parts that a query shares with a text", () => {
  const codes = (text) => folding.codes(text)
  const shared = (a, b) => {
    return Wenji.sharedParts(codes(a), codes(b)).spans.map(([x, y]) => [...b].slice(x, y).join(""))
  }
  assert.deepEqual(shared("先试点再推广", "要先试点后再推广开"), ["先试点", "再推广"])
  assert.deepEqual(shared("甲乙丙", "丁戊"), [])
})

test("pinyin and initials", () => {
  const rows = [
    ["qun zhong lu xian", "qunzhongluxian", true],
    ["qun zhong lu xian", "qzlx", true],
    ["qun zhong lu xian", "qunzl", true],
    ["qun zhong lu xian", "qzh", true],
    ["qun zhong lu xian", "zlx", false],
    ["xian", "xian", true],
    ["xi an", "xian", true],
    ["xi an", "xianx", false],
  ]
  for (const [pinyin, typed, fits] of rows) assert.equal(Wenji.sounds(pinyin, typed), fits, typed)
})

test("a damaged file is asked for again past the cache, then told", async () => {
  const good = 'wenjiSearch("D/b/1","357f7ebb","\\n\\\\\x80\\"\\r")\n'
  const bytes = [10, 92, 128, 34, 13]
  const once = store({ "D/b/1": ["<html>", good] })
  assert.deepEqual([...(await once.store.bytes("D/b/1"))], bytes)
  assert.deepEqual(once.asked.map(({ cache }) => cache), ["default", "reload"])
  for (const bad of [good.slice(0, -5), good.replace("\x80", "\x81"), good.replace("b/1", "b/2")]) {
    const never = store({ "D/b/1": [bad] })
    await assert.rejects(never.store.bytes("D/b/1"), { kind: "damaged", file: "D/b/1" })
    assert.equal(never.asked.length, 3)
  }
  const missing = store({})
  await assert.rejects(missing.store.json("D/s/0", { optional: true }), { kind: "missing" })
  assert.equal(missing.asked.length, 1)
})
