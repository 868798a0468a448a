/**
 * Bodies of every type that is declared by hand, and in a whole sweep of every type: what is wrong with a value is said
 * of that value, and what the service sets is read.
 */
import t from 'tap'
import { model as wholeModel } from '../../src/entities/index.js'
import { declaredModel } from '../harness/declared-model.js'
import { WHOLE_SWEEP } from '../harness/sweep.js'
import { GraphError } from '../../src/errors.js'
import type { BodyContext } from '../../src/model/body-types.js'
import { complete, readBody } from '../../src/model/payload.js'
import { isOpen } from '../../src/model/inheritance.js'
import type { EntityType, Property } from '../../src/model/types.js'
import { isSecretName } from '../../src/model/secret-names.js'
import { propertiesIn } from '../../src/model/views.js'
import { wrongValues } from '../graph/generated.js'

const model = WHOLE_SWEEP ? wholeModel : declaredModel

const BACKENDS = [
  ['intune', 'microsoft.management.services.api', 'ModelValidationFailure'],
  ['directory', 'microsoft.graph', 'Request_BadRequest'],
] as const

const types = new Map(model.resources.flatMap(({ concreteTypes }) => concreteTypes).map((type) => [type.name, type]))

function failure(body: Record<string, unknown>, type: EntityType, context: BodyContext): GraphError {
  try {
    readBody(body, type, 'update', context)
  } catch (error) {
    if (error instanceof GraphError) return error
    throw error
  }
  throw new Error(`${type.name} takes ${JSON.stringify(body)}`)
}

function contextOf([backend, errorNamespace]: (typeof BACKENDS)[number]): BodyContext {
  return { model, version: 'beta', backend, errorNamespace, dropsBetaMembers: false, takesAbstractValues: false }
}

/** All that is said of a value names it, or the property it was for. */
const SAYS_WHAT = new RegExp(
  [
    "^Cannot convert the literal '[^]*' to the expected type 'Edm\\.\\w+'\\.$",
    "^Cannot convert the literal '[^]*' to the expected type 'microsoft\\.[\\w.]+'\\.$",
    "^Requested value '[^]*' was not found\\.$",
    "^A null value was found for the property named '\\w+', which has the expected type '[\\w.()]+\\[Nullable=False\\]'",
    "^An unexpected '\\w+' node was found for property named '\\w+' when reading .* Cannot convert the literal '[^]*' to the expected type '[\\w.()]+'\\.$",
    "^The property '\\w*' does not exist on type '[\\w.]+'",
    '^Property \\w+ in payload has a value that does not match schema\\.$',
  ].join('|'),
)

const MISMATCH = /^Property \S+ in payload has a value that does not match schema\.$/

/** What is said where an object names no type that fits: of the member that has to name one. */
const OF_A_TYPE = /@odata\.type|abstract class|A type named|not assignable/
const NAMES_A_TYPE = /\/@odata\.type$/

for (const backend of BACKENDS)
  t.test(`a wrong value is refused with its property, its literal and its type, as ${backend[0]} does`, async (t) => {
    const context = contextOf(backend)
    let tried = 0
    for (const type of types.values()) {
      const problems: string[] = []
      for (const [name, property] of Object.entries(propertiesIn(type, 'beta')))
        for (const value of wrongValues(property, 'beta')) {
          if (property.computed && value === null) continue
          const { code, status, message, target = '' } = failure({ [name]: value }, type, context)
          const blank = backend[0] === 'intune' && MISMATCH.test(message)
          const says = SAYS_WHAT.test(message) || (OF_A_TYPE.test(message) && NAMES_A_TYPE.test(target))
          if (status !== 400 || code !== (blank ? 'BadRequest' : backend[2]) || !says || target.split('/')[0] !== name)
            problems.push(`${name} = ${JSON.stringify(value)}: ${status} ${code} ${message} (${target})`)
          tried += 1
        }
      t.strictSame(problems, [], type.name)
    }
    t.ok(tried > 3000, `${tried} wrong values`)
  })

