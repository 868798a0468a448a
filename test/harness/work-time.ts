/** How long something works, instead of how long it takes: what else runs on the machine does not count. */
import { readFileSync } from 'node:fs'

/** Milliseconds that processors have worked for this process, in all of its threads. */
export function workTime(): number {
  const { user, system } = process.cpuUsage()
  return (user + system) / 1000
}

/** Milliseconds that the main thread has worked, where the system tells; else what the clock says. */
export function threadTime(): number {
  try {
    return Number(readFileSync(`/proc/self/task/${process.pid}/schedstat`, 'utf8').split(' ')[0]) / 1e6
  } catch {
    return performance.now()
  }
}
