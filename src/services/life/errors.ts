/** What was asked of the life of a tenant cannot be done. */
export class LifeError extends Error {
  readonly code: 'invalid' | 'notFound' | 'off' | 'refused'

  constructor(message: string, code: LifeError['code'] = 'invalid') {
    super(message)
    this.name = 'LifeError'
    this.code = code
  }
}
