/** Where a refusal belongs in a form. */
import { Refused } from '../session/session'

export interface Problems {
  /** By the name of a field. */
  readonly fields: Readonly<Record<string, string>>
  /** What belongs to no field. */
  readonly form: string | undefined
}

export const NO_PROBLEMS: Problems = { fields: {}, form: undefined }

/**
 * The server names fields where it can (`errors` of the control face, `target` of Graph); of the rest `placeOf` says, by the
 * words of the server, which field they are about.
 */
export function problemsOf(
  error: Error,
  names: readonly string[],
  placeOf?: (message: string) => string | undefined,
): Problems {
  const known = new Set(names)
  const fields: Record<string, string> = {}
  const rest: string[] = []
  for (const { pointer, detail } of issuesIn(error)) {
    const name = pointer.replace(/^[/?]/, '').split('/')[0] ?? ''
    if (known.has(name)) fields[name] ??= detail
    else rest.push(`${pointer.replace(/^[/?]/, '')} ${detail}`)
  }
  if (Object.keys(fields).length > 0 || rest.length > 0)
    return { fields, form: rest.length === 0 ? undefined : rest.join('; ') }
  const target = error instanceof Refused ? error.target : undefined
  const place = target !== undefined && known.has(target) ? target : placeOf?.(error.message)
  return place === undefined ? { fields, form: error.message } : { fields: { [place]: error.message }, form: undefined }
}

function issuesIn(error: Error): readonly { readonly pointer: string; readonly detail: string }[] {
  if (!(error instanceof Refused)) return []
  const { errors } = (error.body ?? {}) as { errors?: unknown }
  return Array.isArray(errors) ? (errors as { pointer: string; detail: string }[]) : []
}
