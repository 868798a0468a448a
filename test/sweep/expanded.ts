/** The rest of what is expanded is found by its link, whatever has been deleted meanwhile. */
import type { Resource } from '../../src/model/model.js'
import type { EntityType } from '../../src/model/types.js'
import { createBody } from './bodies.js'
import type { Json } from './bodies.js'
import { typesAt } from './items.js'
import type { Visit } from './visit.js'

export async function pageExpanded(given: Visit, url: string, cast: string, child: Resource): Promise<void> {
  const { client, report, version, resource } = given
  const { name, creatable, deletable, link, refersTo } = child
  const [type] = typesAt(child, version)
  if (!creatable || !deletable || link !== undefined || refersTo !== undefined || type === undefined) return
  const step = `${version} ${resource.path} pages of ${cast}${name}`
  const ids: unknown[] = []
  for (const turn of [61, 62, 63]) {
    const made = await client.post(`${url}/${cast}${name}`, childBody(type, version, turn))
    if (!report.check(`${step} create`, made, 201)) return
    ids.push(made.json<Json>()['id'])
  }
  const first = await client.get(`${url}?$expand=${cast}${name}($top=1)`)
  if (!report.check(step, first, 200)) return
  const body = first.json<Json>()
  const met = (body[name] as Json[]).map(({ id }) => id)
  let next = body[`${name}@odata.nextLink`] as string | undefined
  for (const gone of met)
    report.check(`${step} delete`, await client.delete(`${url}/${cast}${name}/${String(gone)}`), 204)
  while (next !== undefined && met.length < 50) {
    const answer = await client.get(next.replace(/^https?:\/\/[^/]+/, ''))
    if (!report.check(step, answer, 200)) return
    const page = answer.json<{ value: Json[]; '@odata.nextLink'?: string }>()
    met.push(...page.value.map(({ id }) => id))
    next = page['@odata.nextLink']
  }
  const complete = ids.every((id) => met.includes(id)) && new Set(met).size === met.length
  report.compare(step, complete ? undefined : `made ${ids.join()}, met ${met.join()}`)
}

function childBody(type: EntityType, version: Visit['version'], turn: number): Json {
  return createBody(type, { version, rich: false, turn })
}
