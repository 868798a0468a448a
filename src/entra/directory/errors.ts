/** A request of an administrator that is refused. The message says what to do. */
export class DirectoryError extends Error {
  readonly code: 'notFound' | 'exists' | 'invalid'

  constructor(code: 'notFound' | 'exists' | 'invalid', message: string, options?: ErrorOptions) {
    super(message, options)
    this.name = 'DirectoryError'
    this.code = code
  }
}

/** `others` are the names of those that there are. */
export function notFound(what: string, name: string, where: string, others: readonly string[] = []): DirectoryError {
  const place = where === '' ? '' : ` ${where}`
  return new DirectoryError('notFound', `there is no ${what} '${name}'${place}${choice(others)}`)
}

/** As many as can be taken in at a glance. */
const NAMED = 10

function choice(names: readonly string[]): string {
  if (names.length === 0) return ''
  const more = names.length > NAMED ? ` and ${names.length - NAMED} more` : ''
  return `; there ${names.length === 1 ? 'is' : 'are'} ${names.slice(0, NAMED).join(', ')}${more}`
}

export function invalid(message: string): DirectoryError {
  return new DirectoryError('invalid', message)
}
