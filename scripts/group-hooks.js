// Hooks of the module loader: test files get scripts/group-tap.ts as `tap`.
const tests = new URL('../test/', import.meta.url).href
const url = new URL('group-tap.ts', import.meta.url).href

export async function resolve(specifier, context, next) {
  if (specifier !== 'tap' || context.parentURL?.startsWith(tests) !== true) return next(specifier, context)
  return { url, format: 'module', shortCircuit: true }
}
