/*
 * Run with `node --import ./scripts/compiled.js FILE`: the TypeScript of this repository, as scripts/compile.ts has compiled it. Tests
 * are run from there, and need no hooks; threads and processes that they start are given by their sources.
 */
import { appendFileSync, readFileSync } from 'node:fs'
import { register } from 'node:module'
import { isMainThread } from 'node:worker_threads'

const compiled = process.env['INTUNITE_TEST_COMPILED'] ?? ''
const costs = process.env['INTUNITE_TEST_COSTS']

if (!isMainThread || process.argv[1]?.startsWith(compiled) !== true) register('./compiled-hooks.js', import.meta.url)
// What it started and waited for counts as well.
else if (costs !== undefined) process.on('exit', () => appendFileSync(costs, `${JSON.stringify(cost())}\n`))

function cost() {
  return { file: process.env['INTUNITE_TEST_FILE'], clock: performance.now() / 1000, processor: processorSeconds() }
}

function processorSeconds() {
  try {
    // After the name, which stands in brackets: the ticks of this process, and of those that it has waited for.
    const fields = readFileSync('/proc/self/stat', 'utf8').split(') ').at(-1)?.split(' ').slice(11, 15) ?? []
    return fields.reduce((sum, ticks) => sum + Number(ticks), 0) / 100
  } catch {
    const { user, system } = process.cpuUsage()
    return (user + system) / 1_000_000
  }
}
