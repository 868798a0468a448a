/** Help texts, from the table of commands and the tables of settings. */
import { COMMANDS } from './commands.js'
import { settingsHelp } from './settings-help.js'

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
