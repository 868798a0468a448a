#!/usr/bin/env node
/** The program `intunite`: finds the command and lets it run. Exit codes: 0 fine, 1 failed, 2 called wrongly. */
import { ConfigError, suggestion } from '../settings.js'
import { COMMANDS } from './commands.js'
import { withoutSecrets } from './process-title.js'
import { version } from '../server/version.js'

async function run(argv: readonly string[]): Promise<number> {
  const [first = 'serve', ...others] = argv
  const isFlag = first.startsWith('-')
  const name = isFlag ? 'serve' : first
  const rest = isFlag ? argv : others
  if (argv.length === 1 && (first === '--version' || first === '-v')) return print(version())
  if (name === 'help') return help(rest)
  const command = Object.hasOwn(COMMANDS, name) ? COMMANDS[name] : undefined
  if (command === undefined)
    throw new ConfigError([
      `unknown command ${name}${suggestion(name, [...Object.keys(COMMANDS), 'help']) || (await verbsCalled(name))}`,
    ])
  if (rest.includes('--help') || rest.includes('-h')) return help(isFlag ? [] : [name, ...rest])
  return (await command.load())(rest)
}

/** What is no command may be a verb of some. */
async function verbsCalled(name: string): Promise<string> {
  const { NOUNS } = await import('./control/nouns.js')
  const calls = Object.keys(NOUNS).filter((noun) => Object.hasOwn(NOUNS[noun] ?? {}, name))
  return calls.length === 0 ? '' : `; there is: ${calls.map((noun) => `intunite ${noun} ${name}`).join(', ')}`
}

async function help([name, ...rest]: readonly string[]): Promise<number> {
  const { commandHelp, generalHelp } = await import('./help.js')
  const text = name === undefined ? generalHelp() : await commandHelp(name, rest)
  if (text !== undefined) return print(text)
  throw new ConfigError([`no help for ${name ?? ''}${suggestion(name ?? '', Object.keys(COMMANDS))}`])
}

function print(text: string): number {
  process.stdout.write(`${text}\n`)
  return 0
}

// A reader that has seen enough (`| head`) is no failure.
process.stdout.on('error', (error: NodeJS.ErrnoException) => {
  if (error.code !== 'EPIPE') throw error
})

try {
  // What is written here holds keys and devices' data: for the owner only.
  process.umask(0o077)
  const title = withoutSecrets(process.argv.slice(2))
  if (title !== undefined) process.title = title
  process.exitCode = await run(process.argv.slice(2))
} catch (error) {
  if (error instanceof ConfigError) {
    for (const problem of error.problems) process.stderr.write(`intunite: ${problem}\n`)
    process.stderr.write('Run "intunite --help" for the flags.\n')
    process.exitCode = 2
  } else {
    process.stderr.write(`intunite: ${error instanceof Error ? (error.stack ?? error.message) : String(error)}\n`)
    process.exitCode = 1
  }
}
