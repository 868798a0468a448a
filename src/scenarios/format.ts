/** The format of scenarios: what a file may say, checked step by step and given out as a JSON schema. */
import { Type } from 'typebox'
import type { Static, TObject, TSchema } from 'typebox'

const closed = <P extends Parameters<typeof Type.Object>[0]>(properties: P, options: object = {}) =>
  Type.Object(properties, { additionalProperties: false, ...options })

const Name = Type.String({ minLength: 1, maxLength: 300, description: 'a text of 1 to 300 characters' })

const Path = Type.String({
  pattern: '^(/?(v1\\.0|beta)/|\\$\\{)\\S',
  maxLength: 8192,
  description: 'a path of Graph with its version, such as beta/deviceManagement/managedDevices',
})

const Members = Type.Record(Type.String(), Type.Unknown(), { description: 'an object: members with their values' })

const Values = Type.Record(Type.String({ pattern: '^[A-Za-z_]\\w*$' }), Type.Unknown(), {
  description: 'an object: names of letters, digits and _, each with a value',
})

const Captures = Type.Record(Type.String({ pattern: '^[A-Za-z_]\\w*$' }), Type.String({ minLength: 1 }), {
  description: 'an object: names of variables, each with a place in the answer such as id or value[].id',
})

const As = closed(
  {
    app: Type.Optional(Name),
    user: Type.Optional(Name),
    scopes: Type.Optional(Type.Array(Type.String({ minLength: 1 }), { description: 'a list of permissions' })),
  },
  { description: 'an object that names an app, a user, or both' },
)

const Tally = closed({
  by: Type.String({ minLength: 1, description: 'the member by whose values the rows are counted' }),
  is: Type.Record(Type.String(), Type.Unknown(), { description: 'an object: each value with the number of its rows' }),
})

const Expect = closed(
  {
    status: Type.Optional(Type.Integer({ minimum: 100, maximum: 599 })),
    members: Type.Optional(Members),
    count: Type.Optional(Type.Unknown({ description: 'a number, or an object of operators such as { $gte: 1 }' })),
    rows: Type.Optional(Type.Array(Type.Unknown(), { description: 'a list of all rows, in their order' })),
    contains: Type.Optional(
      Type.Array(Type.Unknown(), { description: 'a list of rows that have to be among those found' }),
    ),
    every: Type.Optional(Members),
    tally: Type.Optional(Tally),
  },
  { description: 'an object of what the answer has to be' },
)

const common = {
  name: Type.Optional(Name),
  as: Type.Optional(As),
  expect: Type.Optional(Expect),
  capture: Type.Optional(Captures),
}

/** Of what is no request to Graph, and is sent by nobody. */
const outcome = { name: common.name, expect: common.expect, capture: common.capture }

/** How a tenant lives: a preset alone, or settings. */
const Life = Type.Union([Type.String({ minLength: 1 }), Type.Record(Type.String(), Type.Unknown())], {
  description: 'a preset (instant, default, live), or an object of settings: preset, seed, fleet, checkIns, delays',
})

const headers = Type.Optional(
  Type.Record(Type.String(), Type.String(), { description: 'an object of headers, each a text' }),
)
const body = Type.Optional(Type.Unknown({ description: 'a body: JSON, or a text that is sent as it is' }))

const Duration = Type.String({
  pattern: '^P(?=.)(\\d+D)?(T(?=.)(\\d+H)?(\\d+M)?(\\d+(\\.\\d+)?S)?)?$',
  description: 'a duration of ISO 8601 such as PT15M or P1D',
})

const reading = (verb: string, more: Record<string, TSchema> = {}) => {
  const members: Record<string, TSchema> = { [verb]: Path, headers, ...more, ...common }
  return closed(members)
}
const sending = (verb: string) => reading(verb, { body })

