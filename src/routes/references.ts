/**
 * GET of `…/$ref`: where the entities live that an item refers to, and nothing else of them.
 * @see https://docs.oasis-open.org/odata/odata/v4.01/odata-v4.01-part1-protocol.html#sec_RequestingEntityReferences
 */
import type { Model, Resource } from '../model/model.js'
import type { EntityType } from '../model/types.js'
import { printedKey } from '../odata/key-segments.js'
import { readQuery } from '../odata/query.js'
import { getSingle } from '../services/entities.js'
import { notFound } from '../services/not-found.js'
import type { Work } from '../store/work.js'
import { entityAnswer } from './answers.js'
import type { Answer } from './exchange.js'
import { planListOf } from './reads.js'
import { contextBase } from './task.js'
import type { Plan, Task } from './task.js'
import { urlOf } from './urls.js'

/** A page of a collection; options choose and sort as in a list. */
export function planReferences(task: Task): Plan {
  const { exchange, scope } = task
  const path = { ...exchange.path, target: 'collection' } as const
  const read = readQuery(exchange.query, { model: scope.model, path, allowed: OPTIONS })
  const query = { ...read.query, select: { all: false, names: ['id'] } }
  const page = planListOf({ ...task, exchange: { ...exchange, path } }, { ...read, query })
  return { writes: false, work: () => references(task, page) }
}

const OPTIONS = ['$filter', '$orderby', '$search', '$top', '$skip', '$count', '$skiptoken', '$format'] as const

function* references(task: Task, page: Plan): Work<Answer> {
  const answer = yield* page.work()
  const { value, ...annotations } = JSON.parse(answer.body as string) as { value: { id: string }[] }
  const context = { '@odata.context': `${contextBase(task.exchange)}Collection($ref)` }
  const body = { ...annotations, ...context, value: value.map(({ id }) => ({ '@odata.id': addressOf(task, id) })) }
  return { ...answer, body: JSON.stringify(body) }
}

export function planReference(task: Task): Plan {
  return { writes: false, work: () => reference(task) }
}

function* reference(task: Task): Work<Answer> {
  const { exchange, scope, resource, keys, level } = task
  const shape = { version: scope.version, select: ['id'], typeAnnotations: 'none' } as const
  const json = resource.many
    ? yield* scope.store.find(resource, keys, shape)
    : yield* getSingle(scope, resource, keys, shape)
  if (json === undefined) throw notFound(resource, keys)
  const { id } = JSON.parse(json) as { id: string }
  const body = JSON.stringify({ '@odata.id': addressOf(task, id) })
  return entityAnswer(200, `${contextBase(exchange)}$ref`, body, level === 'none' ? 'minimal' : level)
}

function addressOf({ exchange, resource, scope }: Task, id: string): string {
  const canonical = `${homeOf(scope.model, resource)}${printedKey(id)}`
  return urlOf(exchange.origin, { version: scope.version, canonical })
}

/** The path of the set in which the entities live. */
function homeOf({ roots }: Model, { referred, type, link }: Resource): string {
  return referred?.path ?? [...roots.values()].find((root) => isSetOf(root, type))?.path ?? link?.sets?.[0] ?? type.name
}

function isSetOf(root: Resource, type: EntityType): boolean {
  return root.kind === 'entitySet' && root.type === type
}
