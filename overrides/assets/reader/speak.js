"use strict"
// Reading aloud by a voice of the reader's own machine. Voices that send the text to another host
// are not used. A text is spoken sentence by sentence: long utterances are cut off by some
// browsers, and where `pause` does nothing the sentence is simply begun again.

{
  const { reader } = self.Wenji
  const { t, h, button } = reader
  const WAIT = 2000 // milliseconds for the list of voices, which some browsers hand in late
  const LONGEST = 180 // characters of one utterance
  const CHINESE = /^(?:zh|cmn)\b/iu
  const RATES = [0.7, 0.85, 1, 1.2, 1.5, 2]

  const WORDS = "[^。！？；!?;]"
  const END = "[。！？；!?;]+[”’\"』」）)]*"
  const SENTENCE = new RegExp(`${WORDS}{0,${LONGEST}}(?:${END}|$)|${WORDS}{${LONGEST}}`, "gu")
  const sentences = (text) => text.match(SENTENCE)?.filter((part) => part.trim()) ?? []

  const synthesis = () => self.speechSynthesis

  async function voices() {
    const engine = synthesis()
    if (!engine || !self.SpeechSynthesisUtterance) return null
    const list = engine.getVoices()
    if (list.length) return list
    await new Promise((done) => {
      engine.addEventListener?.("voiceschanged", done, { once: true })
      setTimeout(done, WAIT)
    })
    return engine.getVoices()
  }

  /** The best voice for a text in Chinese, on this machine; Traditional texts like one from there. */
  function chosen(list) {
    const traditional = /^zh[-_]Hant/iu.test(reader.text.closest("[lang]")?.lang ?? "")
    const wanted = traditional ? /TW|HK|Hant/iu : /CN|Hans|SG/iu
    const able = list.filter(({ lang, localService }) => localService && CHINESE.test(lang))
    return able.find(({ lang }) => wanted.test(lang)) ?? able[0]
  }

  class Speaker {
    constructor() {
      this.turn = 0 // what an utterance of an earlier turn reports is of no interest
      this.rate = RATES.includes(reader.read("rate")) ? reader.read("rate") : 1
    }

    async begin(block) {
      reader.tell(t("speak-wait"))
      const list = await voices()
      if (!list) return reader.tell(t("speak-none"))
      this.voice = chosen(list)
      if (!this.voice) {
        const remote = list.some(({ lang }) => CHINESE.test(lang))
        return reader.tell(t(remote ? "speak-remote" : "speak-no-voice"))
      }
      this.blocks = reader.blocks().filter((one) => reader.plain(one))
      this.#bar()
      reader.tell(t("speak-begun", { voice: this.voice.name }))
      return this.go(Math.max(0, this.blocks.indexOf(block)))
    }

    /** Go to a paragraph and speak it, or only point to it while paused. */
    go(at, paused = false) {
      if (at >= this.blocks.length) return this.stop()
      this.at = Math.max(0, at)
      this.parts = sentences(reader.plain(this.blocks[this.at]))
      this.part = 0
      this.#point()
      return paused ? this.pause() : this.speak()
    }

    speak() {
      const turn = ++this.turn
      this.paused = false
      this.#told()
      synthesis().cancel()
      if (this.part >= this.parts.length) return this.go(this.at + 1)
      const spoken = new SpeechSynthesisUtterance(this.parts[this.part])
      Object.assign(spoken, { voice: this.voice, lang: this.voice.lang, rate: this.rate })
      spoken.onend = () => {
        if (turn !== this.turn) return
        this.part++
        this.speak()
      }
      spoken.onerror = ({ error }) => {
        if (turn !== this.turn) return
        this.pause()
        reader.tell(t("speak-failed", { error }))
      }
      this.spoken = spoken // browsers drop an utterance that nobody holds, and its events
      return synthesis().speak(spoken)
    }

    pause() {
      this.turn++
      this.paused = true
      synthesis().cancel()
      this.#told()
    }

    stop() {
      this.turn++
      synthesis().cancel()
      this.#unmark()
      const focused = this.bar?.contains(document.activeElement)
      this.bar?.remove()
      this.bar = null
      if (!focused) return
      const tools = document.querySelector(".wj-back:not([hidden])")
      const home = tools ?? document.querySelector("[data-wj-open=speak]")
      home.focus({ preventScroll: true })
    }

    #bar() {
      if (this.bar) return
      const sign = (text, key, action) => {
        return button(text, action, { "aria-label": t(key), title: t(key) })
      }
      this.switch = button("", () => (this.paused ? this.speak() : this.pause()))
      const speed = h("select", { "aria-label": t("speak-rate") }, RATES.map((rate) => {
        return h("option", { value: rate, selected: rate === this.rate }, `${rate}×`)
      }))
      speed.addEventListener("change", () => {
        this.rate = Number(speed.value)
        reader.write("rate", this.rate, true)
        if (!this.paused) this.speak()
      })
      this.status = h("span", {})
      this.bar = h(
        "div",
        { class: "wj-speech", role: "toolbar", "aria-label": t("speak") },
        sign("↑", "speak-before", () => this.go(this.at - 1, this.paused)),
        this.switch,
        sign("↓", "speak-after", () => this.go(this.at + 1, this.paused)),
        this.status,
        speed,
        button(t("speak-stop"), () => this.stop()),
      )
      this.bar.addEventListener("keydown", ({ key }) => key === "Escape" && this.stop())
      reader.dock.prepend(this.bar)
      this.switch.focus({ preventScroll: true })
      addEventListener("pagehide", () => this.stop(), { once: true })
    }

    #told() {
      if (!this.bar) return
      this.switch.textContent = t(this.paused ? "speak-on" : "speak-pause")
      this.status.textContent = `${this.at + 1}/${this.blocks.length}`
    }

    #unmark() {
      const old = reader.text.querySelector(".wj-spoken")
      old?.classList.remove("wj-spoken")
      if (old?.className === "") old.removeAttribute("class")
    }

    #point() {
      this.#unmark()
      const block = this.blocks[this.at]
      block.classList.add("wj-spoken")
      const { top, bottom } = block.getBoundingClientRect()
      if (top < innerHeight / 8 || bottom > innerHeight * 0.8) {
        const place = bottom - top > innerHeight / 2 ? "start" : "center"
        block.scrollIntoView({ block: place, behavior: reader.calm() ? "instant" : "smooth" })
      }
    }
  }

  if (reader.text) {
    const speaker = new Speaker()
    reader.speakFrom = (block) => speaker.begin(block)
    document.querySelector("[data-wj-open=speak]").addEventListener("click", () => {
      reader.sink?.()
      const top = reader.blocks()[0]?.getBoundingClientRect().top > 0
      speaker.begin(top ? reader.blocks()[0] : reader.seen())
    })
  }
}
