/**
 * `tsx scripts/life-picture.ts`: draws docs/staged-rollout.svg from a run of scenarios/staged-rollout.yaml. What devices report
 * is looked at every quarter of an hour, and so is the overview, which is an hour older.
 */
import { readFile, writeFile } from 'node:fs/promises'
import { fileURLToPath } from 'node:url'
import { parse } from 'yaml'
import { startIntunite } from '../src/index.js'

const root = fileURLToPath(new URL('..', import.meta.url))

interface Step {
  readonly advance?: string
  readonly capture?: Readonly<Record<string, string>>
  readonly name?: string
  readonly online?: boolean
}

interface Sample {
  /** Hours since the first one. */
  readonly at: number
  readonly pending: number
  readonly success: number
  readonly error: number
  /** What the overview counts as success. */
  readonly counted: number
}

const QUARTER = 'PT15M'
const POLICY = '${configurations}/${policy}'

const scenario = parse(await readFile(`${root}scenarios/staged-rollout.yaml`, 'utf8')) as { steps: Step[] }
const marks: { readonly at: number; readonly text: string }[] = []
const steps: object[] = []
let looked = 0
let isAssigned = false
for (const step of scenario.steps) {
  const { advance, name = '' } = step
  if (step.online === true) marks.push({ at: looked / 4, text: 'a laptop is online again' })
  isAssigned ||= name.startsWith('the policy is assigned')
  if (isAssigned && /^the (policy is|early|broad)/.test(name)) marks.push({ at: looked / 4, text: name })
  if (!isAssigned || advance === undefined) {
    // Only what happens is of interest, and half of it would be late by an export.
    if (!isAssigned || !/"(get|export)":|reports}/.test(JSON.stringify(step))) steps.push(step)
    continue
  }
  for (let i = 0; i < 40; i += 1, looked += 1)
    steps.push(
      { get: `${POLICY}/deviceStatuses`, capture: { [`rows${looked}`]: 'value[].status' } },
      { get: `${POLICY}/deviceStatusOverview`, capture: { [`counted${looked}`]: 'successCount' } },
      { advance: QUARTER },
    )
}

const intunite = await startIntunite()
const { passed, text, variables } = await intunite.scenario({ ...scenario, steps })
await intunite.close()
if (!passed) throw new Error(text)

const samples = Array.from({ length: looked }, (_, n): Sample => {
  const rows = variables[`rows${n}`] as string[]
  const count = (...states: string[]): number => rows.filter((status) => states.includes(status)).length
  return {
    at: n / 4,
    pending: count('unknown'),
    success: count('compliant', 'remediated'),
    error: count('error'),
    counted: variables[`counted${n}`] as number,
  }
})

const [WIDTH, HEIGHT, LEFT, TOP, RIGHT, BOTTOM] = [900, 380, 44, 84, 24, 40]
const hours = looked / 4
const most = 12
const x = (at: number): string => (LEFT + (at / hours) * (WIDTH - LEFT - RIGHT)).toFixed(1)
const y = (count: number): string => (HEIGHT - BOTTOM - (count / most) * (HEIGHT - TOP - BOTTOM)).toFixed(1)

/** A line of steps: a count holds until the next one. */
function line(value: (sample: Sample) => number): string {
  return samples
    .map((sample, n) => `${n === 0 ? `M${x(sample.at)} ` : `H${x(sample.at)}V`}${y(value(sample))}`)
    .join('')
}

const LINES = [
  ['success', '#107c41', line(({ success }) => success), ''],
  ['pending', '#6b6b6b', line(({ pending }) => pending), ''],
  ['error', '#c50f1f', line(({ error }) => error), ''],
  ['success in the overview', '#107c41', line(({ counted }) => counted), ' stroke-dasharray="2 4"'],
] as const

const svg = `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${WIDTH} ${HEIGHT}" font-family="system-ui, sans-serif" font-size="12" role="img" aria-label="Devices by state over ${hours} hours of a staged rollout">
<rect width="${WIDTH}" height="${HEIGHT}" fill="#fff"/>
${Array.from({ length: most / 3 + 1 }, (_, n) => n * 3)
  .map(
    (count) =>
      `<path d="M${LEFT} ${y(count)}H${WIDTH - RIGHT}" stroke="#e3e3e3"/><text x="${LEFT - 8}" y="${Number(y(count)) + 4}" text-anchor="end" fill="#444">${count}</text>`,
  )
  .join('\n')}
${Array.from({ length: hours / 10 + 1 }, (_, n) => n * 10)
  .map((at) => `<text x="${x(at)}" y="${HEIGHT - BOTTOM + 18}" text-anchor="middle" fill="#444">${at} h</text>`)
  .join('\n')}
${marks
  .map(
    ({ at, text: said }, n) =>
      `<path d="M${x(at)} ${TOP - 36}V${HEIGHT - BOTTOM}" stroke="#999" stroke-dasharray="4 4"/><text x="${Number(x(at)) + 4}" y="${TOP - 28 + (n % 2) * 14}" fill="#444">${said}</text>`,
  )
  .join('\n')}
${LINES.map(([, colour, d, dashes]) => `<path d="${d}" fill="none" stroke="${colour}" stroke-width="2"${dashes}/>`).join('\n')}
${LINES.map(
  ([name, colour, , dashes], n) =>
    `<path d="M${LEFT + n * 160} 24h28" stroke="${colour}" stroke-width="2"${dashes}/><text x="${LEFT + n * 160 + 34}" y="28" fill="#222">${name}</text>`,
).join('\n')}
</svg>
`
await writeFile(`${root}docs/staged-rollout.svg`, svg)
process.stderr.write(`wrote docs/staged-rollout.svg: ${looked} samples\n`)
