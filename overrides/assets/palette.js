// The colours that the reader chose, or those of his system, before the page is shown. Served with
// scope.js before it. Material's script does the same, but after the page has been shown.

{
  const { dataset } = document.currentScript
  const dress = () => {
    const own = matchMedia("(prefers-color-scheme: dark)").matches ? dataset.dark : dataset.light
    const chosen = __md_get("__palette")?.color ?? {}
    const color = chosen.media === "(prefers-color-scheme)" ? {} : chosen
    for (const [name, value] of Object.entries({ scheme: own, ...color })) {
      if (value) document.body.setAttribute(`data-md-color-${name}`, value)
    }
  }
  if (document.body) dress()
  else {
    new MutationObserver((_, observer) => {
      if (!document.body) return
      observer.disconnect()
      dress()
    }).observe(document.documentElement, { childList: true })
  }
}
