/** Runs a scenario: one step after the other, until one does not do what is expected of it. */
import { differencesFrom, errorText } from './expect.js'
import type { Face } from './face.js'
import type { Step } from './format.js'
import type { RunOptions, ScenarioOutcome, StepOutcome } from './outcome.js'
import type { ReadScenario } from './read.js'
import { kindOf, perform } from './perform.js'
import type { Done } from './perform.js'
import { RunError, Session } from './session.js'
import { filled, StepError, valueAt } from './variables.js'

export async function runScenario(
  face: Face,
  scenario: ReadScenario,
  options: RunOptions = {},
): Promise<ScenarioOutcome> {
  const { tenant, app, keep = false, onStep } = options
  const session = await Session.open(face, { tenant, app }, scenario.tenant)
  const variables = new Map<string, unknown>([
    ['tenant', session.tenant],
    ...Object.entries(scenario.variables ?? {}),
    ...Object.entries(options.variables ?? {}),
  ])
  const outcomes: StepOutcome[] = []
  let passed: boolean
  try {
    passed = await runSteps(scenario.steps, '/steps')
  } finally {
    if (session.tenant.fresh && !keep) await session.remove()
  }
  const { id, fresh } = session.tenant
  return {
    scenario: scenario.scenario,
    file: scenario.file,
    tenantId: id,
    kept: keep || !fresh,
    passed,
    steps: outcomes,
    variables: Object.fromEntries(variables),
  }

  async function runSteps(steps: readonly Step[], base: string): Promise<boolean> {
    for (const [i, step] of steps.entries()) {
      const pointer = `${base}/${i}`
      const good = 'for' in step ? await runLoop(step, pointer) : await runStep(step, pointer)
      if (!good) return false
    }
    return true
  }

  async function runLoop(step: Step, pointer: string): Promise<boolean> {
    const { for: name, in: list, steps } = step as unknown as { for: string; in: unknown; steps: readonly Step[] }
    try {
      const found = filled(list, variables, `${pointer}/in`)
      const values = typeof found === 'number' ? Array.from({ length: found }, (_, i) => i + 1) : found
      if (!Array.isArray(values)) throw new StepError(`${pointer}/in`, 'is no list')
      for (const value of values) {
        variables.set(name, value)
        if (!(await runSteps(steps, `${pointer}/steps`))) return false
      }
      return true
    } catch (error) {
      if (!(error instanceof StepError)) throw error
      const { now } = await session.now()
      return tell(
        { at: now, text: `for ${name}`, problems: [scenario.problemAt(error.pointer, error.message)] },
        pointer,
      )
    }
  }

  async function runStep(step: Step, pointer: string): Promise<boolean> {
    const now = await session.settle()
    variables.set('now', now)
    let text = step.name ?? ''
    try {
      const given = filled(step, variables, pointer) as Step
      const done = await perform(session, given, pointer)
      text = given.name ?? done.text
      const { expect = {}, capture = {} } = given
      const problems = differencesFrom(expect, done).map(({ pointer: below, detail }) =>
        scenario.problemAt(`${pointer}/expect${below}`, detail),
      )
      const { status } = done
      if (status !== undefined && status >= 400 && expect.status === undefined)
        problems.unshift(scenario.problemAt(pointer, `is answered ${status}${errorText(done.value)}`))
      if (problems.length === 0) captureFrom(done, capture, pointer)
      return tell({ at: now, text, ...(status !== undefined && { status }), problems }, pointer)
    } catch (error) {
      const at = error instanceof StepError ? error.pointer : pointer
      if (!(error instanceof StepError || error instanceof RunError)) throw error
      const detail = error instanceof RunError ? `cannot be done: ${error.message}` : error.message
      return tell({ at: now, text: text || kindOf(step), problems: [scenario.problemAt(at, detail)] }, pointer)
    }
  }

  function tell(outcome: Omit<StepOutcome, 'line'>, pointer: string): boolean {
    const told = { line: scenario.problemAt(pointer, '').line, ...outcome }
    outcomes.push(told)
    onStep?.(told)
    return outcome.problems.length === 0
  }

  function captureFrom({ value, rows }: Done, capture: Readonly<Record<string, string>>, pointer: string): void {
    const from =
      rows === undefined || (typeof value === 'object' && value !== null && 'rows' in value)
        ? value
        : { ...(value as object), rows }
    for (const [name, place] of Object.entries(capture)) {
      const found = valueAt(from, place)
      if (found === undefined)
        throw new StepError(`${pointer}/capture/${name}`, `looks for ${place}, and the answer has nothing there`)
      variables.set(name, found)
    }
  }
}
