/** The facts of the public model: every line is read, and says what it was written from. */
import t from 'tap'
import { COMPLEX_TYPES } from '../../src/model/facts/complex-types.js'
import { ENTITY_TYPES } from '../../src/model/facts/entity-types.js'
import { ENUM_TYPES } from '../../src/model/facts/enum-types.js'
import { indexLines, readEnum, readOperation, readType } from '../../src/model/facts/grammar.js'
import type { MemberFacts, TypeFacts, TypeReference } from '../../src/model/facts/grammar.js'
import { OPERATIONS } from '../../src/model/facts/operations.js'
import { mappedPermissions, permissionsAt } from '../../src/model/facts/permission-map.js'

const plus = ({ since }: { readonly since: string }): string => (since === 'beta' ? '+' : '')

function printReference({ name, collection, nullable }: TypeReference): string {
  return `${name.replace('Edm.', '')}${collection ? '[]' : ''}${nullable ? '?' : ''}`
}

function printMember(member: MemberFacts): string {
  const mark = { property: ':', contained: '/', reference: '>', addressedAsContained: '|' }[member.kind]
  return `${plus(member)}${member.name}${mark}${printReference(member.type)}${member.readOnly ? '!' : ''}`
}

function printType(type: TypeFacts): string {
  const words = [
    `${plus(type)}${type.name}`,
    ...(type.base === undefined ? [] : [`<${type.base}`]),
    ...(type.abstract ? ['abstract'] : []),
    ...(type.open ? ['open'] : []),
    ...(type.key.length === 0 ? [] : [`key=${type.key.join()}`]),
    ...type.members.map(printMember),
  ]
  return words.join(' ')
}

const lines = (text: string): string[] => text.trim().split('\n')

for (const [name, text] of [
  ['entity', ENTITY_TYPES],
  ['complex', COMPLEX_TYPES],
] as const)
  t.test(`every line of an ${name} type is read as it was written`, async (t) => {
    for (const line of lines(text)) if (printType(readType(line)) !== line.replaceAll('~', '?')) t.fail(line)
    t.ok(lines(text).length > 600)
  })

t.test('numbers of enum members are unique, known ones as they are', async (t) => {
  for (const line of lines(ENUM_TYPES)) {
    const { members } = readEnum(line)
    if (new Set(members.map(({ number }) => number)).size !== members.length) t.fail(line)
    for (const { name, number } of members) {
      const given = new RegExp(`[ +]${name}=(-?\\d+)(?: |$)`).exec(line)?.[1]
      if (given !== undefined && Number(given) !== number) t.fail(`${line}: ${name} ${number}`)
    }
  }
  t.same(
    readEnum('+colours flags red=1 green blue').members.map(({ number }) => number),
    [1, 2, 4],
  )
})

t.test('every operation is bound to a declared type, and every type that is named is declared', async (t) => {
  const declared = new Set([...indexLines(ENTITY_TYPES).keys(), ...indexLines(COMPLEX_TYPES).keys()])
  for (const name of indexLines(ENUM_TYPES).keys()) declared.add(name)
  const outside = new Set(['user', 'organization'])
  const check = (reference: TypeReference | undefined, where: string): void => {
    if (reference === undefined || reference.name.startsWith('Edm.') || declared.has(reference.name)) return
    if (!outside.has(reference.name)) t.fail(`${where}: ${reference.name}`)
  }
  for (const [type, operations] of indexLines(OPERATIONS)) {
    t.ok(declared.has(type) || outside.has(type), type)
    for (const line of operations) {
      const { parameters, returns } = readOperation(line)
      for (const [, reference] of parameters) check(reference, line)
      check(returns, line)
    }
  }
  for (const line of [...lines(ENTITY_TYPES), ...lines(COMPLEX_TYPES)])
    for (const { type } of readType(line).members) check(type, line)
})

t.test('a path asks for what the map says, or the path above it', async (t) => {
  t.same(permissionsAt('deviceManagement/deviceConfigurations', 'GET')?.application, [
    'DeviceManagementConfiguration.Read.All',
    'DeviceManagementConfiguration.ReadWrite.All',
  ])
  t.same(
    permissionsAt('deviceManagement/deviceConfigurations/assignments', 'DELETE'),
    permissionsAt('deviceManagement/deviceConfigurations', 'DELETE'),
  )
  t.same(permissionsAt('deviceManagement/managedDevices/retire', 'POST')?.application, [
    'DeviceManagementManagedDevices.PrivilegedOperations.All',
  ])
  t.same(
    permissionsAt('users/managedDevices', 'GET'),
    permissionsAt('deviceManagement/managedDevices', 'GET'),
    'a sibling answers for what the map lacks',
  )
  t.equal(permissionsAt('identity/userFlows', 'GET')?.application.length, 3, 'the root of an area answers for it')
  t.equal(permissionsAt('drives', 'GET'), undefined)
  t.equal(mappedPermissions().length, 34)
})
