/** What Fastify is told in place of its compilers of schemas, Ajv and fast-json-stringify: they would be loaded at every start. */

function refuse(): never {
  throw new Error('bodies are checked against the model (src/model/payload.ts): a route has no schema')
}

/** The value of Fastify's option `schemaController`. The build leaves both compilers out (scripts/bundle.ts). */
export const NO_SCHEMAS = { compilersFactory: { buildValidator: refuse, buildSerializer: refuse } }
