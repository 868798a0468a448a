/** What the operating system and the event loop say of this process, under the names that Prometheus has for them. */
import { histograms, numbers } from './families.js'
import type { Family } from './families.js'
import { Histogram } from './histogram.js'

/** A timer so often: seldom enough to cost nothing, often enough that stalls meet it in proportion to their length. */
const EVERY = 100

export interface LagMeter {
  readonly histogram: Histogram
  stop(): void
}

/** How late timers fire, and so for how long whatever arrives has to wait for its turn. */
export function createLagMeter(): LagMeter {
  const histogram = new Histogram([0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5])
  let due = performance.now() + EVERY
  const timer = setInterval(() => {
    const now = performance.now()
    histogram.observe(Math.max(0, now - due) / 1000)
    due = now + EVERY
  }, EVERY)
  timer.unref()
  return { histogram, stop: () => clearInterval(timer) }
}

const LAG = { name: 'intunite_event_loop_lag_seconds', help: 'How late timers fire.' }

/** Without `lag` for a process whose event loop nobody waits for. */
export function processFamilies(lag?: Histogram): Family[] {
  const { userCPUTime, systemCPUTime } = process.resourceUsage()
  const { rss, heapUsed, heapTotal, external } = process.memoryUsage()
  const gauge = (name: string, help: string, value: number): Family =>
    numbers('gauge', { name, help, ofProcess: true }, [[{}, value]])
  return [
    ...(lag === undefined ? [] : [histograms({ ...LAG, ofProcess: true }, [[{}, lag]])]),
    numbers('counter', { name: 'process_cpu_seconds_total', help: 'Processor time.', ofProcess: true }, [
      [{}, (userCPUTime + systemCPUTime) / 1e6],
    ]),
    gauge('process_resident_memory_bytes', 'Resident memory.', rss),
    gauge('process_start_time_seconds', 'When the process started.', performance.timeOrigin / 1000),
    gauge('nodejs_heap_size_used_bytes', 'Used heap of V8.', heapUsed),
    gauge('nodejs_heap_size_total_bytes', 'Heap of V8.', heapTotal),
    gauge('nodejs_external_memory_bytes', 'Memory of objects outside the heap.', external),
  ]
}
