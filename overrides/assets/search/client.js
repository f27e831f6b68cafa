"use strict"
// The engine as the search page sees it: in a worker, or in the page where there are none.

{
  const Wenji = (self.Wenji ??= {})

  class Client {
    constructor() {
      this.calls = new Map()
      this.last = 0
      this.#start()
    }

    search(typed, options) {
      return this.#call("search", [typed, options])
    }

    suggest(typed) {
      return this.#call("suggest", [typed])
    }

    #start() {
      const address = `${Wenji.base}worker.js?lang=${Wenji.lang}&prefix=${Wenji.prefix}`
      this.worker = new Worker(address)
      this.worker.addEventListener("message", ({ data }) => this.#answered(data))
      this.worker.addEventListener("error", () => this.#broken())
    }

    /** A script of the worker did not come: tell everybody, and begin anew. */
    #broken() {
      this.worker.terminate?.()
      const waiting = [...this.calls.keys()]
      this.#start()
      for (const id of waiting) {
        this.#answered({ id, error: { kind: "unreachable", file: "worker.js" } })
      }
    }

    #answered({ id, value, error }) {
      const call = this.calls.get(id)
      this.calls.delete(id)
      if (error) call?.failed(Object.assign(new Error(error.kind), error))
      else call?.done(value)
    }

    #call(call, args) {
      const id = ++this.last
      const answer = new Promise((done, failed) => this.calls.set(id, { done, failed }))
      this.worker.postMessage({ call, id, args })
      return answer
    }
  }

  Object.assign(Wenji, { Client })
}
