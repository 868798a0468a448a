/**
 * How some apps for iOS relate to each other (B167): each relationship stands at both apps, and among those of all apps. What
 * depends and supersedes is told from its own end, as a client would have said it.
 */
import type { Resource } from '../../model/model.js'
import { complete } from '../../model/payload.js'
import type { Entity } from '../../model/payload.js'
import type { BulkRow } from '../../store/query/bulk.js'
import { ends, idOf } from '../rules/mobile-app-relationship.js'
import type { SeedApp } from './tenant.js'

type Kind = 'mobileAppDependency' | 'mobileAppSupersedence'

/** By the places of the apps in the list: two relate to each other in one way at most. */
const RELATED: readonly (readonly [kind: Kind, own: number, other: number])[] = [
  ['mobileAppDependency', 0, 3],
  ['mobileAppDependency', 0, 7],
  ['mobileAppSupersedence', 7, 3],
]

const ALL = 'deviceAppManagement/mobileAppRelationships'
const OF_APP = 'deviceAppManagement/mobileApps/relationships'

/** The rows of a set of relationships; undefined for any other one. */
export function relationshipsAt({ path, concreteTypes }: Resource, apps: readonly SeedApp[]): BulkRow[] | undefined {
  if (path !== ALL && path !== OF_APP) return undefined
  const rowOf = (kind: Kind, source: SeedApp, target: SeedApp, targetType: 'child' | 'parent'): BulkRow[] =>
    concreteTypes
      .filter(({ name }) => name === kind)
      .map((type) => {
        const told = { id: idOf(source.id, target.id), targetId: target.id, targetType }
        const entity = complete(type, { ...told, ...ends(source.entity, target.entity), ...OWN[kind] })
        return { keys: path === ALL ? [] : [source.id], stored: { type, entity } }
      })
  return RELATED.flatMap(([kind, i, j]) => {
    const [own, other] = [apps[i], apps[j]]
    if (own === undefined || other === undefined) return []
    const told = rowOf(kind, own, other, 'child')
    return path === ALL ? told : [...told, ...rowOf(kind, other, own, 'parent')]
  })
}

/** The apps with the counts of their relationships. */
export function withCounts(apps: readonly SeedApp[]): SeedApp[] {
  return apps.map((app, place) => {
    const count = (kind: Kind, end: 1 | 2): number =>
      RELATED.filter((each) => each[0] === kind && each[end] === place).length
    const counts = {
      dependentAppCount: count('mobileAppDependency', 1),
      supersedingAppCount: count('mobileAppSupersedence', 1),
      supersededAppCount: count('mobileAppSupersedence', 2),
    }
    return { ...app, entity: { ...app.entity, ...counts } }
  })
}

const OWN: Readonly<Record<Kind, Entity>> = {
  mobileAppDependency: { dependencyType: 'autoInstall' },
  mobileAppSupersedence: { supersedenceType: 'update' },
}
