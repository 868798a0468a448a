/**
 * The schema source as one of the two databases needs it: provider and output folder are swapped. Lines that end in
 * `// sqlite` are for SQLite only; what follows `// postgresql:` is for PostgreSQL.
 */
import { resolve } from 'node:path'

export function schemaFor(provider: 'sqlite' | 'postgresql', source: string, folder: string): string {
  const own = provider === 'sqlite' ? source : source.replace(/.* \/\/ sqlite\n/g, '').replaceAll('// postgresql: ', '')
  return own
    .replace('provider = "sqlite"', `provider = "${provider}"`)
    .replace(
      /output( +)= "(.*)sqlite"/,
      (_, space: string, path: string) => `output${space}= "${resolve(folder, path, provider)}"`,
    )
}
