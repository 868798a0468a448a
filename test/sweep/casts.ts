/** Types that derive from that of a collection, stored or not: a name of Graph's finds rows or none, and is no error. */
import { existsIn, qualifiedName } from '../../src/model/types.js'
import { model } from '../../src/entities/index.js'
import { WHOLE_SWEEP } from '../harness/sweep.js'
import type { Json } from './bodies.js'
import type { Visit } from './visit.js'

export async function casts({ client, report, resource, version }: Visit, at: string): Promise<void> {
  const derived = model.derivedFrom(resource.type).filter(({ since }) => existsIn(since, version))
  const rows = async (what: string, url: string): Promise<readonly Json[] | undefined> => {
    const answer = await client.get(url, { consistencylevel: 'eventual' })
    const step = `${version} ${resource.path} ${what}`
    return report.check(step, answer, 200) ? answer.json<{ value: Json[] }>().value : undefined
  }
  const filtered = (expression: string): Promise<readonly Json[] | undefined> =>
    rows(expression, `${at}?$count=true&$filter=${encodeURIComponent(expression)}`)
  for (const type of WHOLE_SWEEP ? derived : new Set([...derived.slice(0, 1), ...derived.slice(-1)])) {
    const name = qualifiedName(type)
    const those = await filtered(`isof('${name}')`)
    const others = await filtered(`not isof('${name}')`)
    const cast = await rows(name, `${at}/${name}`)
    if (those === undefined || others === undefined || cast === undefined) continue
    const ids = new Set(those.map(({ id }) => id))
    const consistent = cast.every(({ id }) => ids.has(id)) && !others.some(({ id }) => ids.has(id))
    report.compare(`${version} ${resource.path} ${name}`, consistent ? undefined : 'the ways to ask for it differ')
  }
  const typo = await client.get(`${at}?$filter=isof('microsoft.graph.nonsense')`)
  report.check(`${version} ${resource.path} isof a typo`, typo, 400)
}
