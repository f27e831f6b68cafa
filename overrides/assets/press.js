"use strict"
// Drawer and search by keyboard: Material opens them with labels, which take no focus. On windows
// that are zoomed in they are the only way to the places of the site.

{
  const drawer = document.getElementById("__drawer")
  const first = () => document.querySelector(".md-sidebar--primary a")

  for (const sign of document.querySelectorAll("[data-wj-press]")) {
    const box = document.getElementById(sign.parentElement.htmlFor)
    sign.setAttribute("role", "button")
    sign.tabIndex = 0
    sign.addEventListener("keydown", (event) => {
      if (event.key !== "Enter" && event.key !== " ") return
      event.preventDefault()
      box.click()
      if (box === drawer && box.checked) first()?.focus()
    })
    if (box === drawer) {
      addEventListener("keydown", ({ key }) => {
        if (key !== "Escape" || !box.checked) return
        box.click()
        sign.focus()
      })
    }
  }
}