/** What a step may do, by the member that says so. */
export const STEPS: Readonly<Record<string, TObject>> = {
  get: reading('get'),
  post: sending('post'),
  patch: sending('patch'),
  put: sending('put'),
  delete: reading('delete'),
  export: closed({
    export: Type.String({ minLength: 1, description: 'the name of a report, such as Devices' }),
    select: Type.Optional(Type.Array(Type.String(), { description: 'a list of columns' })),
    filter: Type.Optional(Type.String()),
    search: Type.Optional(Type.String()),
    format: Type.Optional(Type.Enum(['csv', 'json'])),
    localizationType: Type.Optional(Type.String()),
    ...common,
  }),
  control: closed({
    control: Type.String({
      pattern: '^(GET|POST|PATCH|DELETE) /?\\S+$',
      description: 'a method and a path of the control face below the tenant, such as POST snapshots',
    }),
    body,
    ...outcome,
  }),
  advance: closed({ advance: Duration, name: common.name }),
  enroll: closed({
    enroll: Type.Record(Type.String(), Type.Unknown(), {
      description: 'an object that says what is enrolled: platform, and count, user, name, model and so on',
    }),
    ...outcome,
  }),
  device: closed({
    device: Type.String({ minLength: 1, description: 'the id or name of a device' }),
    state: Type.Optional(
      closed(
        {
          policy: Type.Optional(Name),
          app: Type.Optional(Name),
          setting: Type.Optional(Name),
          outcome: Type.Optional(Name),
          code: Type.Optional(Type.Unknown({ description: 'a number of 32 bits' })),
        },
        { description: 'an object that names a policy, an app or a setting, and the outcome' },
      ),
    ),
    online: Type.Optional(Type.Boolean()),
    until: Type.Optional(Type.String({ minLength: 1 })),
    checkIn: Type.Optional(Type.Literal(true, { description: 'true' })),
    ...outcome,
  }),
  life: closed({ life: Life, ...outcome }),
  for: closed({
    for: Type.String({ pattern: '^[A-Za-z_]\\w*$', description: 'the name of a variable' }),
    in: Type.Union(
      [
        Type.Array(Type.Unknown()),
        Type.Integer({ minimum: 0, maximum: 10_000 }),
        Type.String({ pattern: '^\\$\\{[^}]+\\}$' }),
      ],
      { description: 'a list, a number (1 to it), or a variable that holds a list such as ${devices}' },
    ),
    name: common.name,
    steps: Type.Array(Type.Unknown(), { minItems: 1, description: 'a list of steps' }),
  }),
}

export const Scenario = closed({
  $schema: Type.Optional(Type.String()),
  scenario: Name,
  description: Type.Optional(Type.String()),
  tenant: Type.Optional(
    closed(
      {
        clock: Type.Optional(
          Type.String({
            pattern: '^\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\dZ$',
            description: 'a time in UTC such as 2026-03-02T08:00:00Z',
          }),
        ),
        profile: Type.Optional(Type.String({ minLength: 1, description: 'documented or live, with switches' })),
        seed: Type.Optional(Type.Enum(['small', 'large'])),
        life: Type.Optional(Life),
      },
      { description: 'an object of what the new tenant of a run is like' },
    ),
  ),
  variables: Type.Optional(Values),
  steps: Type.Array(Type.Unknown(), { minItems: 1, description: 'a list of steps' }),
})

export interface Step {
  readonly [member: string]: unknown
  readonly name?: string
  readonly as?: Static<typeof As>
  readonly expect?: Static<typeof Expect>
  readonly capture?: Readonly<Record<string, string>>
}

export type Expectation = Static<typeof Expect>

export interface ScenarioFile extends Omit<Static<typeof Scenario>, 'steps'> {
  readonly steps: readonly Step[]
}

/** The whole format as a JSON schema, for editors. */
export function scenarioSchema(): object {
  const steps = { type: 'array', minItems: 1, items: { $ref: '#/$defs/step' } }
  const kinds = Object.entries(STEPS).map(([kind, schema]) => {
    const plain = JSON.parse(JSON.stringify(schema)) as { properties: Record<string, unknown> }
    return kind === 'for' ? { ...plain, properties: { ...plain.properties, steps } } : plain
  })
  const whole = JSON.parse(JSON.stringify(Scenario)) as { properties: Record<string, unknown> }
  return {
    $schema: 'https://json-schema.org/draft/2020-12/schema',
    title: 'A scenario of Intunite',
    ...whole,
    properties: { ...whole.properties, steps },
    $defs: { step: { anyOf: kinds } },
  }
}
