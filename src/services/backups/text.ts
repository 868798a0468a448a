/**
 * Files of backups as text and as values: in the encodings that tools write (K9), with the line where something is wrong.
 */
import type { Entity } from '../../model/payload.js'
import { DEEPEST } from './bounds.js'
import { BackupError } from './errors.js'

/** UTF-8 with or without a byte order mark, UTF-16 with one. */
export function decodeText(bytes: Uint8Array, file: string): string {
  const encoding =
    bytes[0] === 0xff && bytes[1] === 0xfe ? 'utf-16le' : bytes[0] === 0xfe && bytes[1] === 0xff ? 'utf-16be' : 'utf-8'
  try {
    return new TextDecoder(encoding, { fatal: true }).decode(bytes)
  } catch {
    throw new BackupError(`is no text in ${encoding.toUpperCase()}`, { file })
  }
}

export function isObject(value: unknown): value is Entity {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

export function parseJson(text: string, file: string): unknown {
  try {
    return requireShallow(JSON.parse(text), file)
  } catch (error) {
    if (!(error instanceof SyntaxError)) throw error
    const [, position] = /position (\d+)/.exec(error.message) ?? []
    const line = position === undefined ? lastLine(text) : lineAt(text, Number(position))
    throw new BackupError(`is no JSON: ${error.message.replace(/ in JSON at position.*$/s, '')}`, { file, line })
  }
}

/** Words of YAML 1.1, which is what PyYAML writes. Aliases are bounded: a few lines could stand for gigabytes. */
export async function yamlParser(): Promise<(text: string, file: string) => unknown> {
  const { parse, YAMLParseError } = await import('yaml')
  return (text, file) => {
    try {
      return requireShallow(parse(text, { version: '1.1', maxAliasCount: 100, logLevel: 'error' }), file)
    } catch (error) {
      if (error instanceof BackupError) throw error
      const line = error instanceof YAMLParseError ? error.linePos?.[0].line : undefined
      const [reason = ''] = (error as Error).message.split('\n')
      throw new BackupError(`is no YAML: ${reason.replace(/ at line \d+, column \d+:?$/, '')}`, { file, line })
    }
  }
}

/** Looks at a value level by level, since a recursion would end where the stack does. */
function requireShallow(value: unknown, file: string): unknown {
  let level: unknown[] = [value]
  for (let depth = 0; level.length > 0; depth += 1) {
    if (depth > DEEPEST)
      throw new BackupError(`holds values in values that are more than ${DEEPEST} levels deep`, { file })
    const next: unknown[] = []
    for (const each of level)
      if (typeof each === 'object' && each !== null)
        for (const inner of Object.values(each)) if (typeof inner === 'object' && inner !== null) next.push(inner)
    level = next
  }
  return value
}

/** The line in which a value stands first, as JSON or YAML writes it; undefined where it is written in another way. */
export function lineOf(text: string, value: string): number | undefined {
  for (const written of [JSON.stringify(value), value]) {
    const at = text.indexOf(written)
    if (at >= 0) return lineAt(text, at)
  }
  return undefined
}

function lineAt(text: string, position: number): number {
  let line = 1
  for (let at = text.indexOf('\n'); at !== -1 && at < position; at = text.indexOf('\n', at + 1)) line += 1
  return line
}

function lastLine(text: string): number {
  return lineAt(text, text.length)
}
