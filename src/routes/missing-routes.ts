/** Routes that are documented and that a profile does not have (R1, B14). */
import type { Route } from '../model/sets.js'
import type { ResourcePath } from '../odata/ast.js'

export function isMissing(method: string, path: ResourcePath, routes: readonly Route[]): boolean {
  return routes.some((route) => fits(route, method === 'HEAD' ? 'GET' : method, path))
}

function fits(route: Route, method: string, path: ResourcePath): boolean {
  const { methods, target, paths, except = [], casts, qualified } = route
  const { resource, operation } = path
  if (resource === undefined || path.target !== target || !methods.includes(method)) return false
  if (qualified === true && !path.qualifiedOperation) return false
  if (casts === 'collection' && !path.template.endsWith('/cast')) return false
  if (casts === 'abstract' && !path.casts.some(({ types }) => types.some(({ abstract }) => abstract))) return false
  const name = operation === undefined ? resource.path : `${resource.path}/${operation.name}`
  return paths.some((each) => covers(each, name)) && !except.some((each) => covers(each, name))
}

/** A path that begins with `*` covers every one that ends like it. */
function covers(pattern: string, path: string): boolean {
  return pattern.startsWith('*') ? path.endsWith(pattern.slice(1)) : path === pattern
}
