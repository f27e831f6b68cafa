"use strict"
// Buckets: pairs of characters and their positions, as notes/search-format.md says.

{
  const Wenji = (self.Wenji ??= {})

  const CODES = 0x110000
  const WIDEST = 2 ** 42 // no varint is as long

  /** Reads varints one after the other. */
  function reader(bytes) {
    const read = {
      at: 0,
      more: () => read.at < bytes.length,
      varint() {
        let value = 0
        let scale = 1
        for (;;) {
          const byte = bytes[read.at++]
          value += (byte & 0x7f) * scale
          if (byte < 0x80) return value
          scale *= 128
          if (!(scale < WIDEST)) throw new Error("varint")
        }
      },
      skip(number) {
        let { at } = read
        for (let left = number; left && at < bytes.length; at++) if (bytes[at] < 0x80) left--
        read.at = at
      },
    }
    return read
  }

  /** Goes through the terms of a bucket; an Error where it cannot be one. */
  function walk(bytes, segments, visit) {
    const read = reader(bytes)
    const { varint } = read
    while (read.more()) {
      const segment = varint()
      const length = varint()
      const end = read.at + length
      if (!segments[segment] || !(end <= bytes.length)) throw new Error("block")
      let c1 = 0
      let c2 = 0
      while (read.at < end) {
        const head = varint()
        if (head & 2) {
          c1 += varint()
          c2 = 0
        }
        c2 += Math.floor(head / 4)
        const number = head & 1 ? varint() + 2 : 1
        if (!(number <= end - read.at && c1 < CODES && c2 < CODES)) throw new Error("term")
        visit(segment, c1, c2, number, read)
      }
      if (read.at !== end) throw new Error("block")
    }
  }

  function positions(number, read) {
    const out = new Float64Array(number)
    let position = -1
    for (let i = 0; i < number; i++) out[i] = position += read.varint()
    return out
  }

  /** The terms of a bucket that begin with `first`: segment, second code, positions. */
  function terms(bytes, first, segments) {
    const out = []
    walk(bytes, segments, (segment, c1, c2, number, read) => {
      if (c1 === first) out.push([segment, c2, positions(number, read)])
      else read.skip(number)
    })
    return out
  }

  Object.assign(Wenji, { reader, terms })
}
