// The engine's scripts in Node, with an index that stands in memory.

import fs from "node:fs"
import vm from "node:vm"

globalThis.self = globalThis

const folder = new URL("../../overrides/assets/search/", import.meta.url)
const parts = JSON.parse(process.env.WENJI_PARTS)

/** The text of a script. */
export const source = (file) => fs.readFileSync(new URL(file, folder), "utf8")

for (const name of parts) vm.runInThisContext(source(`${name}.js`), { filename: name })

export const { Wenji } = globalThis

/** A store whose files come from `files`: name → answers, one for each try (the last stays). */
export function store(files) {
  const asked = []
  const read = async (address, name, { cache }) => {
    const answers = files[name] ?? []
    const tries = asked.filter((a) => a.name === name).length
    const answer = answers[Math.min(tries, answers.length - 1)]
    asked.push({ name, cache })
    if (answer === undefined) throw new Wenji.StoreError("missing", name)
    return Wenji.parsed(name, Uint8Array.from(answer, (c) => c.charCodeAt(0)))
  }
  return { asked, store: new Wenji.Store("http://example/search/", { read, pauses: [0, 0] }) }
}
