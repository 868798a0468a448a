/**
 * How much of a sweep is run. People at work get a sample, the same every time; `INTUNITE_TEST_SWEEP=all` runs the whole,
 * as continuous integration does every night.
 */
export const WHOLE_SWEEP = process.env['INTUNITE_TEST_SWEEP'] === 'all'

export function sweep(whole: number, sample: number): number {
  return WHOLE_SWEEP ? whole : sample
}
