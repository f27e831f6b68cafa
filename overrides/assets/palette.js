// The colours that the reader has chosen, before anything is shown (Material's
// partials/javascripts/palette.html, which has this inline).

{
  const { color } = __md_get("__palette") ?? {}
  if (color) {
    if (color.media === "(prefers-color-scheme)") {
      const light = matchMedia("(prefers-color-scheme: light)").matches
      const media = `(prefers-color-scheme: ${light ? "light" : "dark"})`
      const input = document.querySelector(`[data-md-color-media='${media}']`)
      color.media = media
      for (const name of ["scheme", "primary", "accent"]) {
        color[name] = input.getAttribute(`data-md-color-${name}`)
      }
    }
    for (const [name, value] of Object.entries(color)) {
      document.body.setAttribute(`data-md-color-${name}`, value)
    }
  }
}
