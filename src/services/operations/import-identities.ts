/**
 * Imports of devices that will enrol: `import` of Autopilot devices (B98), `importDeviceIdentityList` with what became of
 * each (B99), and the search among them.
 *
 * @see https://learn.microsoft.com/graph/api/intune-enrollment-importeddeviceidentity-importdeviceidentitylist
 */
import { backendBadRequest, GraphError } from '../../errors.js'
import type { Entity } from '../../model/payload.js'
import { qualifiedName } from '../../model/types.js'
import { fold } from '../../store/sql/fold.js'
import { amid } from '../../store/work.js'
import type { Work } from '../../store/work.js'
import { createEntity, updateEntity } from '../entities.js'
import { itemsAt, quoted } from '../items.js'
import type { Scope } from '../scope.js'
import type { Call, Effect } from './effect.js'

const WHOLE = { version: 'beta', select: undefined, typeAnnotations: 'none' } as const

/** A new item for each in the parameter, which the call yields. */
function importing(parameter: string): Effect {
  return {
    plan(call) {
      const { scope, resource, keys } = call
      const items = valuesOf(call, parameter)
      return function* () {
        const ids: string[] = []
        for (const values of items) {
          const item = { type: resource.type, values, bindings: [], contained: [] }
          ids.push((yield* amid(createEntity(scope, resource, keys, item, WHOLE))).id)
        }
        return { entities: { resource, keys }, ids }
      }
    },
  }
}

/** In `live` an IMEI is a number; the reference has a text there. */
function isIdentifier({ profile }: Scope, { importedDeviceIdentityType: type }: Entity, value: unknown): boolean {
  if (typeof value !== 'string' || value === '') return false
  return type !== 'imei' || profile.deviceIdentifiers === 'any text' || /^\d+$/.test(value)
}

/** The same, where `name` tells items apart: one that is there already is overwritten if the call says so. */
function importingList(parameter: string, name: string, overwrites: string): Effect {
  return {
    plan(call) {
      const { scope, resource, keys, operation } = call
      const items = valuesOf(call, parameter)
      const bad = items.filter((each) => !isIdentifier(scope, each, each[name])).length
      if (bad > 0)
        throw new GraphError(
          400,
          'BadRequest',
          `Invalid Device Identifier parameter found for ${bad} import records!`,
          { form: 'nested' },
        )
      const overwrite = call.read()[overwrites] === true
      const resultType = operation.returns?.type
      if (resultType?.kind !== 'entity') throw new Error(`${operation.name} yields no entities`)
      return function* () {
        const value: Entity[] = []
        const there = yield* knownBy(call, name, items)
        for (const values of items) {
          const called = fold(values[name] as string)
          const known = there.get(called)
          const item = { type: resource.type, values, bindings: [], contained: [] }
          const id = known?.['id'] as string | undefined
          const changes = { body: {}, named: undefined, early: values, bindings: [] }
          const stored =
            id === undefined
              ? (yield* amid(createEntity(scope, resource, keys, item, WHOLE))).json
              : overwrite
                ? yield* amid(updateEntity(scope, resource, [...keys, id], changes, WHOLE))
                : undefined
          if (stored !== undefined) there.set(called, JSON.parse(stored) as Entity)
          value.push({
            ...(scope.profile.typeAnnotations === 'all' && { '@odata.type': `#${qualifiedName(resultType)}` }),
            ...(stored === undefined ? withoutType(known ?? {}) : (JSON.parse(stored) as Entity)),
            status: stored !== undefined,
          })
        }
        return { value }
      }
    },
  }
}

/** The items that are there of those in the call, by the folded text of the property `name`. */
function* knownBy({ scope, resource, keys }: Call, name: string, items: readonly Entity[]): Work<Map<string, Entity>> {
  if (items.length === 0) return new Map()
  const filter = `${name} in (${items.map((each) => quoted(each[name] as string)).join()})`
  const found = yield* itemsAt(scope, resource, keys, { filter })
  return new Map(found.map(({ entity }) => [fold(entity[name] as string), entity] as const))
}

function searching(parameter: string, name: string): Effect {
  return {
    plan(call) {
      const { scope, resource, keys } = call
      const wanted = valuesOf(call, parameter).map((each) => each[name])
      return function* () {
        const ids: string[] = []
        for (const each of new Set(wanted)) {
          if (typeof each !== 'string') continue
          const found = yield* itemsAt(scope, resource, keys, { filter: `${name} eq ${quoted(each)}`, select: ['id'] })
          ids.push(...found.map(({ entity }) => entity['id'] as string))
        }
        return { entities: { resource, keys }, ids }
      }
    },
  }
}

const MOST = 1000

function valuesOf(call: Call, parameter: string): Entity[] {
  const items = (call.read()[parameter] ?? []) as Entity[]
  if (items.length > MOST) throw backendBadRequest()
  return items.map(withoutType)
}

function withoutType({ '@odata.type': _type, ...values }: Entity): Entity {
  return values
}

export const identityImports: Readonly<Record<string, Effect>> = {
  'importedAppleDeviceIdentity.importAppleDeviceIdentityList': importingList(
    'importedAppleDeviceIdentities',
    'serialNumber',
    'overwriteImportedDeviceIdentities',
  ),
  'importedDeviceIdentity.importDeviceIdentityList': importingList(
    'importedDeviceIdentities',
    'importedDeviceIdentifier',
    'overwriteImportedDeviceIdentities',
  ),
  'importedDeviceIdentity.searchExistingIdentities': searching('importedDeviceIdentities', 'importedDeviceIdentifier'),
  'importedWindowsAutopilotDeviceIdentity.import': importing('importedWindowsAutopilotDeviceIdentities'),
}
