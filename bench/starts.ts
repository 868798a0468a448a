/** How long each server takes from the start of its process to its first answer, in turns. */
import { median } from './measure.js'
import { startServer } from './processes.js'
import type { Resource, Subject } from './subjects.js'

interface Times {
  readonly existing: number | undefined
  readonly empty: number | undefined
}

export async function measureStarts(
  entrants: readonly { readonly subject: Subject; readonly resource: Resource }[],
  times: number,
  newResource: (name: string) => Promise<Resource>,
): Promise<Map<string, Times>> {
  const existing = new Map<string, number[]>()
  const empty = new Map<string, number[]>()
  // The first start of each makes what only a first start makes: keys, the development tenant.
  for (let turn = -1; turn < times; turn += 1)
    for (const { subject, resource } of entrants) {
      if (times === 0) continue
      const readyAfter = await timeStart(subject, resource)
      if (turn >= 0) append(existing, subject.name, readyAfter)
      if (turn < 0 || !subject.startsEmpty) continue
      append(empty, subject.name, await timeStart(subject, await newResource(`${subject.name}-new-${turn}`)))
    }
  const medianOf = (values: number[] | undefined): number | undefined =>
    values === undefined ? undefined : median(values)
  return new Map(
    entrants.map(({ subject: { name } }) => [
      name,
      { existing: medianOf(existing.get(name)), empty: medianOf(empty.get(name)) },
    ]),
  )
}

async function timeStart(subject: Subject, resource: Resource): Promise<number> {
  const running = await startServer(subject.command(resource))
  await running.stop()
  return running.readyAfter
}

function append(map: Map<string, number[]>, name: string, value: number): void {
  const values = map.get(name)
  if (values === undefined) map.set(name, [value])
  else values.push(value)
}
