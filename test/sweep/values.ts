/** What values do to an item: those that do not fit are refused and change nothing, and no collection is ever null. */
import { HIDDEN, isSecretName } from '../../src/model/secret-names.js'
import type { EntityType, Property } from '../../src/model/types.js'
import { qualifiedName } from '../../src/model/types.js'
import { propertiesIn } from '../../src/model/views.js'
import { wrongValues } from '../graph/generated.js'
import type { Json } from './bodies.js'
import type { Visit } from './visit.js'

/** One value that does not fit for each kind of property that the type has, told by its property and value. */
export async function refuseValues({ client, report, version, resource }: Visit, url: string, type: EntityType) {
  const before = (await client.get(url)).body
  for (const [name, property] of onePerKind(propertiesIn(type, version))) {
    const value = wrongValues(property, version).find((each) => each !== null)
    const step = `${version} ${resource.path} ${type.name} ${name} = ${JSON.stringify(value)}`
    const answer = await client.patch(url, { ...typed(type), [name]: value })
    if (!report.check(step, answer, 400)) continue
    const { code, message } = answer.json<{ error: { code: string; message: string } }>().error
    const codes =
      resource.backend.kind === 'directory' ? ['Request_BadRequest'] : ['ModelValidationFailure', 'BadRequest']
    const shown = isSecretName(name) ? [literal(value), HIDDEN] : [literal(value)]
    const told = [name, ...shown].some((each) => message.includes(each))
    report.compare(step, codes.includes(code) && told ? undefined : `${code} ${message.slice(0, 200)}`)
  }
  report.compare(`${version} ${resource.path} ${type.name} after refusals`, same(before, (await client.get(url)).body))
}

function onePerKind(properties: Readonly<Record<string, Property>>): [string, Property][] {
  const kinds = new Map<string, [string, Property]>()
  for (const [name, property] of Object.entries(properties)) {
    const { type, collection, computed } = property
    const kind = `${type.kind === 'primitive' ? type.name : type.kind} ${collection} ${computed}`
    if (name !== 'id' && !kinds.has(kind)) kinds.set(kind, [name, property])
  }
  return [...kinds.values()]
}

function typed(type: EntityType): Json {
  return { '@odata.type': `#${qualifiedName(type)}` }
}

function literal(value: unknown): string {
  return typeof value === 'string' ? value : JSON.stringify(value)
}

/** Null for a collection is what it is when the client says nothing. */
export async function nullCollections({ client, report, version, resource }: Visit, url: string, type: EntityType) {
  const names = Object.entries(propertiesIn(type, version))
    .filter(([, { collection, nullable, computed }]) => collection && nullable && !computed)
    .map(([name]) => name)
  if (names.length === 0) return
  const step = `${version} ${resource.path} ${type.name} null for collections`
  const changed = await client.patch(url, {
    ...typed(type),
    ...Object.fromEntries(names.map((name) => [name, null])),
  })
  if (!report.check(step, changed, 200, 204)) return
  const got = (await client.get(url)).json<Json>()
  const wrong = names.find((name) => name in got && !Array.isArray(got[name]))
  report.compare(step, wrong === undefined ? undefined : `${wrong} is ${JSON.stringify(got[wrong])}`)
}

function same(before: string, after: string): string | undefined {
  return before === after ? undefined : `${before.slice(0, 300)} became ${after.slice(0, 300)}`
}
