/** The verbs of a noun, as help and refusals name them. */
import { ConfigError, suggestion } from '../../settings.js'

/** `verbs` are calls, without the noun, with what they do. */
export function listVerbs(noun: string, verbs: readonly (readonly [call: string, summary: string])[]): string {
  const width = Math.max(...verbs.map(([call]) => call.length))
  return [
    `Usage: intunite ${noun} <verb> [flags]`,
    '',
    'Verbs:',
    ...verbs.map(([call, summary]) => `  ${call.padEnd(width)}  ${summary}`),
    '',
    `Flags of a verb: intunite help ${noun} <verb>`,
  ].join('\n')
}

/** The refusal of what is no verb of a noun. */
export function noSuchVerb(noun: string, called: string, known: readonly string[]): ConfigError {
  if (called === '' || called.startsWith('-')) return new ConfigError([`${noun} needs a verb: ${known.join(', ')}`])
  return new ConfigError([`${noun} knows no ${called}${suggestion(called, known) || `; it knows ${known.join(', ')}`}`])
}
