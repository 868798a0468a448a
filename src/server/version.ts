import { readFileSync } from 'node:fs'

/** The version in package.json, which is two folders up from here in `src/` and in `dist/`. */
export function version(): string {
  const file = readFileSync(new URL('../../package.json', import.meta.url), 'utf8')
  return (JSON.parse(file) as { version: string }).version
}
