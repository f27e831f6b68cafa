// Material's helpers for what it stores in the browser (its partials/javascripts/base.html, which
// has them inline).

var __md_scope = new URL(document.currentScript.dataset.base, location)

var __md_hash = (text) => [...text].reduce((h, c) => (h << 5) - h + c.charCodeAt(0), 0)

var __md_get = (key, storage, scope = __md_scope) => {
  try {
    return JSON.parse((storage ?? localStorage).getItem(`${scope.pathname}.${key}`))
  } catch {
    return null // forbidden, or spoiled: as if nothing had been stored
  }
}

var __md_set = (key, value, storage, scope = __md_scope) => {
  try {
    (storage ?? localStorage).setItem(`${scope.pathname}.${key}`, JSON.stringify(value))
  } catch {
    // A full or forbidden storage: the choice is forgotten with the page.
  }
}
