/** Reads TAP and tells a person about it: a line for each file that passed, and of the others what failed. */

export interface Counts {
  readonly passed: number
  readonly failed: number
}

/**
 * Feed it the lines of the output of `tap --reporter=tap`.
 *
 * @see https://testanything.org/tap-version-14-specification.html
 */
export function createReport(print: (line: string) => void) {
  let block: string[] = []
  let counts: Counts | undefined
  return {
    line(line: string): void {
      const file = /^(not )?ok \d+ - (.*?)(?: # (?:time=([\d.]+m?s)|(.*)))?$/.exec(line)
      const totals =
        /^# \{ total: \d+(?:, pass: (\d+))?(?:, fail: (\d+))?(?:, skip: (\d+))?(?:, todo: (\d+))? \}$/.exec(line)
      if (totals !== null) {
        const [, passed = '0', failed = '0', skipped = '0', todo = '0'] = totals
        counts = { passed: Number(passed), failed: Number(failed) }
        if (Number(skipped) + Number(todo) > 0) print(`${Number(skipped) + Number(todo)} skipped`)
      } else if (file === null) block.push(line)
      else {
        const [, not, name, time = '', remark = ''] = file
        if (not !== undefined) for (const detail of failures(block)) print(detail)
        print(`${not === undefined ? 'ok    ' : 'FAILED'} ${name} ${time}${remark}`.trimEnd())
        block = []
      }
    },
    /** The totals; undefined when the output broke off before them. */
    counts: (): Counts | undefined => counts,
  }
}

/** The lines of a file without what passed. */
function failures(block: readonly string[]): string[] {
  return block.filter(
    (line, i) =>
      !/^(TAP version| *\d+\.\.\d| +ok \d| +# time=)/.test(line) && line.trim() !== '' && !isEmptySubtest(block, i),
  )
}

/** "# Subtest: x" of a subtest that passed: the next point on its level is "ok". */
function isEmptySubtest(block: readonly string[], i: number): boolean {
  const indent = /^( +)# Subtest: /.exec(block[i] ?? '')?.[1]
  if (indent === undefined) return false
  const end = block.slice(i).find((line) => line.startsWith(`${indent}ok `) || line.startsWith(`${indent}not ok `))
  return end?.startsWith(`${indent}ok `) === true
}
