"use strict"
// The files of the index: loaded, unpacked, kept. By fetch from a server, by script elements from
// file://. Each failure is told by its kind, so that the reader can be told and can try again.

{
  const Wenji = (self.Wenji ??= {})

  const PAUSES = [250, 1000] // ms before the second and the third try
  const PATIENCE = 12_000 // ms for one file: 30 kB over a bad line
  const WIDE = new TextDecoder("utf-16le", { ignoreBOM: true }) // what texts are stored in
  const MOST_FILES = 600 // kept in memory; a file has some kB

  /** kind: missing (the server has no such file), damaged, outdated, slow, unreachable. */
  class StoreError extends Error {
    constructor(kind, file, detail = "") {
      super(`${kind}: ${file} ${detail}`.trim())
      Object.assign(this, { name: "StoreError", kind, file })
    }
  }

  class Store {
    /** @param {string} root address of the folder `search/`, with a slash at its end */
    constructor(root, options = {}) {
      this.root = root
      this.read = options.read ?? (root.startsWith("file:") ? byScript : byFetch)
      this.pauses = options.pauses ?? PAUSES
      this.patience = options.patience ?? PATIENCE
      this.files = new Map()
      this.received = 0 // characters of files, for measuring
    }

    /** `check` throws where the bytes cannot be what is meant. */
    bytes(name, check = () => {}) {
      return this.#kept(name, (data) => {
        check(data)
        return data
      })
    }

    data(name) {
      return this.#kept(name, async (data) => new Uint8Array(await inflated(data)))
    }

    text(name) {
      return this.#kept(name, async (data) => WIDE.decode(await inflated(data)))
    }

    /** `optional`: that the file is missing is an answer, and needs no second try. */
    json(name, { optional = false } = {}) {
      const unpack = async (data) => JSON.parse(new TextDecoder().decode(await inflated(data)))
      return this.#kept(name, unpack, optional)
    }

    has(name) {
      return this.files.has(name)
    }

    /** Load a file again when it is asked for next. */
    drop(name) {
      this.files.delete(name)
    }

    #kept(name, unpack, optional) {
      let file = this.files.get(name)
      if (!file) {
        file = this.#load(name, unpack, optional)
        this.files.set(name, file)
        file.catch(() => this.files.get(name) === file && this.files.delete(name))
        for (const old of this.files.keys()) {
          if (this.files.size <= MOST_FILES) break
          if (old.includes("/x/") || old.includes("/b/") || old.includes("/h/")) {
            this.files.delete(old)
          } else break
        }
      }
      return file
    }

    async #load(name, unpack, optional) {
      const cache = name === "manifest" ? "no-cache" : "default"
      for (let attempt = 0; ; attempt++) {
        try {
          const data = await this.read(this.#address(name), name, {
            cache: attempt ? "reload" : cache,
            patience: this.patience,
          })
          this.received += data.length
          return await unpacked(name, data, unpack)
        } catch (error) {
          const last = attempt >= this.pauses.length || !(error instanceof StoreError)
          if (last || (optional && error.kind === "missing")) throw error
          await new Promise((done) => setTimeout(done, this.pauses[attempt]))
        }
      }
    }

    #address(name) {
      return `${this.root}${name.split("/").map(encodeURIComponent).join("/")}.js`
    }
  }

  async function unpacked(name, text, unpack) {
    try {
      const head = `wenjiSearch("${name}","`
      const end = text.lastIndexOf('")')
      if (!text.startsWith(head) || end < head.length) throw new Error("frame")
      return await unpack(decoded(text.slice(head.length, end)))
    } catch (error) {
      throw new StoreError("damaged", name, error.message)
    }
  }

  function decoded(base64) {
    if (Uint8Array.fromBase64) return Uint8Array.fromBase64(base64)
    const binary = atob(base64)
    const out = new Uint8Array(binary.length)
    for (let i = 0; i < out.length; i++) out[i] = binary.charCodeAt(i)
    return out
  }

  async function inflated(data) {
    const stream = new Blob([data]).stream().pipeThrough(new DecompressionStream("deflate-raw"))
    return new Response(stream).arrayBuffer()
  }

  async function byFetch(address, name, { cache, patience }) {
    const stop = new AbortController()
    const timer = setTimeout(() => stop.abort(), patience)
    try {
      const answer = await fetch(address, { cache, signal: stop.signal })
      if (!answer.ok) throw new StoreError("missing", name, String(answer.status))
      return await answer.text()
    } catch (error) {
      if (error instanceof StoreError) throw error
      throw new StoreError(stop.signal.aborted ? "slow" : "unreachable", name)
    } finally {
      clearTimeout(timer)
    }
  }

  const waiting = new Map()

  function byScript(address, name, { patience }) {
    self.wenjiSearch = (found, payload) => waiting.get(found)?.(payload)
    return new Promise((done, failed) => {
      const script = document.createElement("script")
      const end = (finish, value) => {
        clearTimeout(timer)
        waiting.delete(name)
        script.remove()
        finish(value)
      }
      const timer = setTimeout(() => end(failed, new StoreError("slow", name)), patience)
      waiting.set(name, (payload) => end(done, `wenjiSearch("${name}","${payload}")`))
      script.onerror = () => end(failed, new StoreError("missing", name))
      script.onload = () => waiting.has(name) && end(failed, new StoreError("damaged", name))
      script.src = address
      document.head.append(script)
    })
  }

  Object.assign(Wenji, { Store, StoreError })
}
