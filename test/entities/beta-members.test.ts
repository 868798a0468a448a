/** Members of enums that only beta has, in what tables hold: v1.0 shows them no more than documents do. */
import { randomUUID } from 'node:crypto'
import t from 'tap'
import { model } from '../../src/entities/index.js'
import { enumValueIn, hiddenMembersIn } from '../../src/model/enum-values.js'
import type { Resource } from '../../src/model/model.js'
import type { EntityType, Property, StructuredType } from '../../src/model/types.js'
import { existsIn, qualifiedName } from '../../src/model/types.js'
import { propertiesIn, showsAllMembers, shownAs } from '../../src/model/views.js'
import { forEachEmulator, WRITE_APPS } from '../harness/emulator.js'
import { give } from '../harness/given.js'
import { createBody } from '../sweep/bodies.js'
import { isObject } from '../sweep/compare.js'

type Json = Record<string, unknown>

/** Enough for every member of every enum to have its turn. */
const TURNS = 27

const hidden: readonly (readonly [Resource, EntityType])[] = model.resources
  .filter(({ layout, parent, kind }) => layout === 'table' && parent === undefined && kind !== 'singleton')
  .flatMap((resource) => resource.concreteTypes.map((type) => [resource, type] as const))
  .filter(([{ since }, type]) => existsIn(since, 'v1.0') && !showsAllMembers(shownAs(type, 'v1.0'), 'v1.0'))

t.test('v1.0 shows of enums in tables what it has of them', async (t) => {
  t.ok(hidden.length >= 4, `${hidden.map(([, { name }]) => name).join()}`)
  await forEachEmulator(t, async (t, { newTenant, store }) => {
    for (const [resource, type] of hidden) {
      const tenant = await newTenant()
      const admin = await tenant.as(WRITE_APPS, ...(resource.permissions?.read ?? []))
      const read = async (url: string): Promise<Json> => (await admin.get(url)).json<Json>()
      const names = enumsOf(shownAs(type, 'v1.0'))
      const own = propertiesIn(resource.type, 'v1.0')
      const select = (name: string): string =>
        Object.hasOwn(own, name) ? name : `${qualifiedName(shownAs(type, 'v1.0'))}/${name}`
      const given = Array.from({ length: TURNS }, (_, turn) => ({ at: resource.path, entity: bodyOf(type, turn) }))
      await give(store, tenant.id, given)
      const { value } = (await read(`/beta/${resource.path}`)) as { value: Json[] }
      const old = (await read(`/v1.0/${resource.path}`)) as { value: Json[] }
      const narrow = (await read(`/v1.0/${resource.path}?$select=${['id', ...names].map(select).join()}`)) as {
        value: Json[]
      }
      t.equal(value.length, TURNS, `${type.name}: enough of them`)
      const wrong = value.flatMap((stored, i) => [
        ...differences(type, stored, old.value[i]),
        ...names.flatMap((name) => difference(type, name, stored, narrow.value[i])),
      ])
      for (const [i, stored] of value.entries())
        for (const name of names) {
          const one = await read(`/v1.0/${resource.path}/${String(stored['id'])}?$select=${select(name)}`)
          wrong.push(...difference(type, name, stored, one))
          if (i === 0)
            wrong.push(...difference(type, name, stored, await read(expanded(resource, stored, select(name)))))
        }
      t.same(wrong, [], `${resource.path} ${type.name}`)
    }
  })
})

function expanded({ path, children }: Resource, { id }: Json, select: string): string {
  const child = [...children.values()].find(({ since, kind }) => kind === 'navigation' && existsIn(since, 'v1.0'))
  return `/v1.0/${path}/${String(id)}?$select=${select}${child === undefined ? '' : `&$expand=${child.name}`}`
}

function enumsOf(type: EntityType): string[] {
  return Object.entries(propertiesIn(type, 'v1.0'))
    .filter(([, { type }]) => type.kind === 'enum' && hiddenMembersIn(type, 'v1.0').length > 0)
    .map(([name]) => name)
}

/** Members one after the other, and where they combine all at once. */
function bodyOf(type: EntityType, turn: number): Json {
  const made = Object.keys(propertiesIn(type, 'beta')).filter((name) => /^(created|lastModified)DateTime$/.test(name))
  const body: Json = {
    ...createBody(type, { version: 'beta', rich: true, turn }),
    ...Object.fromEntries(made.map((name) => [name, '2026-01-01T00:00:00Z'])),
    id: randomUUID(),
  }
  if (turn === TURNS - 1)
    for (const [name, property] of Object.entries(propertiesIn(type, 'beta')))
      if (property.type.kind === 'enum' && property.type.flags && Object.hasOwn(body, name))
        body[name] = Object.keys(property.type.members).join()
  return body
}

/** Where v1.0 shows anything but what the model says it does of the values that beta shows. */
function differences(type: StructuredType, stored: Json, shown: unknown): string[] {
  const properties = Object.keys(propertiesIn(shownAs(type, 'v1.0'), 'v1.0'))
  return properties.flatMap((name) => difference(type, name, stored, shown))
}

function difference(type: StructuredType, name: string, stored: Json, shown: unknown): string[] {
  const property = propertiesIn(type, 'v1.0')[name]
  if (property === undefined || !isObject(shown)) return [`${type.name}/${name}: ${JSON.stringify(shown)}`]
  const [before, after] = [stored[name], shown[name]]
  if (property.type.kind === 'enum') {
    const wanted = enumValueIn(property, property.type, before, 'v1.0')
    return JSON.stringify(wanted) === JSON.stringify(after)
      ? []
      : [`${type.name}/${name}: ${JSON.stringify(before)} is shown as ${JSON.stringify(after)}`]
  }
  return listOf(before).flatMap((value, i) => {
    const valueType = complexTypeOf(property, value)
    return valueType === undefined || !isObject(value) ? [] : differences(valueType, value, listOf(after)[i])
  })
}

function complexTypeOf({ type }: Property, value: unknown): StructuredType | undefined {
  if (type.kind !== 'complex' || !isObject(value)) return undefined
  const name = value['@odata.type']
  const found = typeof name === 'string' ? model.findType(name.replace('#microsoft.graph.', ''), 'v1.0') : type
  return found?.kind === 'complex' ? found : undefined
}

const listOf = (value: unknown): readonly unknown[] => (Array.isArray(value) ? value : [value])
