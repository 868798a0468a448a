/** Reads TAP and tells a person about it: a line for each file that passed, and of the others what failed. */

export interface Counts {
  readonly passed: number
  readonly failed: number
}

/** The name of a group of files begins with it. */
export const GROUP = 'group: '

const POINT = /^(not )?ok \d+ - (.*?)(?: # (?:time=([\d.]+m?s)|(.*)))?$/
const TOTALS = /^# \{ total: \d+(?:, pass: (\d+))?(?:, fail: (\d+))?(?:, skip: (\d+))?(?:, todo: (\d+))? \}$/

/**
 * Feed it the lines of the output of `tap --reporter=tap`.
 *
 * @see https://testanything.org/tap-version-14-specification.html
 */
export function createReport(print: (line: string) => void) {
  let counts: Counts | undefined
  const failed: string[] = []
  const line = createLevel(print, failed)
  return {
    line(text: string): void {
      const totals = TOTALS.exec(text)
      if (totals === null) return line(text)
      const [, passed = '0', failed = '0', skipped = '0', todo = '0'] = totals
      counts = { passed: Number(passed), failed: Number(failed) }
      if (Number(skipped) + Number(todo) > 0) print(`${Number(skipped) + Number(todo)} skipped`)
    },
    /** The totals; undefined when the output broke off before them. */
    counts: (): Counts | undefined => counts,
    /** The files that failed; of a group that failed without a file of its own, the name of the group. */
    failed: (): readonly string[] => failed,
  }
}

/** Reads the lines of a level on which files are: those of the whole output, or of a group. */
function createLevel(print: (line: string) => void, failed: string[]): (line: string) => void {
  let block: string[] = []
  return (line) => {
    const point = POINT.exec(line)
    if (point === null) return void block.push(line)
    const [, not, name = '', time = '', remark = ''] = point
    const isGroup = name.startsWith(GROUP)
    const before = failed.length
    if (isGroup) {
      const inner = createLevel(print, failed)
      for (const each of block) inner(each.replace(/^ {4}/, ''))
    } else if (not !== undefined) for (const detail of failures(block)) print(detail)
    if (not !== undefined && failed.length === before) failed.push(name)
    block = []
    if (isGroup && not === undefined) return
    print(`${not === undefined ? 'ok    ' : 'FAILED'} ${name} ${time}${remark}`.trimEnd())
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
