"use strict"
// The engine: from what was typed to results with counts, facets and lines of context.
//
//   const engine = new Wenji.Engine(new Wenji.Store(root), "zh")
//   await engine.search("群众路线 标题:总结", {sort: "date", page: 2})

{
  const Wenji = (self.Wenji ??= {})
  const { Library, Run, parse, parsePlain, compile } = Wenji

  class Engine {
    /** `lang` is the language of the pages that results lead to. */
    constructor(store, lang) {
      Object.assign(this, { store, lang })
      this.opening = null
    }

    /** The opened library; a failure is not kept. */
    open() {
      this.opening ??= Library.open(this.store, this.lang)
      this.opening.catch(() => (this.opening = null))
      return this.opening
    }

    /**
     * Results for what was typed. Options: `sort` (relevance, date, source), `page` from 1,
     * `size`, `facets` ({theme: [keys], …}), `signal`. StoreError says which file failed.
     */
    async search(typed, options = {}) {
      const library = await this.open()
      try {
        return await this.#search(typed, options, library)
      } catch (error) {
        const renewed = error.kind && !options.signal?.aborted && (await this.#renewed(library))
        if (!renewed) throw error
        return this.#search(typed, options, renewed)
      }
    }

    /** The library again, if another build has taken the place of the one that was opened. */
    async #renewed(library) {
      this.store.drop("manifest")
      const manifest = await this.store.json("manifest").catch(() => null)
      const paths = manifest?.indexes.map(({ path }) => path).join()
      if (!paths || paths === library.paths) return null
      this.opening = null
      return this.open()
    }

    async suggest(typed) {
      await Wenji.need("suggest")
      return Wenji.suggest(typed, await this.open(), this.store)
    }

    async #search(typed, options, library) {
      const run = new Run(library, options)
      const meant = await run.resolved(parse(typed))
      let found = await run.exact(meant)
      let plain = false
      if (!found.articles.length) {
        const other = compile(parsePlain(typed), library.folding)
        if (JSON.stringify(other.clauses) !== JSON.stringify(meant.clauses)) {
          const again = await run.exact({ ...other, tests: [] })
          if (again.articles.length) [found, plain] = [again, true]
        }
      }
      const empty = !meant.clauses.length && !meant.tests.length
      if (found.articles.length || empty) return run.page(typed, found, { plain, empty })
      await Wenji.need("near")
      return Wenji.near(run, typed, meant)
    }
  }

  Object.assign(Wenji, { Engine })
}
