/** What came of a scenario, as text for people. */
import type { ScenarioOutcome, StepOutcome } from './outcome.js'
import { problemText } from './problems.js'

const [GREEN, RED, PLAIN] = ['\u001b[32m', '\u001b[31m', '\u001b[0m']

export function stepText(file: string, { at, text, problems }: StepOutcome, colour: boolean): string {
  const isGood = problems.length === 0
  const mark = `${isGood ? '✓' : '✗'}`
  const coloured = colour ? `${isGood ? GREEN : RED}${mark}${PLAIN}` : mark
  const lines = [`${coloured} ${at.slice(0, 19).replace('T', ' ')}  ${text}`]
  for (const problem of problems) lines.push(`    ${problemText(file, problem)}`)
  return lines.map((line) => `${line}\n`).join('')
}

export function outcomeText({ scenario, passed, steps, tenantId, kept }: ScenarioOutcome): string {
  const where = kept ? ` in the tenant ${tenantId}` : ''
  const count = `${steps.length} ${steps.length === 1 ? 'step' : 'steps'}`
  return `${scenario}: ${passed ? `passed, ${count}` : `failed at step ${steps.length}`}${where}\n`
}
