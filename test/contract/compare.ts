/** Compares what came with what a contract says, the order of members included (R17). */
import type { Check } from './contract.js'

/** The differences, one line each. */
export function differences(expected: unknown, actual: unknown, text: (template: string) => string, at = ''): string[] {
  const where = at === '' ? 'the whole' : at
  if (typeof expected === 'function') {
    const wrong = (expected as Check)(actual, text)
    return wrong === undefined ? [] : [`${where} ${wrong}`]
  }
  if (expected instanceof RegExp) {
    if (typeof actual === 'string' && expected.test(actual)) return []
    return [`${where} is ${show(actual)} and should match ${String(expected)}`]
  }
  if (typeof expected !== 'object' || expected === null) {
    const wanted = typeof expected === 'string' ? text(expected) : expected
    return Object.is(wanted, actual) ? [] : [`${where} is ${show(actual)} and should be ${show(wanted)}`]
  }
  if (Array.isArray(expected)) return arrayDifferences(expected, actual, text, at)
  if (typeof actual !== 'object' || actual === null || Array.isArray(actual))
    return [`${where} is ${show(actual)} and should be an object`]
  const names = Object.keys(expected)
  if (names.join() !== Object.keys(actual).join())
    return [`${where} has ${Object.keys(actual).join()} and should have ${names.join()}`]
  return names.flatMap((name) =>
    differences(expected[name as never], (actual as Record<string, unknown>)[name], text, `${at}/${name}`),
  )
}

function arrayDifferences(
  expected: readonly unknown[],
  actual: unknown,
  text: (template: string) => string,
  at: string,
): string[] {
  if (!Array.isArray(actual)) return [`${at} is ${show(actual)} and should be an array`]
  if (actual.length !== expected.length)
    return [`${at} has ${actual.length} elements and should have ${expected.length}: ${show(actual)}`]
  return expected.flatMap((element, i) => differences(element, actual[i], text, `${at}/${i}`))
}

function show(value: unknown): string {
  const text = JSON.stringify(value) ?? 'nothing'
  return text.length > 600 ? `${text.slice(0, 600)}…` : text
}
