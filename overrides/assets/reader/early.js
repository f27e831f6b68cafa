// How the reader wants texts to look, before anything is shown; and that scripts run here, so that
// what needs them may be shown. Served as a part of palette.js.

{
  const root = document.documentElement
  root.dataset.wjJs = ""
  for (const [name, value] of Object.entries(__md_get("wj-type") ?? {})) {
    if (/^(?:size|lines|face)$/u.test(name)) root.setAttribute(`data-wj-${name}`, value)
  }
}
