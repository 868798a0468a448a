/**
 * `npx tsx bench/table.ts FILE.json …`: the figures of one or several `npm run bench -- --json FILE` as the table of
 * docs/performance.md: ratio to bare by processor time, and the processor time of a request, for each database.
 */
import { readFileSync } from 'node:fs'
import { isFigures } from './report.js'
import type { Report, Result } from './report.js'

const reports = process.argv.slice(2).map((file) => JSON.parse(readFileSync(file, 'utf8')) as Report)
const results = reports.flatMap((report) => report.results)
const databases = ['sqlite', 'postgresql'].filter((name) => results.some(({ database }) => database === name))
const names = [...new Set(results.flatMap(({ workloads }) => Object.keys(workloads)))].sort(byNumber)

const head = databases.flatMap((name) => [`${name}: bare`, 'Intunite', 'ratio', 'an earlier build'])
const rows = names.map((name) => [name, ...databases.flatMap((database) => cells(database, name))])
for (const [i, row] of [['', ...head], ...rows].entries()) {
  process.stdout.write(`| ${row.join(' | ')} |\n`)
  if (i === 0) process.stdout.write(`|${row.map(() => '---|').join('')}\n`)
}

function byNumber(one: string, other: string): number {
  return Number(one.slice(1)) - Number(other.slice(1))
}

/** What was measured last counts. */
function cells(database: string, name: string): string[] {
  const result = results.findLast((each) => each.database === database && each.workloads[name] !== undefined)
  return [
    ...['bare', 'product'].map((subject) => time(result, name, subject)),
    ...['product', 'before'].map((subject) => ratio(result, name, subject)),
  ]
}

function time(result: Result | undefined, name: string, subject: string): string {
  const outcome = result?.workloads[name]?.[subject]
  if (!isFigures(outcome)) return '–'
  return `${outcome.cpu.toFixed(0)}${outcome.databaseCpu === undefined ? '' : ` + ${outcome.databaseCpu.toFixed(0)}`} µs`
}

function ratio(result: Result | undefined, name: string, subject: string): string {
  const outcome = result?.workloads[name]?.[subject]
  return isFigures(outcome) ? outcome.cpuRatio.toFixed(2) : '–'
}
