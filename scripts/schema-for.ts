/** The schema source as one of the two databases needs it: provider and output folder are swapped. */
import { resolve } from 'node:path'

export function schemaFor(provider: 'sqlite' | 'postgresql', source: string, folder: string): string {
  return source
    .replace('provider = "sqlite"', `provider = "${provider}"`)
    .replace(
      /output( +)= "(.*)sqlite"/,
      (_, space: string, path: string) => `output${space}= "${resolve(folder, path, provider)}"`,
    )
}
