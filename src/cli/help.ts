/** Help texts, from the table of commands and the tables of settings. */
import type { Setting, Settings } from '../settings.js'
import { COMMANDS } from './commands.js'

const LINE = 100

export function generalHelp(): string {
  const commands = Object.entries({
    ...Object.fromEntries(Object.entries(COMMANDS).map(([name, { summary }]) => [name, summary])),
    help: 'Print this, or the help of a command: intunite help <command>.',
  })
  const width = Math.max(...commands.map(([name]) => name.length))
  return [
    "Intunite: Microsoft Graph's Intune API on your own machine, with its own sign-in.",
    '',
    'Usage: intunite [command] [flags]',
    '',
    'Commands:',
    ...commands.map(([name, summary]) => `  ${name.padEnd(width)}  ${summary}`),
    '',
    'Flags of "serve":',
    ...settingsHelp(COMMANDS['serve']?.settings ?? {}),
    '',
    '  -h, --help     Print this.',
    '  -v, --version  Print the version.',
  ].join('\n')
}

export async function commandHelp(name: string, rest: readonly string[]): Promise<string | undefined> {
  const command = COMMANDS[name]
  if (command === undefined) return undefined
  if (command.help !== undefined) return command.help(rest)
  return [`Usage: intunite ${name} [flags]`, '', command.details, '', 'Flags:', ...settingsHelp(command.settings)].join(
    '\n',
  )
}

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
