"use strict"
// When nothing holds the query exactly: the passages that come nearest to it.
//
// The pairs of a phrase vote for the places where they stand as far apart as in the phrase, give
// or take a few characters. The places with the most votes, rare pairs counting more, are looked
// at in the texts; the longest parts that they share with the phrase are what is shown.

{
  const Wenji = (self.Wenji ??= {})
  const MOST_PAIRS = 12 // read for one phrase: some tens of kilobytes
  const SLACK = 8 // characters that may be missing or too many before two votes part
  const SHORTEST = 2 // characters of a part that is shown
  const SHARE = 0.5 // of what the best passage holds; those that hold less are not shown

  /** Articles that come nearest to a phrase: [{article, votes}], best first. */
  async function nearestArticles(codes, library, most) {
    const offsets = codes.slice(1).map((_, i) => i)
    const step = Math.max(1, offsets.length / MOST_PAIRS)
    const chosen = [...new Set(Array.from({ length: MOST_PAIRS }, (_, i) => Math.floor(i * step)))]
    const votes = new Map()
    await Promise.all(
      chosen
        .filter((i) => i < offsets.length)
        .map(async (i) => {
          const spans = await library.pair(codes[i], codes[i + 1])
          const weight = 1 / Math.log2(2 + spans.start.length)
          spans.articles.forEach((article, n) => {
            const seen = new Set()
            for (let at = spans.from[n]; at < spans.from[n + 1]; at++) {
              const slot = Math.round((spans.start[at] - i) / SLACK)
              for (const s of [slot - 1, slot, slot + 1]) seen.add(s)
            }
            if (!votes.has(article)) votes.set(article, new Map())
            const slots = votes.get(article)
            for (const slot of seen) slots.set(slot, (slots.get(slot) ?? 0) + weight)
          })
        }),
    )
    return [...votes]
      .map(([article, slots]) => ({ article, votes: Math.max(...slots.values()) }))
      .sort((a, b) => b.votes - a.votes || a.article - b.article)
      .slice(0, most)
  }

  /** The longest parts that a phrase shares with a text, in the best place: [[start, end], …]. */
  function sharedParts(codes, row) {
    const runs = []
    let before = new Map()
    const places = new Map()
    const ended = (i, at, length) => {
      if (length >= SHORTEST) runs.push({ i: i - length, at: at - length + 1, length })
    }
    row.forEach((code, at) => {
      if (!places.has(code)) places.set(code, [])
      places.get(code).push(at)
    })
    codes.forEach((code, i) => {
      const now = new Map()
      for (const at of places.get(code) ?? []) now.set(at, (before.get(at - 1) ?? 0) + 1)
      for (const [at, length] of before) {
        if (!now.has(at + 1)) ended(i, at, length)
      }
      before = now
    })
    for (const [at, length] of before) ended(codes.length, at, length)
    return best(runs, codes.length)
  }

  /** The longest run, and what fits on both sides of it. */
  function best(runs, size) {
    runs.sort((a, b) => b.length - a.length || a.at - b.at)
    const [first] = runs
    if (!first) return { spans: [], covered: 0 }
    const taken = [first]
    for (const run of runs.slice(1)) {
      const drift = Math.abs(run.at - run.i - (first.at - first.i))
      const apart = taken.every(
        (t) => (run.at >= t.at + t.length && run.i >= t.i + t.length) ||
          (run.at + run.length <= t.at && run.i + run.length <= t.i),
      )
      if (apart && drift <= SLACK) taken.push(run)
    }
    const covered = taken.reduce((sum, run) => sum + run.length, 0) / size
    const spans = taken.map(({ at, length }) => [at, at + length]).sort((a, b) => a[0] - b[0])
    return { spans, covered }
  }

  /** Near passages of one phrase: [{article, line, parts, covered, text}], best first. */
  async function nearPassages(codes, library, size) {
    const candidates = await nearestArticles(codes, library, size)
    const found = await Promise.all(
      candidates.map(async ({ article }) => {
        const { line, text } = await library.read(article)
        const { spans, covered } = sharedParts(codes, text.codes)
        return { article, line, text, spans, covered }
      }),
    )
    const most = Math.max(...found.map(({ covered }) => covered))
    const whole = (a, b) => b.covered - a.covered || a.spans.length - b.spans.length
    return found
      .filter(({ covered }) => covered && covered >= SHARE * most)
      .sort((a, b) => whole(a, b) || a.article - b.article)
  }

  Object.assign(Wenji, { nearPassages, sharedParts })
}
