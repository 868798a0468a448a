/** What test files cost: what is known before, for the order in which they begin, and what is measured. */

/** Seconds on a machine with two processors that does nothing else, of files that take long. */
const SECONDS: ReadonlyMap<string, number> = new Map([
  ['test/portal/identity.test.ts', 60],
  ['test/portal/explorer.test.ts', 55],
  ['test/portal/requests.test.ts', 45],
  ['test/docs/sequences.test.ts', 40],
  ['test/hostile/sockets.test.ts', 32],
  ['test/portal/devices.test.ts', 32],
  ['test/store/documents/injection.test.ts', 31],
  ['test/control/transfer.test.ts', 30],
  ['test/hostile/postgres.test.ts', 30],
  ['test/hostile/work.test.ts', 30],
  ['test/portal/state.test.ts', 30],
  ['test/cli/control.test.ts', 29],
  ['test/hostile/large-requests.test.ts', 28],
  ['test/hostile/memory.test.ts', 27],
  ['test/hostile/store-failures.test.ts', 25],
  ['test/portal/frame.test.ts', 25],
  ['test/portal/scrolling.test.ts', 25],
  ['test/portal/console.test.ts', 24],
  ['test/hostile/whole-tenants.test.ts', 23],
  ['test/process/start.test.ts', 23],
  ['test/scenarios/shipped.test.ts', 23],
  ['test/cli/program.test.ts', 20],
  ['test/clients/app-upload.test.ts', 20],
  ['test/graph/generated-families-postgresql.test.ts', 20],
  ['test/process/state.test.ts', 20],
  ['test/graph/generated-families-sqlite.test.ts', 19],
  ['test/hostile/bodies.test.ts', 19],
  ['test/store/documents/oracle.test.ts', 19],
  ['test/sweep/sweep-postgresql.test.ts', 18],
  ['test/process/crash.test.ts', 17],
  ['test/store/injection.test.ts', 17],
  ['test/store/oracle.test.ts', 17],
  ['test/hostile/batches.test.ts', 16],
  ['test/backups/export.test.ts', 15],
  ['test/process/workers.test.ts', 15],
  ['test/rules/reports.test.ts', 15],
  ['test/cli/ca.test.ts', 14],
  ['test/entra/real-clients.test.ts', 14],
  ['test/process/content.test.ts', 14],
  ['test/sweep/sweep-sqlite.test.ts', 14],
  ['test/auth/delegated-routes.test.ts', 12],
  ['test/cli/scenario.test.ts', 12],
  ['test/clients/intune-management.test.ts', 12],
  ['test/docs/every-route.test.ts', 12],
  ['test/clients/read-only-tools.test.ts', 11],
  ['test/control/face.test.ts', 11],
  ['test/docs/openapi.test.ts', 11],
  ['test/graph/generated-bodies-postgresql.test.ts', 11],
  ['test/process/close.test.ts', 11],
  ['test/process/installed.test.ts', 11],
  ['test/scenarios/run.test.ts', 11],
  ['test/docs/model-documents.test.ts', 10],
  ['test/entra/long-lists.test.ts', 10],
  ['test/life/order.test.ts', 10],
  ['test/model/csdl/serve.test.ts', 10],
  ['test/seed/seed.test.ts', 10],
  ['test/clients/pages.test.ts', 9],
  ['test/contract/contract.test.ts', 9],
  ['test/life/processes.test.ts', 9],
  ['test/odata/robustness.test.ts', 9],
  ['test/process/persistence-postgres.test.ts', 9],
  ['test/seed/command.test.ts', 9],
  ['test/storage/upload.test.ts', 9],
  ['test/cli/first-hour.test.ts', 8],
  ['test/clients/terraform.test.ts', 8],
  ['test/entra/identity.test.ts', 8],
  ['test/entra/revocation.test.ts', 8],
  ['test/graph/generated-bodies-sqlite.test.ts', 8],
  ['test/portal/attacks.test.ts', 8],
  ['test/process/persistence-sqlite.test.ts', 8],
  ['test/store/documents/paging.test.ts', 8],
  ['test/store/memberships.test.ts', 8],
])
/** Of all the others. */
const OTHERS = 3

export const LONG_FILES = [...SECONDS.keys()]

export function secondsOf(files: readonly string[]): number {
  return files.reduce((sum, file) => sum + (SECONDS.get(file.replaceAll('\\', '/')) ?? OTHERS), 0)
}

/** Files that mostly wait, for time limits or for processes that start and end: they run beside those that work. */
export const WAITING = /test\/(hostile\/(memory|sockets|postgres|store-failures)|process\/close)\.test/

/** `test/store` of `test/store/documents/model.test.ts`. */
export const areaOf = (file: string): string => file.split(/[\\/]/, 2).join('/')

/** Seconds of the processes that ran test files, with what each of them started. */
export interface ProcessCost {
  /** The first file of it; those that share a process are of one folder. */
  readonly file: string
  readonly clock: number
  readonly processor: number
}

/** How many processes are listed one by one. */
const DEAREST = 40

/** Lines that tell what each folder and the dearest processes cost, the dearest first. */
export function costTable(costs: readonly ProcessCost[]): string[] {
  const sums = new Map<string, { processes: number; clock: number; processor: number }>()
  for (const { file, clock, processor } of costs)
    for (const name of [areaOf(file), 'all']) {
      const sum = sums.get(name) ?? { processes: 0, clock: 0, processor: 0 }
      sums.set(name, { processes: sum.processes + 1, clock: sum.clock + clock, processor: sum.processor + processor })
    }
  const rows = [...sums].sort(([, one], [, other]) => other.processor - one.processor)
  const line = (columns: readonly string[], name: string): string =>
    `${columns.map((text) => text.padStart(10)).join('')}  ${name}`
  const dearest = costs.toSorted((one, other) => other.processor - one.processor).slice(0, DEAREST)
  return [
    line(['processor', 'clock', 'processes'], 'seconds by folder'),
    ...rows.map(([name, { processes, clock, processor }]) =>
      line([processor.toFixed(1), clock.toFixed(1), String(processes)], name),
    ),
    line(['processor', 'clock'], 'seconds by process, with its first file'),
    ...dearest.map(({ file, clock, processor }) => line([processor.toFixed(1), clock.toFixed(1)], file)),
  ]
}