t.test('no refusal tells what may be secret', async (t) => {
  const context = contextOf(BACKENDS[0])
  let tried = 0
  for (const type of wholeModel.types.values()) {
    if (type.kind !== 'entity' || type.abstract) continue
    for (const [name, property] of Object.entries(propertiesIn(type, 'beta'))) {
      const { type: of, collection } = property
      const isText = of.kind === 'primitive' && (of.name === 'Edm.String' || of.name === 'Edm.Binary')
      if (!isSecretName(name) || !(isText || of.kind === 'complex')) continue
      for (const value of collection ? ['hush', ['hush\0']] : isText ? ['hush\0'] : ['hush']) {
        t.notMatch(failure({ [name]: value }, type, context).message, /hush/, `${type.name}.${name}`)
        tried += 1
      }
    }
  }
  t.ok(tried > 30, `${tried} values`)
})

t.test('of any number of members that a type lacks the first is told, whatever else is wrong', async (t) => {
  const context = contextOf(BACKENDS[0])
  for (const type of types.values()) {
    if (isOpen(type)) continue
    const wrong = Object.fromEntries(
      Object.entries(propertiesIn(type, 'beta'))
        .filter(([, { computed }]) => !computed)
        .map(([name, property]) => [name, wrongValues(property, 'beta')[0]]),
    )
    for (const count of [1, 7, 8, 9, 100]) {
      const lacking = Object.fromEntries(Array.from({ length: count }, (_, i) => [`lacking${i}`, i % 2 ? 'x' : null]))
      t.match(failure(lacking, type, context).message, "The property 'lacking0' does not exist", type.name)
    }
    if (Object.keys(wrong).length > 8) t.match(failure(wrong, type, context).message, SAYS_WHAT, type.name)
  }
})

t.test('what the service sets itself is overlooked if it is of its type, or null', async (t) => {
  let tried = 0
  for (const type of types.values())
    for (const [name, property] of Object.entries(propertiesIn(type, 'beta'))) {
      if (!property.computed) continue
      for (const value of [null, ...wellTyped(property)]) {
        t.strictSame(readBody({ [name]: value }, type, 'update', contextOf(BACKENDS[0])), {}, `${type.name}.${name}`)
        tried += 1
      }
    }
  t.ok(tried > 150, `${tried} values`)
})

function wellTyped({ type, collection }: Property): unknown[] {
  const samples: Record<string, unknown[]> = {
    'Edm.String': ['', 'x'],
    'Edm.Guid': ['00000000-0000-0000-0000-000000000000'],
    'Edm.Int32': [0, -(2 ** 31)],
    'Edm.Int64': [0, 2 ** 40],
    'Edm.Double': [0.5],
    'Edm.Boolean': [false],
    'Edm.Binary': ['AA==', 'A\r\nA =='],
    'Edm.DateTimeOffset': ['2016-12-31T23:58:21.6459442-08:00'],
    'Edm.Duration': ['PT5M'],
  }
  const singles =
    type.kind === 'primitive' ? (samples[type.name] ?? []) : type.kind === 'enum' ? Object.keys(type.members) : []
  return collection ? [[], singles] : singles
}

t.test('no member of a collection type is ever null, whether written or imported', async (t) => {
  for (const type of types.values()) {
    const names = Object.keys(propertiesIn(type, 'beta'))
    const imported = complete(type, Object.fromEntries(names.map((name) => [name, null])))
    for (const [name, property] of Object.entries(propertiesIn(type, 'beta')))
      if (property.collection && property.nullable && !property.computed)
        t.strictSame(readBody({ [name]: null }, type, 'update', contextOf(BACKENDS[0])), {
          [name]: property.default ?? [],
        })
    for (const [name, { collection }] of Object.entries(propertiesIn(type, 'beta')))
      if (collection) t.strictSame(imported[name], [], `${type.name}.${name}`)
  }
})

t.test('control information is overlooked in bodies of every type, as full metadata has it', async (t) => {
  const context = contextOf(BACKENDS[0])
  const information = {
    '@odata.context': 'https://graph.microsoft.com/beta/$metadata#any',
    'assignments@odata.navigationLink': 'https://graph.microsoft.com/beta/any/assignments',
    '#microsoft.graph.assign': {
      title: 'microsoft.graph.assign',
      target: 'https://graph.microsoft.com/beta/any/assign',
    },
  }
  for (const type of types.values()) {
    const { '@odata.type': _, ...read } = readBody(information, type, 'update', context)
    t.same(read, {}, type.name)
  }
})
