/**
 * How slow this machine is: limits of time in tests are for machines like those on which they were measured, and are longer
 * where the same work takes longer.
 */
const MEGABYTES = 16

/** Milliseconds in which the machine of the measurements fills memory that is new to a process. */
const FILLED = 10

/** 1, or how many times as long as there filling new memory takes here. */
const slowness = Math.max(1, Math.min(fillTime(), fillTime()) / FILLED)

/** A limit in milliseconds, as it is for this machine. */
export function limitHere(milliseconds: number): number {
  return milliseconds * slowness
}

function fillTime(): number {
  const began = performance.now()
  Buffer.allocUnsafeSlow(MEGABYTES * 2 ** 20).fill(1)
  return performance.now() - began
}
