/**
 * Figures on their way out: gathered from the counters of one process, put together with those of others, written in
 * the text format of Prometheus.
 *
 * @see https://prometheus.io/docs/instrumenting/exposition_formats/
 */
import type { Histogram } from './histogram.js'

export interface Sample {
  /** What follows the name of the family: `_bucket`, `_sum`, `_count`. */
  readonly suffix: string
  /** `route="/v1.0/…",method="GET"`, without braces. */
  readonly labels: string
  readonly value: number
}

/** Plain values, so that they can be sent from process to process. */
export interface Family {
  readonly name: string
  readonly help: string
  readonly type: 'counter' | 'gauge' | 'histogram'
  /** Says something about one process, and would mean nothing when added up. */
  readonly ofProcess: boolean
  readonly samples: readonly Sample[]
}

type Labels = Readonly<Record<string, string>>

interface Description {
  readonly name: string
  readonly help: string
  readonly ofProcess?: boolean
}

export function numbers(
  type: 'counter' | 'gauge',
  { name, help, ofProcess = false }: Description,
  values: readonly (readonly [labels: Labels, value: number])[],
): Family {
  const samples = values.map(([labels, value]) => ({ suffix: '', labels: written(labels), value }))
  return { name, help, type, ofProcess, samples }
}

export function histograms(
  { name, help, ofProcess = false }: Description,
  values: Iterable<readonly [labels: Labels, histogram: Histogram]>,
): Family {
  const samples: Sample[] = []
  for (const [labels, { bounds, counts, sum }] of values) {
    const own = written(labels)
    let count = 0
    for (const [i, n] of counts.entries()) {
      count += n
      const le = `le="${bounds[i] ?? '+Inf'}"`
      samples.push({ suffix: '_bucket', labels: own === '' ? le : `${own},${le}`, value: count })
    }
    samples.push({ suffix: '_sum', labels: own, value: sum }, { suffix: '_count', labels: own, value: count })
  }
  return { name, help, type: 'histogram', ofProcess, samples }
}

/** The figures of several processes as one: added up, or told apart by `worker` where a sum would mean nothing. */
export function together(
  processes: readonly { readonly worker: string; readonly families: readonly Family[] }[],
): Family[] {
  const merged = new Map<string, { family: Family; samples: Map<string, Sample> }>()
  for (const { worker, families } of processes)
    for (const family of families) {
      const entry = merged.get(family.name) ?? { family, samples: new Map<string, Sample>() }
      merged.set(family.name, entry)
      for (const sample of family.samples) {
        const own = written({ worker })
        const labels = !family.ofProcess ? sample.labels : sample.labels === '' ? own : `${own},${sample.labels}`
        const key = `${sample.suffix}{${labels}}`
        entry.samples.set(key, { ...sample, labels, value: sample.value + (entry.samples.get(key)?.value ?? 0) })
      }
    }
  return [...merged.values()].map(({ family, samples }) => ({ ...family, samples: [...samples.values()] }))
}

export const CONTENT_TYPE = 'text/plain; version=0.0.4; charset=utf-8'

export function exposition(families: readonly Family[]): string {
  const lines: string[] = []
  for (const { name, help, type, samples } of families) {
    lines.push(`# HELP ${name} ${help}`, `# TYPE ${name} ${type}`)
    for (const { suffix, labels, value } of samples)
      lines.push(`${name}${suffix}${labels === '' ? '' : `{${labels}}`} ${value}`)
  }
  return `${lines.join('\n')}\n`
}

function written(labels: Labels): string {
  return Object.entries(labels)
    .map(([name, value]) => `${name}="${value.replace(/[\\"\n]/g, (c) => (c === '\n' ? '\\n' : `\\${c}`))}"`)
    .join(',')
}
