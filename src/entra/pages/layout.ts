/** The frame of all sign-in pages: readable without style, usable without JavaScript and with the keyboard alone. */
import { createHash } from 'node:crypto'
import { Html, markup } from './html.js'

const STYLE = `
:root { color-scheme: light dark; --line: #8a8a8a; --accent: #0f5c9c; font: 100%/1.5 system-ui, sans-serif }
@media (prefers-color-scheme: dark) { :root { --accent: #7cc0f5 } }
body { margin: 0; display: grid; min-height: 100vh; place-items: center }
main { box-sizing: border-box; width: min(28rem, 100%); padding: 2rem; border: 1px solid var(--line); border-radius: .5rem }
h1 { margin: 0 0 .5rem; font-size: 1.5rem }
ul { padding: 0; list-style: none }
li { margin: .5rem 0 }
ul.plain { padding-left: 1.25rem; list-style: disc }
button, input:not([type=checkbox], [type=radio]) { box-sizing: border-box; width: 100%; padding: .6rem .8rem; border: 1px solid var(--line); border-radius: .3rem; font: inherit }
button { cursor: pointer; text-align: left; background: transparent; color: inherit }
button.main { background: var(--accent); color: Canvas; text-align: center }
button.person, label.person { display: flex; gap: .8rem; align-items: center }
:focus-visible { outline: 3px solid var(--accent); outline-offset: 2px }
.avatar { flex: none; display: grid; place-items: center; width: 2.5rem; height: 2.5rem; border-radius: 50%; background: var(--accent); color: Canvas; font-weight: 600 }
.name { display: block; font-weight: 600 }
.detail { display: block; overflow-wrap: anywhere; opacity: .8 }
.error { padding: .6rem .8rem; border-left: .3rem solid #c02b2b }
.code { font: 700 1.5rem ui-monospace, monospace; letter-spacing: .15em }
footer { margin-top: 1.5rem; font-size: .85rem; opacity: .8 }
form { margin: .8rem 0 }
`

const hashOf = (text: string): string => `'sha256-${createHash('sha256').update(text).digest('base64')}'`

/** Sends the only form of a page on; without JavaScript its button does. */
const SUBMIT = 'document.forms[0].submit()'

/**
 * Where forms go is left open: after the sign-in a browser is sent on to the app, and browsers count that as the form.
 * @see https://www.w3.org/TR/CSP3/#directive-form-action
 */
export const PAGE_HEADERS: Readonly<Record<string, string>> = {
  'content-type': 'text/html; charset=utf-8',
  'content-security-policy': `default-src 'none'; style-src ${hashOf(STYLE)}; script-src ${hashOf(SUBMIT)}; base-uri 'none'; frame-ancestors 'none'`,
  'x-frame-options': 'DENY',
  'referrer-policy': 'no-referrer',
}

export function page(title: string, body: Html): string {
  return markup`<!DOCTYPE html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${title} - Intunite</title>
<style>${new Html(STYLE)}</style>
</head>
<body>
<main>
<h1>${title}</h1>
${body}
<footer>Intunite imitates a sign-in. Do not enter a password that you use elsewhere.</footer>
</main>
</body>
</html>
`.text
}

/** A page whose form is sent at once where scripts run. */
export function submittingPage(title: string, body: Html): string {
  return page(title, markup`${body}<script>${new Html(SUBMIT)}</script>`)
}

/** Up to two letters that stand for a person. */
export function initials(name: string): string {
  const words = name.split(/\s+/).filter((word) => word !== '')
  const letters = [words[0], words.length > 1 ? words.at(-1) : undefined].map((word) => [...(word ?? '')][0] ?? '')
  return letters.join('').toUpperCase()
}

export function hidden(fields: Readonly<Record<string, string>>): Html {
  const inputs = Object.entries(fields).map(
    ([name, value]) => markup`<input type="hidden" name="${name}" value="${value}">`,
  )
  return markup`${inputs}`
}
