/** Finds what objects of a backup refer to: by id, or by name among what the tenant has by then. */
import type { Entity } from '../../model/payload.js'
import { itemsAt, quoted } from '../items.js'
import type { Scope } from '../scope.js'
import type { Work } from '../../store/work.js'
import type { Brought, Mention, Mentioned, Place } from './backup.js'
import { nameId } from './name-ids.js'
import type { ReportWriter } from './report.js'
import { lineOf } from './text.js'
import { orRefused } from './write-object.js'

const SETS: Readonly<Record<Mentioned, string>> = {
  group: 'groups',
  filter: 'deviceManagement/assignmentFilters',
  'scope tag': 'deviceManagement/roleScopeTags',
  app: 'deviceAppManagement/mobileApps',
  'message template': 'deviceManagement/notificationMessageTemplates',
  script: 'deviceManagement/deviceComplianceScripts',
  setting: 'deviceManagement/reusablePolicySettings',
  role: 'deviceManagement/roleDefinitions',
  profile: 'deviceManagement/deviceConfigurations',
}

export interface FinderDeps {
  readonly scope: Scope
  readonly report: ReportWriter
  /** Groups and scope tags that only an id tells of are made up (K36). */
  readonly placeholders: boolean
  /** Makes an object of a set, and gives its id. */
  make(set: string, body: Entity): Work<string>
}

export class Finder {
  readonly #deps: FinderDeps
  /** What has been found, by kind, type and name or id. */
  readonly #known = new Map<string, string | undefined>()

  constructor(deps: FinderDeps) {
    this.#deps = deps
  }

  /** Puts what an object mentions where it belongs, or tells that it is not there. */
  *resolve(mention: Mention, { place, text, name: of }: Pick<Brought, 'place' | 'text' | 'name'>): Work<void> {
    const { report } = this.#deps
    const { kind, id, name, type } = mention
    const key = [kind, type, name ?? `#${id}`].join('\n')
    if (!this.#known.has(key)) this.#known.set(key, yield* this.#find(mention, place))
    const found = this.#known.get(key)
    if (found !== undefined && name !== undefined) report.byName += 1
    if (found === undefined)
      report.unresolved({ ...place, line: lineOf(text, name ?? id ?? of) ?? place.line }, mention, of)
    // An id that leads nowhere stays as it is in the backup (K36).
    if (found !== undefined || id !== undefined) mention.put(found ?? id ?? '')
    else mention.drop()
  }

  *#find(mention: Mention, place: Place): Work<string | undefined> {
    const { kind, id, name } = mention
    const { scope } = this.#deps
    const set = SETS[kind]
    if (name !== undefined) return (yield* this.#byName(mention, name, place)) ?? (yield* this.#newGroup(mention))
    if (id === undefined) return undefined
    if (yield* scope.store.exists(scope.model.resourceAt(set), [id])) return id
    const named = mention.alias === undefined ? undefined : yield* this.#byName(mention, mention.alias, place)
    if (named !== undefined) return named
    return yield* this.#placeholder(kind, id)
  }

  *#byName({ kind, type }: Mention, name: string, place: Place): Work<string | undefined> {
    const { scope, report } = this.#deps
    const items = yield* itemsAt(scope, scope.model.resourceAt(SETS[kind]), [], {
      filter: `displayName eq ${quoted(name)}`,
    })
    const named = items.filter(({ entity }) => entity['displayName'] === name)
    const [first, ...others] = named.filter(({ entity }) => type === undefined || entity['@odata.type'] === type)
    if (others.length > 0) {
      const ids = [first, ...others].map((item) => String(item?.entity['id'])).join(', ')
      report.remark({ ...place, detail: `${others.length + 1} have the name '${name}' (${ids}); the first one counts` })
    }
    return first === undefined ? undefined : String(first.entity['id'])
  }

  /** Groups of which nothing but the name is known, and the rule of dynamic ones (K17). */
  *#newGroup({ kind, name = '', membershipRule }: Mention): Work<string | undefined> {
    if (kind !== 'group') return undefined
    const { scope } = this.#deps
    return yield* this.#makeGroup(nameId(scope.tenantId, 'groups', name), name, membershipRule)
  }

  *#placeholder(kind: Mentioned, id: string): Work<string | undefined> {
    if (!this.#deps.placeholders) return undefined
    if (kind === 'group') return yield* this.#makeGroup(id, `Imported group ${id.slice(0, 8)}`)
    if (kind !== 'scope tag') return undefined
    return yield* this.#make(kind, id, { id, displayName: `Imported tag ${id}`, description: '' })
  }

  *#make(kind: Mentioned, name: string, body: Entity): Work<string | undefined> {
    const { make, report } = this.#deps
    const made: { id?: string } = {}
    const reason = yield* orRefused(function* () {
      made.id = yield* make(SETS[kind], body)
    })
    if (reason !== undefined) report.leftOut({ file: '', detail: `the ${kind} '${name}': ${reason}` })
    return made.id
  }

  *#makeGroup(id: string, name: string, membershipRule?: string): Work<string | undefined> {
    const dynamic = membershipRule !== undefined
    const made = yield* this.#make('group', name, {
      id,
      displayName: name,
      groupTypes: dynamic ? ['DynamicMembership'] : [],
      ...(dynamic && { membershipRule, membershipRuleProcessingState: 'On' }),
      mailEnabled: false,
      mailNickname: nicknameOf(name, id),
      securityEnabled: true,
    })
    if (made !== undefined) this.#deps.report.groupsMade += 1
    return made
  }
}

/** A name may have no letter that an address can have. */
function nicknameOf(name: string, id: string): string {
  const letters = name.replace(/[^A-Za-z0-9._-]/g, '').slice(0, 64)
  return letters === '' ? id.slice(0, 8) : letters
}
