/** What answers to generated bodies have to be. */
import type { Response } from '../harness/emulator.js'
import { DECIDED } from './body-rules.js'

/** What is wrong with a body must not be what it lacks. */
export function completed(sent: unknown, further: object | undefined): unknown {
  return typeof sent === 'object' && sent !== null && !Array.isArray(sent) ? { ...further, ...sent } : sent
}

/** Waits for all, also when one fails: nothing of it may reach into what comes next. */
export async function inParallel<T>(values: readonly T[], work: (value: T, i: number) => Promise<void>): Promise<void> {
  const outcomes = await Promise.allSettled(values.map(work))
  for (const outcome of outcomes) if (outcome.status === 'rejected') throw outcome.reason
}

export function expect({ statusCode, body }: Response, ...wanted: readonly number[]): void {
  if (!wanted.includes(statusCode)) throw new Error(`${statusCode} in place of ${wanted.join()}: ${body}`)
}

export function refused(response: Response, fault: string): void {
  const { statusCode, body } = response
  if (statusCode < 400 || statusCode > 499) throw new Error(`${statusCode} for ${fault}: ${body}`)
  const { error } = response.json<{ error: { code: unknown; message: unknown } }>()
  if (typeof error.code !== 'string' || typeof error.message !== 'string') throw new Error(`no envelope for ${fault}`)
}

export function same(actual: string, wanted: string, what: string): void {
  if (actual !== wanted) throw new Error(`${what}: ${actual} in place of ${wanted}`)
}

/** The members come back equal, and where complex values have members with defaults, with those added. */
export function contains(response: Response, expected: Record<string, unknown>): void {
  expect(response, 200, 201)
  const entity = response.json<Record<string, unknown>>()
  for (const [name, value] of Object.entries(expected))
    if (!covers(entity[name], value))
      throw new Error(`${name} is ${JSON.stringify(entity[name])} in place of ${JSON.stringify(value)}`)
}

function covers(actual: unknown, wanted: unknown): boolean {
  if (wanted === DECIDED) return actual !== undefined && actual !== null
  if (Array.isArray(wanted))
    return (
      Array.isArray(actual) &&
      actual.length === wanted.length &&
      wanted.every((element, i) => covers(actual[i], element))
    )
  if (typeof wanted !== 'object' || wanted === null) return Object.is(actual, wanted)
  if (typeof actual !== 'object' || actual === null) return false
  return Object.entries(wanted).every(([name, value]) => covers((actual as Record<string, unknown>)[name], value))
}
