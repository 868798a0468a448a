import { SETTINGS } from '../config.js'

/** Flags whose values the list of processes must not go on showing. */
const SECRET: ReadonlySet<string> = new Set(
  Object.values(SETTINGS).flatMap((setting) => ('secret' in setting && setting.secret ? [setting.flag] : [])),
)

/** The command line without the values of secret flags; undefined if there are none. */
export function withoutSecrets(argv: readonly string[]): string | undefined {
  let found = false
  const shown = argv.map((argument, i) => {
    const [flag = ''] = argument.split('=', 1)
    if (SECRET.has(flag) && argument !== flag) {
      found = true
      return `${flag}=…`
    }
    if (!SECRET.has(argv[i - 1] ?? '')) return argument
    found = true
    return '…'
  })
  return found ? ['intunite', ...shown].join(' ') : undefined
}
