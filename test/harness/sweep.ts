/**
 * How much of a sweep is run. People at work get a sample, which may change with the day; `INTUNITE_TEST_SWEEP=all` runs the
 * whole, as continuous integration does every night.
 */
export const WHOLE_SWEEP = process.env['INTUNITE_TEST_SWEEP'] === 'all'

export function sweep(whole: number, sample: number): number {
  return WHOLE_SWEEP ? whole : sample
}

/** By its number what one day leaves out is tried on another. `INTUNITE_TEST_DAY` repeats a day. */
export const DAY = Number(process.env['INTUNITE_TEST_DAY'] ?? Math.floor(Date.now() / 86_400_000))

/** Whether the part `i` is tried today, where each is tried on one of this many days. */
export function isOfToday(i: number, days: number): boolean {
  return WHOLE_SWEEP || (i + DAY) % days === 0
}
