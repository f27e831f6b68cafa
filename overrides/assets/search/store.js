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
      this.received = 0 // bytes of files, for measuring
    }

    bytes(name) {
      return this.#kept(name, (data) => data)
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
          const file = await this.read(this.#address(name), name, {
            cache: attempt ? "reload" : cache,
            patience: this.patience,
          })
          this.received += file.payload.length
          return await unpacked(name, file, unpack)
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

  const HEAD = /^wenjiSearch\("([^"]*)","([0-9a-f]{8})","$/u
  const END = 3 // bytes behind a payload: `")` and a line's end
  const NEWLINE = 10
  const RETURN = 13
  const BACKSLASH = 92
  const [N, R] = [110, 114]

  /** {check, payload} of a file as it was received; a StoreError where it is not one. */
  function parsed(name, file) {
    const start = 14 + name.length + 13 // of the payload
    const head = HEAD.exec(String.fromCharCode(...file.subarray(0, start)))
    if (head?.[1] !== name) throw new StoreError("damaged", name, "frame")
    return { check: head[2], payload: unescaped(file.subarray(start, file.length - END)) }
  }

  async function unpacked(name, { check, payload }, unpack) {
    try {
      if (checksum(payload) !== Number.parseInt(check, 16)) throw new Error("checksum")
      return await unpack(payload)
    } catch (error) {
      throw new StoreError("damaged", name, error.message)
    }
  }

  /** Bytes that were written as a string literal. */
  function unescaped(bytes) {
    const out = new Uint8Array(bytes.length)
    let size = 0
    for (let i = 0; i < bytes.length; i++) {
      let byte = bytes[i]
      if (byte === BACKSLASH) {
        byte = bytes[++i]
        if (byte === N) byte = NEWLINE
        else if (byte === R) byte = RETURN
      }
      out[size++] = byte
    }
    return out.subarray(0, size)
  }

  const CRC = Uint32Array.from({ length: 256 }, (_, n) => {
    for (let bit = 0; bit < 8; bit++) n = n & 1 ? (n >>> 1) ^ 0xedb88320 : n >>> 1
    return n
  })

  /** CRC-32, as in zip files. */
  function checksum(bytes) {
    let crc = ~0
    for (const byte of bytes) crc = (crc >>> 8) ^ CRC[(crc ^ byte) & 0xff]
    return ~crc >>> 0
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
      return parsed(name, new Uint8Array(await answer.arrayBuffer()))
    } catch (error) {
      if (error instanceof StoreError) throw error
      throw new StoreError(stop.signal.aborted ? "slow" : "unreachable", name)
    } finally {
      clearTimeout(timer)
    }
  }

  const waiting = new Map()

  /** The same by a script element: in this encoding every byte is one character. */
  function byScript(address, name, { patience }) {
    self.wenjiSearch = (found, check, payload) => waiting.get(found)?.(check, payload)
    return new Promise((done, failed) => {
      const script = document.createElement("script")
      const end = (finish, value) => {
        clearTimeout(timer)
        waiting.delete(name)
        script.remove()
        finish(value)
      }
      const timer = setTimeout(() => end(failed, new StoreError("slow", name)), patience)
      waiting.set(name, (check, payload) => {
        end(done, { check, payload: Uint8Array.from(payload, (c) => c.charCodeAt(0) & 0xff) })
      })
      script.onerror = () => end(failed, new StoreError("missing", name))
      script.onload = () => waiting.has(name) && end(failed, new StoreError("damaged", name))
      script.charset = "x-user-defined"
      script.src = address
      document.head.append(script)
    })
  }
  Object.assign(Wenji, { Store, StoreError, parsed })
}
