// What tests put in the place of `speechSynthesis`: voices without sound. An utterance ends when
// the test says so (`speech.end()`), and everything that was asked for is noted.
{
  const speech = (self.speech = { said: [], cancelled: 0, now: null, voices: [
    { name: "Far", lang: "zh-CN", localService: false, default: true },
    { name: "Near English", lang: "en-US", localService: true },
    { name: "Near", lang: "zh-CN", localService: true },
  ] })
  self.SpeechSynthesisUtterance = class {
    constructor(text) {
      this.text = text
    }
  }
  speech.end = () => {
    const { now } = speech
    speech.now = null
    now?.onend({})
  }
  const engine = Object.assign(new EventTarget(), {
    getVoices: () => speech.voices,
    speak(spoken) {
      speech.now = spoken
      speech.said.push({ text: spoken.text, rate: spoken.rate, voice: spoken.voice.name })
    },
    cancel() {
      speech.cancelled++
      const { now } = speech
      speech.now = null
      now?.onerror({ error: "interrupted" })
    },
  })
  Object.defineProperty(self, "speechSynthesis", { value: engine })
}
