/** What `tap` is to test files that share a process: each of them is a subtest, in which its tests are. */
import type { Test } from 'tap'

let current: Test | undefined
let tests = 0

/** Loads a test file; what it says belongs to the given subtest. */
export async function load(t: Test, url: string): Promise<void> {
  current = t
  tests = 0
  await import(url)
  // Its modules may have been loaded by another file before: then it needs a process of its own (ALONE in scripts/test.ts).
  if (tests === 0) t.fail('a file without tests')
}

function file(): Test {
  if (current === undefined) throw new Error('no test file is being run')
  return current
}

export const test = ((...args: Parameters<Test['test']>) => {
  tests += 1
  return file().test(...args)
}) as Test['test']

/** Of the root of tap, what test files use at their top level. */
const t: Pick<Test, 'test' | 'teardown' | 'setTimeout'> = {
  test,
  teardown: (handler) => file().teardown(handler),
  setTimeout: (milliseconds) => file().setTimeout(milliseconds),
}
export default t
