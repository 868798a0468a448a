/** A wish of an administrator that cannot be granted. The message says what to do. */
export class DirectoryError extends Error {
  readonly code: 'notFound' | 'exists' | 'invalid'

  constructor(code: 'notFound' | 'exists' | 'invalid', message: string, options?: ErrorOptions) {
    super(message, options)
    this.name = 'DirectoryError'
    this.code = code
  }
}

export function notFound(what: string, name: string, where: string): DirectoryError {
  return new DirectoryError('notFound', `there is no ${what} '${name}' ${where}`)
}

export function invalid(message: string): DirectoryError {
  return new DirectoryError('invalid', message)
}
