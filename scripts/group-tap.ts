/** What `tap` is to test files that are compiled: where they share a process, each of them is a subtest, in which its tests are. */
import { t as root } from 'tap'
import type { Test } from 'tap'

let current: Test | undefined
let uses = 0

/** Loads a test file; what it says belongs to the given subtest. */
export async function load(given: Test, url: string): Promise<void> {
  current = given
  uses = 0
  await import(url)
  // Its modules may have been loaded by another file before: then it needs a process of its own (ALONE in scripts/test.ts).
  if (uses === 0) given.fail('a file without tests')
}

/** In place of the root of tap: the subtest of the file that is being loaded. */
const subtest = new Proxy({} as Test, {
  get(_target, name) {
    if (current === undefined) throw new Error('no test file is being run')
    uses += 1
    const value: unknown = Reflect.get(current, name)
    return typeof value === 'function' ? (value.bind(current) as unknown) : value
  },
})
const t: Test = process.env['INTUNITE_TEST_GROUP'] === undefined ? root : subtest
export default t

export const test = ((...args: Parameters<Test['test']>) => t.test(...args)) as Test['test']
