/** Scenarios on a server inside this process. */
import { readFile } from 'node:fs/promises'
import type { FastifyInstance } from 'fastify'
import type { Face } from './face.js'
import type { RunOptions, ScenarioOutcome } from './outcome.js'
import { readScenario } from './read.js'
import { outcomeText, stepText } from './render.js'
import { runScenario } from './run.js'

export function injectedFace(app: FastifyInstance, key: string): Face {
  return {
    key,
    async send({ method, path, headers, body }) {
      const response = await app.inject({
        method: method as 'GET',
        url: path,
        headers: { host: 'localhost', ...headers },
        ...(body === undefined ? {} : { payload: body }),
      })
      return { status: response.statusCode, body: response.rawPayload }
    },
  }
}

/** From a file, or a value of the same form. */
export async function runInProcess(
  app: FastifyInstance,
  key: string,
  fileOrValue: string | object,
  options: RunOptions,
): Promise<ScenarioOutcome & { readonly text: string }> {
  const scenario =
    typeof fileOrValue === 'string'
      ? readScenario(await readFile(fileOrValue, 'utf8'), fileOrValue)
      : readScenario(JSON.stringify(fileOrValue, undefined, 2), 'scenario')
  const outcome = await runScenario(injectedFace(app, key), scenario, options)
  const text = outcome.steps.map((step) => stepText(scenario.file, step, false)).join('') + outcomeText(outcome)
  return { ...outcome, text }
}
