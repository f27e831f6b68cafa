// The switch of languages keeps the place: the query of the search page, and the part of a text
// that the reader is at (its address, or the last anchor above the middle of the window).

{
  const anchor = () => {
    if (location.hash) return location.hash
    if (scrollY < innerHeight / 2) return ""
    let last = ""
    for (const element of document.querySelectorAll("[data-wj-text] [id]")) {
      if (element.getBoundingClientRect().top > innerHeight / 2) break
      last = `#${element.id}`
    }
    return last
  }

  for (const link of document.querySelectorAll("[data-wj-language]")) {
    const page = link.getAttribute("href")
    const keep = () => link.setAttribute("href", page + location.search + anchor())
    for (const when of ["click", "auxclick", "contextmenu"]) link.addEventListener(when, keep)
  }
}
