/**
 * `npx tsx bench/profile.ts FILE.cpuprofile [--skip SECONDS]`: where the time of a profile went, by function, without
 * what the process did at its start and while it was idle. Profiles come from `npm run bench -- --profile FOLDER`.
 */
import { readFileSync } from 'node:fs'
import { parseArgs } from 'node:util'

interface Node {
  readonly id: number
  readonly callFrame: { readonly functionName: string; readonly url: string; readonly lineNumber: number }
  readonly children?: readonly number[]
}

interface Profile {
  readonly nodes: readonly Node[]
  readonly samples: readonly number[]
  readonly timeDeltas: readonly number[]
}

/** These are no work. */
const IDLE = new Set(['(idle)', '(root)'])

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: { skip: { type: 'string', default: '3' }, top: { type: 'string', default: '45' } },
})

for (const file of positionals) {
  const profile = JSON.parse(readFileSync(file, 'utf8')) as Profile
  const { self, total, all } = timesOf(profile, Number(values.skip) * 1e6)
  process.stdout.write(`${file}: ${(all / 1e6).toFixed(1)} s of work\n  self   with callees\n`)
  const order = [...self].sort(([, a], [, b]) => b - a).slice(0, Number(values.top))
  for (const [name, time] of order)
    process.stdout.write(`  ${percent(time / all)}  ${percent((total.get(name) ?? 0) / all)}  ${name}\n`)
}

function percent(part: number): string {
  return `${(part * 100).toFixed(1).padStart(5)} %`
}

function timesOf(
  { nodes, samples, timeDeltas }: Profile,
  skip: number,
): { self: Map<string, number>; total: Map<string, number>; all: number } {
  const byId = new Map(nodes.map((node) => [node.id, node]))
  const parents = new Map(nodes.flatMap(({ id, children = [] }) => children.map((child) => [child, id] as const)))
  const self = new Map<string, number>()
  const total = new Map<string, number>()
  let [at, all] = [0, 0]
  for (const [i, id] of samples.entries()) {
    const time = timeDeltas[i] ?? 0
    at += time
    const node = byId.get(id)
    if (at < skip || node === undefined || IDLE.has(node.callFrame.functionName)) continue
    all += time
    add(self, nameOf(node), time)
    const seen = new Set<string>()
    for (let up: number | undefined = id; up !== undefined; up = parents.get(up)) seen.add(nameOf(byId.get(up) ?? node))
    for (const name of seen) add(total, name, time)
  }
  return { self, total, all }
}

function add(map: Map<string, number>, name: string, time: number): void {
  map.set(name, (map.get(name) ?? 0) + time)
}

function nameOf({ callFrame: { functionName, url, lineNumber } }: Node): string {
  const file = url.replace(/^file:\/\//, '').replace(/^.*\/(node_modules|dist)\//, '$1/')
  return `${functionName || '(anonymous)'} ${file === '' ? '' : `${file}:${lineNumber + 1}`}`
}
