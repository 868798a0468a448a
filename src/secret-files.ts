/** Secrets from files, as Docker and Kubernetes hand them over: `NAME_FILE` names a file with the value of `NAME`. */
import { readFileSync } from 'node:fs'

type Environment = Readonly<Record<string, string | undefined>>

export const fileVariableOf = (name: string): string => `${name}_FILE`

/** The value of `name`, or what is in its file; an empty variable counts as absent. */
export function readSecret(name: string, env: Environment, problems: string[]): string | undefined {
  const value = env[name] || undefined
  const variable = fileVariableOf(name)
  const file = env[variable] || undefined
  if (file === undefined) return value
  if (value !== undefined) {
    problems.push(`${name} and ${variable} are both set: one is enough`)
    return value
  }
  try {
    const text = readFileSync(file, 'utf8').replace(/\r?\n$/, '')
    if (text === '') problems.push(`${variable}: ${file} is empty`)
    return text || undefined
  } catch (error) {
    problems.push(`${variable}: cannot read ${file} (${(error as NodeJS.ErrnoException).code})`)
    return undefined
  }
}
