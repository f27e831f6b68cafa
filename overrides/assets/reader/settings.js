"use strict"
// How texts look: size, space between lines, face. early.js sets it before anything is shown.

{
  const { reader } = self.Wenji
  const form = document.querySelector("[data-wj-type]")

  if (form) {
    const kept = reader.read("type") ?? {}
    const chosen = () => Object.fromEntries([...new FormData(form)].filter(([, value]) => value))
    for (const { name } of form.querySelectorAll("input:checked")) {
      for (const input of form.elements[name]) input.checked ||= input.value === kept[name]
    }
    form.addEventListener("change", () => {
      const now = chosen()
      for (const { name } of form.querySelectorAll("input:checked")) {
        const root = document.documentElement
        if (now[name]) root.setAttribute(`data-wj-${name}`, now[name])
        else root.removeAttribute(`data-wj-${name}`)
      }
      reader.write("type", now)
      dispatchEvent(new Event("resize")) // what stands at the text moves with it
    })
    form.addEventListener("submit", (event) => event.preventDefault())
    form.addEventListener("reset", () => setTimeout(() => form.dispatchEvent(new Event("change"))))
  }
}
