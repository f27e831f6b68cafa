"use strict"
// Suggestions: terms and titles that begin with what is typed, in characters, pinyin or initials.

{
  const Wenji = (self.Wenji ??= {})

  const MOST = 8
  const LETTERS = /^[a-z][a-z' ]*$/iu

  /** [{text, n}] for the beginning of a term; empty where the collection has none to offer. */
  async function suggest(typed, library, store) {
    const letters = isPinyin(typed) ? typed.toLowerCase().replace(/[' ]/gu, "") : ""
    const folded = library.folding.name(typed)
    if (!folded) return []
    const found = new Map()
    for (const { entry } of library.indexes) {
      if (!entry.suggest) continue
      const rows = await rowsOf(store, entry, letters || folded, Boolean(letters))
      for (const [text, pinyin, n, changes] of rows) {
        const second = Wenji.secondOf(library.folding, text, changes ?? [])
        const names = [text, second].map((name) => library.folding.name(name))
        const begins = names.some((name) => name.startsWith(folded))
        const fits = begins || (letters && sounds(pinyin, letters))
        const shown = library.script.shown(text, changes)
        if (fits && !names.includes(folded)) found.set(shown, (found.get(shown) ?? 0) + n)
      }
    }
    return [...found].slice(0, MOST).map(([text, n]) => ({ text, n }))
  }

  async function rowsOf(store, entry, typed, letters) {
    const hash = ((typed.codePointAt(0) * 2654435761) % 0x100000000) >>> 12
    const key = letters ? `p-${typed[0]}` : (hash % entry.suggest).toString(16)
    try {
      return await store.json(`${entry.path}/s/${key}`, { optional: true })
    } catch (error) {
      if (error.kind === "missing") return []
      throw error
    }
  }

  /** Whether syllables begin with the letters, each in full or by its initial letters. */
  function sounds(pinyin, letters) {
    const syllables = pinyin.split(" ")
    const from = (n, rest) => {
      if (!rest) return true
      const syllable = syllables[n]
      if (!syllable) return false
      for (let taken = Math.min(syllable.length, rest.length); taken; taken--) {
        const whole = taken === syllable.length || taken === rest.length || taken <= 2
        if (whole && rest.startsWith(syllable.slice(0, taken)) && from(n + 1, rest.slice(taken))) {
          return true
        }
      }
      return false
    }
    return from(0, letters)
  }

  /** Whether something may be pinyin or initials. */
  const isPinyin = (typed) => LETTERS.test(typed.trim())

  Object.assign(Wenji, { suggest, sounds, isPinyin })
}
