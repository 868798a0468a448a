/** Modules of `src` that are started as a process or a thread: each has a file of its own where modules are bundled. */
export const STARTED = [
  'cli/main',
  'cluster/worker',
  'routes/documents-thread',
  'services/tenant-jobs/thread',
  'store/sqlite/checkpoint-thread',
  'store/sqlite/reader-thread',
] as const
