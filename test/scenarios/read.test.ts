/** Files of scenarios: what is wrong is told with its line and property, and the schema says the same. */
import t from 'tap'
import { scenarioSchema, STEPS } from '../../src/scenarios/format.js'
import { ScenarioError } from '../../src/scenarios/problems.js'
import { readScenario } from '../../src/scenarios/read.js'

const problemsOf = (text: string): string[] => {
  try {
    readScenario(text, 'a.yaml')
    return []
  } catch (error) {
    if (!(error instanceof ScenarioError)) throw error
    return error.message.split('\n')
  }
}

const HEAD = 'scenario: A test\nsteps:\n'

t.test('what is wrong is named with its line and property', async (t) => {
  const cases: readonly (readonly [string, string | RegExp])[] = [
    ['scenario: [', /^a\.yaml:1: the file cannot be read: /],
    ['- 1', 'a.yaml:1: the file must be an object'],
    ['', 'a.yaml:1: the file must be an object'],
    ['scenario: A test\n', 'a.yaml:1: steps is missing'],
    ['scenario: A test\nsteps: []\n', 'a.yaml:2: steps must be a list of steps'],
    ['scenario: A test\nstep: []\nsteps: [{advance: P1D}]\n', 'a.yaml:2: step is not known here; did you mean steps?'],
    [`${HEAD}  - gte: beta/x\n`, 'a.yaml:3: steps[0] says nothing to do; did you mean get?'],
    [`${HEAD}  - get: beta/x\n    post: beta/x\n`, 'a.yaml:3: steps[0] must do one thing, not get and post'],
    [`${HEAD}  - advance: P1D\n  - 7\n`, /^a\.yaml:4: steps\[1\] must be an object/],
    [`${HEAD}  - advance: 1 day\n`, 'a.yaml:3: steps[0].advance must be a duration of ISO 8601 such as PT15M or P1D'],
    [`${HEAD}  - advance: -PT1H\n`, /steps\[0\]\.advance must be a duration/],
    [`${HEAD}  - get: deviceManagement/x\n`, /^a\.yaml:3: steps\[0\]\.get must be a path of Graph with its version/],
    [`${HEAD}  - get: beta/x\n    body: {}\n`, 'a.yaml:4: steps[0].body is not known here'],
    [
      `${HEAD}  - get: beta/x\n    expects:\n      count: 1\n`,
      'a.yaml:4: steps[0].expects is not known here; did you mean expect?',
    ],
    [
      `${HEAD}  - get: beta/x\n    expect:\n      status: ok\n`,
      'a.yaml:5: steps[0].expect.status must be a whole number from 100 to 599',
    ],
    [`${HEAD}  - get: beta/x\n    expect:\n      cuont: 1\n`, 'a.yaml:5: steps[0].expect.cuont is not known here'],
    [
      `${HEAD}  - get: beta/x\n    expect:\n      tally:\n        by: status\n`,
      'a.yaml:5: steps[0].expect.tally.is is missing',
    ],
    [`${HEAD}  - control: PUT x\n`, /^a\.yaml:3: steps\[0\]\.control must be a method and a path of the control face/],
    [
      `${HEAD}  - for: i\n    in: 3\n    steps:\n      - pots: beta/x\n`,
      'a.yaml:6: steps[0].steps[0] says nothing to do; did you mean post?',
    ],
    [
      `${HEAD}  - for: i\n    in: once\n    steps: [{advance: P1D}]\n`,
      /^a\.yaml:4: steps\[0\]\.in must be a list, a number/,
    ],
    [
      `scenario: A\ntenant:\n  clock: now\nsteps: [{advance: P1D}]\n`,
      'a.yaml:3: tenant.clock must be a time in UTC such as 2026-03-02T08:00:00Z',
    ],
    [`scenario: A\nscenario: B\nsteps: [{advance: P1D}]\n`, /^a\.yaml:2: the file cannot be read: .*unique/],
    [`scenario: !!js/function A\nsteps: [{advance: P1D}]\n`, /^a\.yaml:1: the file cannot be read/],
    [
      '{"scenario": "A",\n "steps": [\n\t{"advanec": "P1D"}]}',
      'a.yaml:3: steps[0] says nothing to do; did you mean advance?',
    ],
  ]
  for (const [text, wanted] of cases) {
    const [first = ''] = problemsOf(text)
    if (typeof wanted === 'string') t.equal(first, wanted)
    else t.match(first, wanted)
  }
})

t.test('everything that is wrong is told at once', async (t) => {
  t.same(problemsOf(`${HEAD}  - get: x\n  - advance: P\n`).length, 2)
})

t.test('aliases that would swell and levels that would overflow are refused', async (t) => {
  const swell = [
    'a: &a [x,x,x,x,x,x,x,x,x]',
    ...'bcdefghi'.split('').map((name, i) => `${name}: &${name} [${`*${'abcdefgh'[i]},`.repeat(9)}]`),
  ]
  t.match(
    problemsOf(`scenario: A\nvariables:\n${swell.map((line) => `  ${line}\n`).join('')}steps: [{advance: P1D}]\n`)[0],
    /cannot be read/,
  )
  t.match(problemsOf(`scenario: A\nsteps: ${'['.repeat(50_000)}`)[0], /^a\.yaml:\d+: the file /)
})

t.test('the schema has every kind of step and knows no other members', async (t) => {
  const schema = scenarioSchema() as any
  const kinds = schema.$defs.step.anyOf
  t.same(
    kinds.map(({ properties }: any) => Object.keys(properties)[0]),
    Object.keys(STEPS),
  )
  t.ok(kinds.every((kind: any) => kind.additionalProperties === false))
  t.same(schema.properties.steps.items, { $ref: '#/$defs/step' })
  t.equal(schema.additionalProperties, false)
})
