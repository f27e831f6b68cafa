// How the reader wants texts to look, before anything is shown. Served as a part of palette.js.

{
  const root = document.documentElement
  for (const [name, value] of Object.entries(__md_get("wj-type") ?? {})) {
    if (/^(?:size|lines|face)$/u.test(name)) root.setAttribute(`data-wj-${name}`, value)
  }
}
