/** How long each server takes from the start of its process to its first answer, in turns, by the clock and by processor time. */
import { median } from './measure.js'
import { startServer } from './processes.js'
import type { Resource, Subject } from './subjects.js'

/** Milliseconds by the clock and of processor time. */
export interface StartTime {
  readonly clock: number
  readonly cpu: number
}

interface Times {
  readonly existing: StartTime | undefined
  readonly empty: StartTime | undefined
}

export async function measureStarts(
  entrants: readonly { readonly subject: Subject; readonly resource: Resource }[],
  times: number,
  newResource: (name: string) => Promise<Resource>,
): Promise<Map<string, Times>> {
  const existing = new Map<string, StartTime[]>()
  const empty = new Map<string, StartTime[]>()
  // The first start of each makes what only a first start makes: keys, the development tenant.
  for (let turn = -1; turn < times; turn += 1)
    for (const { subject, resource } of entrants) {
      if (times === 0) continue
      const time = await timeStart(subject, resource)
      if (turn >= 0) append(existing, subject.name, time)
      if (turn < 0 || !subject.startsEmpty) continue
      append(empty, subject.name, await timeStart(subject, await newResource(`${subject.name}-new-${turn}`)))
    }
  return new Map(
    entrants.map(({ subject: { name } }) => [
      name,
      { existing: medianOf(existing.get(name)), empty: medianOf(empty.get(name)) },
    ]),
  )
}

function medianOf(times: readonly StartTime[] | undefined): StartTime | undefined {
  return times && { clock: median(times.map(({ clock }) => clock)), cpu: median(times.map(({ cpu }) => cpu)) }
}

async function timeStart(subject: Subject, resource: Resource): Promise<StartTime> {
  const { readyAfter, cpuUntilReady, stop } = await startServer(subject.command(resource))
  await stop()
  return { clock: readyAfter, cpu: cpuUntilReady }
}

function append(map: Map<string, StartTime[]>, name: string, time: StartTime): void {
  const times = map.get(name)
  if (times === undefined) map.set(name, [time])
  else times.push(time)
}
