/**
 * `assign` of every family that has one, as its declaration says: the parameter, the ids, what is answered. The model is
 * the served one; nothing here names a family but where its ids are of a form of their own.
 */
import t from 'tap'
import { model } from '../../src/entities/index.js'
import type { Resource } from '../../src/model/model.js'
import { allNavigation, allOperations, allProperties } from '../../src/model/inheritance.js'
import type { EntityType, Operation } from '../../src/model/types.js'
import { mappedPermissions } from '../../src/model/facts/permission-map.js'
import { leastBody } from '../docs/bodies.js'
import { forEachEmulator } from '../harness/emulator.js'

const GROUP = '11111111-1111-4111-8111-111111111111'
const OTHER = '22222222-2222-4222-8222-222222222222'
const ALL_DEVICES = 'adadadad-808e-44e2-905a-0b7873a8a531'

interface Family {
  readonly set: Resource
  readonly type: EntityType
  readonly operation: Operation
  readonly parameter: string
  readonly property: string
}

/** Every set straight below the two singletons whose items can be made and assigned. */
function familiesOf(): Family[] {
  const found: Family[] = []
  for (const root of ['deviceAppManagement', 'deviceManagement'])
    for (const set of model.resourceAt(root).children.values()) {
      if (!set.many || !set.creatable) continue
      for (const type of set.concreteTypes) {
        const operation = allOperations(type).find(({ name, kind }) => name === 'assign' && kind === 'action')
        if (operation === undefined) continue
        const fitting = Object.entries(operation.parameters).flatMap(([parameter, { type: item, collection }]) =>
          Object.entries(allNavigation(type)).flatMap(([property, { target, many }]) =>
            collection && many && target === item && 'target' in allProperties(target) ? [{ parameter, property }] : [],
          ),
        )
        const [first] = fitting
        if (first === undefined) continue
        found.push({ set, type, operation, ...first })
        break
      }
    }
  return found
}

const group = (groupId: string, type = 'groupAssignmentTarget'): object => ({
  '@odata.type': `#microsoft.graph.${type}`,
  groupId,
})

/** The ids that the families make of what an assignment reaches (B26). */
function idsOf({ property, type }: Family, id: string): string[] {
  const assignment = allNavigation(type)[property]?.target.name
  if (assignment === 'targetedManagedAppPolicyAssignment')
    return [`${GROUP}_incl`, `${OTHER}_excl`, `${ALL_DEVICES}_incl`]
  if (assignment === 'mobileAppAssignment') return [`${GROUP}_1_0`, `${OTHER}_1_1`, `${ALL_DEVICES}_1_0`]
  return [GROUP, OTHER, ALL_DEVICES].map((target) => `${id}_${target}`)
}

