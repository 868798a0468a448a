import type { Model } from '../../../model/model.js'
import { propertiesIn } from '../../../model/views.js'
import { readResourcePath } from '../../../odata/resource-path.js'
import { GraphError } from '../../../errors.js'
import type { RequestEntry } from '../entry.js'
import { pathOf } from '../pattern.js'
import { grouped, hintOf, optionsOf, senderOf } from './hint.js'
import type { Finder } from './hint.js'

/**
 * Requests to beta of what v1.0 has as well: whether they need beta, and for which members. What a read takes of beta alone is known
 * where it selects, filters or sorts.
 */
export const betaOnly: Finder = (entries, model) => {
  const toBeta = entries.filter(({ url, status }) => /^\/beta\//i.test(url) && status < 400)
  const groups = grouped(toBeta, (entry) => {
    const type = inBoth(model, entry)
    return type && `${senderOf(entry)} ${type.path}`
  })
  return [...groups.values()].flatMap((own) => {
    const [first] = own
    const found = first && inBoth(model, first)
    if (found === undefined) return []
    const named = [...new Set(own.flatMap(({ url }) => membersIn(url)))]
    const betaAlone = named.filter((name) => Object.hasOwn(found.beta, name) && !Object.hasOwn(found.v1, name))
    if (betaAlone.length > 0)
      return [
        hintOf(
          'beta-only',
          `${found.path}: ${betaAlone.join(', ')} ${betaAlone.length === 1 ? 'is' : 'are'} in beta alone, which may change without notice. v1.0 has the rest.`,
          own,
        ),
      ]
    // Without $select a read may use anything that it gets.
    if (named.length === 0 || own.some(({ method, url }) => method !== 'GET' || !optionsOf(url).has('$select')))
      return []
    return [
      hintOf(
        'beta-only',
        `${found.path} is read from beta, and v1.0 has all that is asked for: ask /v1.0${pathOf(first?.url ?? '').slice('/beta'.length)}.`,
        own,
      ),
    ]
  })
}

function inBoth(model: Model, { url }: RequestEntry) {
  const path = pathOf(url)
  try {
    const { resource } = readResourcePath(model, path)
    if (resource === undefined) return undefined
    if (readResourcePath(model, path.replace(/^\/beta/i, '/v1.0')).resource === undefined) return undefined
    return { path: resource.path, v1: propertiesIn(resource.type, 'v1.0'), beta: propertiesIn(resource.type, 'beta') }
  } catch (error) {
    if (error instanceof GraphError) return undefined
    throw error
  }
}

/** Names that a query mentions; what is no member is not looked for. */
function membersIn(url: string): string[] {
  const options = optionsOf(url)
  const texts = ['$select', '$filter', '$orderby'].map((name) => options.get(name) ?? '')
  return texts.flatMap((text) => text.replace(/'[^']*'/g, '').match(/[A-Za-z_]\w*/g) ?? [])
}
