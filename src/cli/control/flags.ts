/** Flags of the commands that administer. */
import { readFile } from 'node:fs/promises'
import { text as readAll } from 'node:stream/consumers'
import { Type } from 'typebox'
import type { Setting } from '../../settings.js'
import { ConfigError } from '../../settings.js'

const Words = Type.String({ minLength: 1 })

export function words(flag: string, placeholder: string, help: string) {
  return { flag, schema: Words, placeholder, help } as const satisfies Setting
}

export function choice<const C extends string>(flag: string, choices: readonly C[], help: string) {
  return { flag, schema: Type.Enum([...choices]), placeholder: choices.join('|'), help } as const satisfies Setting
}

/** How much of a list is shown. */
export function howMany(what: string) {
  return words('--top', 'number', `How many ${what}; 100 unless given.`)
}

/** Off unless given. */
export function switchOn(flag: string, help: string) {
  return {
    flag,
    implied: '1',
    schema: Type.Enum(['0', '1']),
    default: '0',
    placeholder: '1',
    help,
  } as const satisfies Setting
}

/** As it is unless given. */
export function onOrOff(flag: string, help: string) {
  return { flag, implied: '1', schema: Type.Enum(['0', '1']), placeholder: '0|1', help } as const satisfies Setting
}

export function flagged(value: string | undefined): boolean | undefined {
  return value === undefined ? undefined : value === '1'
}

/** Numbers are of text in a call; the control face says what is wrong with one. */
export function numberOf(text: string | undefined): unknown {
  return text !== undefined && /^-?\d+(\.\d+)?$/.test(text) ? Number(text) : text
}

/** Of the values of a command those of some flags, which are called the same in a request. */
export function only<N extends string>(
  names: readonly N[],
  values: Readonly<Record<N, string | undefined>>,
): Record<N, string | undefined> {
  return Object.fromEntries(names.map((name) => [name, values[name]])) as Record<N, string | undefined>
}

/** A list with commas. */
export function listed(value: string | undefined): string[] | undefined {
  return value?.split(',').map((part) => part.trim())
}

/** Text of a file, or of the standard input for `-`. */
export async function contentsOf(file: string): Promise<string> {
  try {
    return file === '-' ? await readAll(process.stdin) : await readFile(file, 'utf8')
  } catch (error) {
    throw new ConfigError([`cannot read ${file}: ${(error as Error).message}`])
  }
}

/** A secret that is in a file, so that it is in no list of processes. */
export async function secretFrom(file: string | undefined): Promise<string | undefined> {
  return file === undefined ? undefined : (await contentsOf(file)).replace(/\r?\n$/, '')
}

export const TENANT = words('--tenant', 'tenant', 'Tenant, by id or domain: the development tenant unless given.')
export const ID = words('--id', 'guid', 'Its id: made up unless given.')
export const NAME = words('--name', 'text', 'Its display name.')
export const SECRET_FILE = words(
  '--secret-file',
  'file',
  'File that holds the secret (- for the standard input): made up unless given.',
)
export const PASSWORD_FILE = words(
  '--password-file',
  'file',
  'File that holds the password (- for the standard input).',
)