await forEachEmulator(t, async (t, emulator) => {
  const tenant = await emulator.newTenant()
  const admin = await tenant.as(...mappedPermissions())
  const families = familiesOf()
  t.ok(families.length >= 25, `${families.length} families: ${families.map(({ set }) => set.name).join()}`)
  for (const family of families) {
    const { set, type, operation, parameter, property } = family
    await t.test(`B23, B24, B26, B28: ${set.path} (${parameter})`, async (t) => {
      const url = `/beta/${set.path}`
      const made = await admin.post(url, leastBody(type, 'beta'))
      if (!t.equal(made.statusCode, 201, made.body)) return
      const { id } = made.json<{ id: string }>()
      const item = allNavigation(type)[property]?.target as EntityType
      const has = (name: string): boolean => Object.hasOwn(allProperties(item), name)
      // What a former GET answered is sent back as it was (B28).
      const former = { id: 'former', ...(has('source') ? { source: 'direct', sourceId: OTHER } : {}) }
      const further = item.name === 'mobileAppAssignment' ? { intent: 'required' } : {}
      const cast = allOperations(set.type).some(({ name }) => name === 'assign') ? '' : `/microsoft.graph.${type.name}`
      const targets = [
        group(GROUP),
        group(OTHER, 'exclusionGroupAssignmentTarget'),
        { '@odata.type': '#microsoft.graph.allDevicesAssignmentTarget' },
      ]
      const sent = targets.map((target) => ({ ...former, ...further, target }))
      const twice = await admin.post(`${url}/${id}${cast}/assign`, { [parameter]: [...sent, sent[0]] })
      t.equal(twice.statusCode, 400, 'L29: nothing is assigned twice')
      t.match(twice.body, `'${GROUP}' is assigned twice`)
      const assigned = await admin.post(`${url}/${id}${cast}/assign`, { [parameter]: sent })
      t.equal(assigned.statusCode, operation.returns === undefined ? 204 : 200, assigned.body)
      if (operation.returns !== undefined)
        t.equal(assigned.json<{ value: unknown[] }>().value.length, 3, 'the new assignments are answered')
      const list = await admin.get(`${url}/${id}${cast}/${property}`)
      const { value } = list.json<{ value: { id: string; target: object; sourceId?: string }[] }>()
      t.same(value?.map((each) => each.id).sort(), idsOf(family, id).sort(), list.body.slice(0, 400))
      const expanded = (await admin.get(`${url}/${id}${cast}?$expand=${property}`)).json<Record<string, unknown[]>>()
      t.equal(expanded[property]?.length, 3, 'they are there when expanded')
      const { '@odata.context': context } = list.json<{ '@odata.context': string }>()
      const there = String(expanded[`${property}@odata.context`])
      const withoutCast = (text: string): string => text.replace(/\/microsoft\.graph\.\w+(?=\/)/, '')
      t.equal(withoutCast(there), withoutCast(context), 'they are said to be where they are')
      if (has('sourceId')) t.not(value?.[0]?.sourceId, OTHER, 'the service says where an assignment comes from')
      if ('isAssigned' in allProperties(type)) t.equal(expanded['isAssigned'], true)
      const again = await admin.post(`${url}/${id}${cast}/microsoft.graph.assign`, { [parameter]: [] })
      t.ok(again.statusCode < 300, again.body)
      const after = (await admin.get(`${url}('${id}')${cast}?$expand=${property}`)).json<Record<string, unknown>>()
      t.same(after[property], [])
      if ('isAssigned' in allProperties(type)) t.equal(after['isAssigned'], false)
      t.equal((await admin.post(`${url}/${id}${cast}/assign`, {})).statusCode, 400, 'the parameter has to be there')
      t.equal((await admin.post(`${url}/${id}${cast}/assign`, { [parameter]: null })).statusCode, 400)
      t.equal((await admin.post(`${url}/${OTHER}${cast}/assign`, { [parameter]: [] })).statusCode, 404)
    })
  }
  await t.test(
    'L29: two collections of Configuration Manager are two targets, and one is not assigned twice',
    async (t) => {
      const url = '/beta/deviceManagement/deviceConfigurations'
      const body = {
        '@odata.type': '#microsoft.graph.iosCustomConfiguration',
        displayName: 'Collections',
        payloadName: 'p',
      }
      const { id } = (await admin.post(url, { ...body, payloadFileName: 'p', payload: 'cA==' })).json<{ id: string }>()
      const to = (collectionId: string): object => ({
        target: { '@odata.type': '#microsoft.graph.configurationManagerCollectionAssignmentTarget', collectionId },
      })
      const both = await admin.post(`${url}/${id}/assign`, { assignments: [to('A0000001'), to('A0000002')] })
      t.equal(both.statusCode, 200, both.body)
      const twice = await admin.post(`${url}/${id}/assign`, { assignments: [to('A0000001'), to('A0000001')] })
      t.equal(twice.statusCode, 400)
      t.match(twice.body, "The collection 'A0000001' is assigned twice.")
    },
  )
  t.strictSame(emulator.errors, [], 'nothing is logged as an error')
})
