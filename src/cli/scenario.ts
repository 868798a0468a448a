/** `intunite scenario`: runs a scenario, checks the file of one, or prints the schema of the format. */
import { CLIENT_SETTINGS } from '../client-settings.js'
import { readCommand } from '../read-config.js'
import { explainFailure } from '../server/failures.js'
import { ScenarioError } from '../scenarios/problems.js'
import { readScenario } from '../scenarios/read.js'
import type { ReadScenario } from '../scenarios/read.js'
import { outcomeText, stepText } from '../scenarios/render.js'
import { runScenario } from '../scenarios/run.js'
import { RunError } from '../scenarios/session.js'
import { scenarioSchema } from '../scenarios/format.js'
import { contentsOf } from './control/flags.js'
import { openFace } from './control/scenario-face.js'
import { SCENARIO_VERBS } from './control/scenario-verbs.js'
import { hasColours } from './control/output.js'
import { Unreachable } from './control/transport.js'
import { listVerbs, noSuchVerb } from './control/verbs.js'
import { settingsHelp } from './settings-help.js'

type VerbName = keyof typeof SCENARIO_VERBS

const RUN = { ...CLIENT_SETTINGS, ...SCENARIO_VERBS.run.settings }
const CHECK = SCENARIO_VERBS.check.settings

export async function scenarioCommand([name = '', ...argv]: readonly string[]): Promise<number> {
  const verb = verbNamed(name)
  try {
    if (verb === 'schema') return await schema(argv)
    return await (verb === 'check' ? check(argv) : run(argv))
  } catch (error) {
    if (!(error instanceof ScenarioError)) throw error
    process.stderr.write(`${error.message}\n`)
    return 2
  }
}

export function scenarioHelp([name]: readonly string[]): string {
  if (name === undefined) {
    const verbs = Object.values(SCENARIO_VERBS)
    return listVerbs(
      'scenario',
      verbs.map(({ call, summary }) => [call, summary]),
    )
  }
  const verb = verbNamed(name)
  const { call, summary } = SCENARIO_VERBS[verb]
  const flags = settingsHelp(verb === 'run' ? RUN : SCENARIO_VERBS[verb].settings)
  return [
    `Usage: intunite scenario ${call} [flags]`,
    '',
    summary,
    ...(flags.length === 0 ? [] : ['', 'Flags:', ...flags]),
  ].join('\n')
}

function verbNamed(name: string): VerbName {
  if (Object.hasOwn(SCENARIO_VERBS, name)) return name as VerbName
  throw noSuchVerb('scenario', name, Object.keys(SCENARIO_VERBS))
}

async function schema(argv: readonly string[]): Promise<number> {
  readCommand({}, [], process.env, argv)
  process.stdout.write(`${JSON.stringify(scenarioSchema(), undefined, 2)}\n`)
  return 0
}

async function check(argv: readonly string[]): Promise<number> {
  const { words } = readCommand(CHECK, ['file'], process.env, argv)
  const { scenario, file } = await scenarioIn(words[0])
  process.stdout.write(`${file} is a scenario: ${scenario}\n`)
  return 0
}

async function scenarioIn(file = ''): Promise<ReadScenario> {
  return readScenario(await contentsOf(file), file === '-' ? 'standard input' : file)
}

async function run(argv: readonly string[]): Promise<number> {
  const { words, values } = readCommand(RUN, ['file'], process.env, argv)
  const { tenant, app, keep, json, set } = values
  const scenario = await scenarioIn(words[0])
  const variables = Object.fromEntries(set.map(readVariable))
  const asJson = json === '1'
  try {
    const { face, close } = await openFace(values, tenant !== undefined || keep === '1')
    try {
      const colour = hasColours()
      const outcome = await runScenario(face, scenario, {
        tenant,
        app,
        variables,
        keep: keep === '1',
        onStep: (step) => void (asJson || process.stdout.write(stepText(scenario.file, step, colour))),
      })
      process.stdout.write(asJson ? `${JSON.stringify(outcome, undefined, 2)}\n` : outcomeText(outcome))
      return outcome.passed ? 0 : 1
    } finally {
      await close()
    }
  } catch (error) {
    const known = error instanceof Unreachable || error instanceof RunError
    const explanation = known ? error.message : explainFailure(error, values)
    if (explanation === undefined) throw error
    process.stderr.write(`intunite: ${explanation}\n`)
    return 1
  }
}

/** `name=value`: JSON where it can be read as such, otherwise a text. */
function readVariable(text: string): [string, unknown] {
  const [, name = '', value = ''] = /^(\w+)=(.*)$/s.exec(text) ?? []
  try {
    return [name, JSON.parse(value)]
  } catch {
    return [name, value]
  }
}
