/** Runs an admitted request of any kind. */
import type { Answer, Exchange } from './exchange.js'
import { performBatch } from './batch.js'
import { metadataAnswer, serviceDocumentAnswer } from './documents.js'
import { planOf, runPlan } from './plan.js'
import { hashSecrets } from './hash-secrets.js'
import type { GraphDeps } from './task.js'

export function perform(deps: GraphDeps, exchange: Exchange): Answer | Promise<Answer> {
  const ready = deps.life.ready(exchange.caller.tenantId)
  return ready === undefined ? performNow(deps, exchange) : ready.then(() => performNow(deps, exchange))
}

function performNow(deps: GraphDeps, exchange: Exchange): Answer | Promise<Answer> {
  if (exchange.operation.name === 'batch') return performBatch(deps, exchange)
  if (exchange.operation.name === 'metadata') return metadataAnswer(deps.documents, exchange)
  if (exchange.operation.name === 'service document') return serviceDocumentAnswer(deps.model, exchange)
  const hashing = hashSecrets(exchange)
  if (hashing === undefined) return runPlan(deps.store.database, planOf(deps, exchange), exchange)
  return hashing.then((hashed) => runPlan(deps.store.database, planOf(deps, hashed), exchange))
}
