/**
 * What a server counts about itself. The counters are plain numbers that other modules write to;
 * they become text when they are read. They start at zero with the process.
 */
import { histograms, numbers } from './families.js'
import type { Family } from './families.js'
import { Histogram } from './histogram.js'
import { createLagMeter, processFamilies } from './process.js'
import { createRequestTimes } from './request-times.js'
import type { RequestTimes } from './request-times.js'

/** Connections to a database server. */
export interface PoolUsage {
  readonly busy: number
  readonly idle: number
  /** Requests that wait for a connection. */
  readonly waiting: number
}

/** What the read cache has counted; `bytes` is how much it holds now. */
export interface CacheFigures {
  readonly hits: number
  readonly misses: number
  readonly bytes: number
}

/** What the store counts. */
export interface StoreMetrics {
  /** From the question to the answer of the database, waiting for one's turn included. */
  readonly reads: Histogram
  readonly writes: Histogram
  /** Writes that shared a commit. */
  readonly commits: Histogram
  /** Where results of reads are remembered. */
  cache: (() => CacheFigures) | undefined
  /** How the connections are used, where there are several. */
  pool: (() => PoolUsage) | undefined
}

export interface Metrics {
  readonly requests: RequestTimes
  readonly store: StoreMetrics
  families(): Family[]
  /** Ends what goes on by itself. */
  stop(): void
}

const BATCH_SIZES = [1, 2, 4, 8, 16, 32, 64, 128, 256]

export function createMetrics(): Metrics {
  const requests = createRequestTimes()
  const store: StoreMetrics = {
    reads: new Histogram(),
    writes: new Histogram(),
    commits: new Histogram(BATCH_SIZES),
    cache: undefined,
    pool: undefined,
  }
  const lag = createLagMeter()
  return {
    requests,
    store,
    families: () => [requests.family(), ...storeFamilies(store), ...processFamilies(lag.histogram)],
    stop: () => lag.stop(),
  }
}

function storeFamilies({ reads, writes, commits, cache, pool }: StoreMetrics): Family[] {
  const { busy, idle, waiting } = pool?.() ?? { busy: 0, idle: 0, waiting: 0 }
  const ofPool = [
    numbers('gauge', { name: 'intunite_database_connections', help: 'Connections to the database server.' }, [
      [{ state: 'busy' }, busy],
      [{ state: 'idle' }, idle],
    ]),
    numbers('gauge', { name: 'intunite_database_waiting', help: 'Requests that wait for a connection.' }, [
      [{}, waiting],
    ]),
  ]
  return [
    histograms(
      {
        name: 'intunite_database_duration_seconds',
        help: 'Time until the database has answered, waiting for a turn and for the commit included.',
      },
      [
        [{ operation: 'read' }, reads],
        [{ operation: 'write' }, writes],
      ],
    ),
    // Only SQLite has one commit for many, and only a database server has connections.
    ...(pool === undefined
      ? [histograms({ name: 'intunite_commit_batch_size', help: 'Writes that shared a commit.' }, [[{}, commits]])]
      : ofPool),
    ...(cache === undefined ? [] : cacheFamilies(cache())),
  ]
}

function cacheFamilies({ hits, misses, bytes }: CacheFigures): Family[] {
  return [
    numbers('counter', { name: 'intunite_read_cache_requests_total', help: 'Questions to the read cache.' }, [
      [{ result: 'hit' }, hits],
      [{ result: 'miss' }, misses],
    ]),
    numbers('gauge', { name: 'intunite_read_cache_bytes', help: 'Bytes in the read cache.' }, [[{}, bytes]]),
  ]
}
