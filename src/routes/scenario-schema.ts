/** The JSON schema of scenarios, for editors. */
import type { FastifyInstance } from 'fastify'

const SCHEMA = '/_intunite/scenario.schema.json'

export async function scenarioSchema(app: FastifyInstance): Promise<void> {
  app.get(SCHEMA, async (_request, reply) => {
    const { scenarioSchema: make } = await import('../scenarios/format.js')
    return reply.header('cache-control', 'no-cache').type('application/schema+json').send(JSON.stringify(make()))
  })
}
