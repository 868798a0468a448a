/** The refusal of what no route takes. */
import { GraphError, invalidVersion } from '../errors.js'

export function unknownRoute(url: string, method: string): GraphError {
  const [segment = ''] = url.replace(/^\/+/, '').split(/[/?]/)
  if (/^(v1\.0|beta)$/i.test(segment))
    return new GraphError(405, 'MethodNotAllowed', `The method ${method} is not allowed for the request target.`)
  return invalidVersion(segment)
}
