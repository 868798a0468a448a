/** The verbs of `intunite scenario` and their flags. */
import { Type } from 'typebox'
import { switchOn, words } from './flags.js'

export const SCENARIO_VERBS = {
  run: {
    call: 'run <file>',
    summary: 'Run a scenario, YAML or JSON. Exits with 1 if a step does not do what is expected of it.',
    settings: {
      tenant: words('--tenant', 'tenant', 'Tenant to run in, by id or domain: a new one unless given.'),
      app: words('--app', 'name', 'App that sends the requests in that tenant: intunite-admin unless given.'),
      set: {
        flag: '--set',
        schema: Type.String({ pattern: '^[A-Za-z_]\\w*=', description: 'a variable with its value such as ring=3' }),
        placeholder: 'name=value',
        help: 'A variable that is to have another value than in the file.',
        repeatable: true,
      },
      keep: switchOn('--keep', 'The new tenant stays; it is deleted at the end unless given.'),
    },
  },
  check: { call: 'check <file>', summary: 'Check the file of a scenario without running it.', settings: {} },
  schema: { call: 'schema', summary: 'Print the JSON schema of scenarios, for editors.', settings: {} },
} as const
