/** The help text of a table of settings. */
import type { Setting, Settings } from '../settings.js'

const LINE = 100

export function settingsHelp(settings: Settings): string[] {
  return Object.values(settings).flatMap((setting) => {
    const facts = [setting.env ?? [], defaultOf(setting) ?? []].flat().join(', ')
    return [
      `  ${setting.flag} ${placeholderOf(setting)}${facts === '' ? '' : `  (${facts})`}`,
      ...wrapped(setting.help).map((line) => `      ${line}`),
    ]
  })
}

/** The well-known secrets are in the documentation; here they would only be copied into places where they don't belong. */
function defaultOf(setting: Setting): string | undefined {
  if (setting.default === undefined || setting.secret === true) return undefined
  return `default ${setting.default}`
}

function wrapped(text: string): string[] {
  const lines: string[] = ['']
  for (const word of text.split(' ')) {
    const line = lines.at(-1) ?? ''
    if (line !== '' && line.length + word.length > LINE - 7) lines.push(word)
    else lines[lines.length - 1] = line === '' ? word : `${line} ${word}`
  }
  return lines
}

function placeholderOf({ placeholder, implied }: Setting): string {
  return implied === undefined ? `<${placeholder}>` : `[${placeholder}]`
}
