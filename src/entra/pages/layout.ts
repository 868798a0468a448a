/** The frame of all sign-in pages: readable without style, usable without JavaScript and with the keyboard alone. */
import { createHash } from 'node:crypto'
import { Html, markup } from './html.js'

const STYLE = `
:root { color-scheme: light dark; --line: #8a8a8a; --soft: #d5d9de; --back: #eef1f4; --card: #fff; --accent: #0f5c9c; --tint: #eaf3fa; --bad: #b3261e; --bad-tint: #fdecea; font: 100%/1.5 system-ui, sans-serif }
@media (prefers-color-scheme: dark) { :root { --soft: #3d4349; --back: #16191c; --card: #212529; --accent: #7cc0f5; --tint: #2a3640; --bad: #f2948d; --bad-tint: #3b2523 } }
body { margin: 0; display: grid; min-height: 100vh; place-items: center; background: var(--back) }
main { box-sizing: border-box; width: min(28rem, 100% - 2rem); margin: 1rem; padding: 2rem; border: 1px solid var(--soft); border-radius: .75rem; background: var(--card); box-shadow: 0 .25rem 1.5rem #0002 }
@media (max-width: 24rem) { main { padding: 1.25rem } }
.brand { margin: 0 0 1rem; color: var(--accent); font-weight: 600 }
h1 { margin: 0 0 .5rem; font-size: 1.5rem; line-height: 1.25 }
h2 { margin: 1.5rem 0 0; font-size: 1.1rem }
ul { margin: 0; padding: 0; list-style: none }
li { margin: .5rem 0 }
ul.plain { padding: .25rem 1rem .25rem 2rem; border-radius: .4rem; background: var(--tint); list-style: disc; overflow-wrap: anywhere }
label { display: block }
button, input:not([type=checkbox]) { box-sizing: border-box; width: 100%; min-height: 2.75rem; padding: .6rem .8rem; border: 1px solid var(--line); border-radius: .4rem; font: inherit }
button { cursor: pointer; text-align: center; background: transparent; color: inherit }
button:hover { background: var(--tint) }
button.main { border-color: var(--accent); background: var(--accent); color: var(--card); font-weight: 600 }
button.main:hover { filter: brightness(1.12) }
button.person { box-sizing: border-box; display: flex; gap: .8rem; align-items: center; text-align: left }
:focus-visible { outline: 3px solid var(--accent); outline-offset: 2px }
.avatar { flex: none; display: grid; place-items: center; width: 2.5rem; height: 2.5rem; border-radius: 50%; background: var(--accent); color: var(--card); font-weight: 600 }
.name { display: block; font-weight: 600; overflow-wrap: anywhere }
.role { display: inline-block; margin-top: .2rem; padding: 0 .5rem; border: 1px solid var(--line); border-radius: 1rem; font-size: .8rem }
form p.row { display: flex; gap: .5rem; margin-top: 0 }
.row button { width: auto }
.detail { display: block; overflow-wrap: anywhere; opacity: .8 }
.error { padding: .6rem .8rem; border-left: .3rem solid var(--bad); border-radius: .2rem; background: var(--bad-tint); overflow-wrap: anywhere }
.code { font: 700 1.5rem ui-monospace, monospace; letter-spacing: .15em }
footer { margin-top: 1.5rem; padding-top: 1rem; border-top: 1px solid var(--soft); font-size: .85rem; opacity: .8 }
form { margin: .8rem 0 0 }
form p { margin: .8rem 0 }
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

/** Those of a page that shows others in frames. */
export function pageHeaders(frames: readonly string[] = []): Readonly<Record<string, string>> {
  if (frames.length === 0) return PAGE_HEADERS
  const policy = `${PAGE_HEADERS['content-security-policy'] ?? ''}; frame-src ${frames.join(' ')}`
  return { ...PAGE_HEADERS, 'content-security-policy': policy }
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
<p class="brand">Intunite</p>
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
