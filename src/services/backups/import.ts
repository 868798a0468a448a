/** Imports a backup into a tenant: all of it in one transaction, in the order in which objects refer to others (K14). */
import { addPair } from '../bindings.js'
import { createEntity, readChanges, readNewEntity, updateEntity } from '../entities.js'
import { newItemBudget } from '../item-budget.js'
import { itemsAt, quoted } from '../items.js'
import type { Entity } from '../../model/payload.js'
import type { Issue } from '../../model/issues.js'
import type { Resource } from '../../model/model.js'
import { takesReferences } from '../../model/resources.js'
import type { EntityType } from '../../model/types.js'
import { amid } from '../../store/work.js'
import type { Work } from '../../store/work.js'
import type { Scope } from '../scope.js'
import { TransferError } from '../transfer/errors.js'
import type { Brought, FormatName, Reading } from './backup.js'
import { mayShow, showAsTold } from './as-told.js'
import { BackupError, placeOf } from './errors.js'
import { Finder } from './find-mentioned.js'
import { UNKNOWN } from './known-members.js'
import { nameId } from './name-ids.js'
import type { BackupReport } from './report.js'
import { ReportWriter } from './report.js'
import { scopeOfBackup } from './scope.js'
import type { ScopeDeps } from './scope.js'
import { NAMED_ONCE, nameMember, rankOf } from './sets.js'
import { concreteType, idOf, knownBody, orRefused, reasonOf, writeObject } from './write-object.js'
import { ID_ALONE } from '../../store/layout/shape.js'

export interface ImportOptions {
  readonly dryRun: boolean
  /** Groups and scope tags that only an id tells of are made up. */
  readonly placeholders: boolean
  /** Files that cannot be read are left out; without it nothing is imported then. */
  readonly lenient: boolean
}

/** Thrown at the end of a dry run, so that nothing of it is stored. */
export class DryRun extends Error {
  readonly report: BackupReport

  constructor(report: BackupReport) {
    super('nothing is stored')
    this.report = report
  }
}

/** To be run as a transaction. */
export function* importBackup(
  deps: ScopeDeps,
  tenantId: string,
  { name: format }: { readonly name: FormatName },
  reading: Reading,
  options: ImportOptions,
): Work<BackupReport> {
  const done = yield* amid(new Import(deps, tenantId, format, options).run(reading))
  if (options.dryRun) throw new DryRun(done)
  return done
}

class Import {
  readonly #scope: Scope
  readonly #report: ReportWriter
  readonly #finder: Finder
  readonly #options: ImportOptions
  /** What ids are made of, and how many of them have been. */
  #seed: readonly string[] = []
  #made = 0
  readonly #unreadable: Issue[] = []
  /** New apps that are related to others, with their ids. */
  readonly #related: (readonly [id: string, app: Brought])[] = []

  constructor(deps: ScopeDeps, tenantId: string, format: FormatName, options: ImportOptions) {
    this.#options = options
    this.#report = new ReportWriter(format)
    this.#scope = scopeOfBackup(deps, tenantId, () => nameId(...this.#seed, String(this.#made++)))
    this.#finder = new Finder({
      scope: this.#scope,
      report: this.#report,
      placeholders: options.placeholders,
      make: (set, body) => this.#make(set, body),
    })
  }

  *run({ entries, groups = [], leftOut, read }: Reading): Work<BackupReport> {
    for (const note of leftOut) this.#report.leftOut(note, false)
    for (const group of groups) yield* this.#bringGroup(group)
    const ordered = entries
      .map((entry, i) => ({ entry, rank: rankOf(entry.set), i }))
      .sort((a, b) => a.rank - b.rank || a.i - b.i)
    const later: Brought[] = []
    for (const { entry } of ordered)
      for (const each of this.#read(() => read(entry, (note) => this.#report.remark(note))))
        // One file may hold objects of several sets, some of which refer to objects of other files.
        if (rankOf(each.set) > rankOf(entry.set)) later.push(each)
        else yield* this.#bring(each)
    for (const each of later.sort((a, b) => rankOf(a.set) - rankOf(b.set))) yield* this.#bring(each)
    for (const [id, brought] of this.#related) {
      yield* this.#relate(id, brought)
      yield* this.#refer(id, brought)
    }
    if (this.#unreadable.length > 0) throw notReadable(this.#unreadable)
    return this.#report.done(this.#options.dryRun)
  }

  /** A file that cannot be read is noted; the others are looked at all the same. */
  #read(read: () => Brought[]): Brought[] {
    try {
      return read()
    } catch (error) {
      if (!(error instanceof BackupError)) throw error
      const note = { file: error.file ?? '', line: error.line, detail: error.reason }
      if (this.#options.lenient) this.#report.leftOut(note)
      else this.#unreadable.push({ pointer: placeOf(note), detail: note.detail })
      return []
    }
  }

  *#bringGroup(group: Entity): Work<void> {
    const { id, displayName } = group
    if (typeof id !== 'string' || typeof displayName !== 'string') return
    const resource = this.#scope.model.resourceAt('groups')
    if (yield* this.#scope.store.exists(resource, [id.toLowerCase()])) return this.#report.count('groups', 'there')
    const reason = yield* orRefused(() => this.#makeOne('groups', group))
    this.#report.count('groups', reason === undefined ? 'made' : 'leftOut')
    if (reason !== undefined) this.#report.leftOut({ file: `Groups/${displayName}.json`, detail: reason })
  }

  *#makeOne(set: string, body: Entity): Work<void> {
    yield* this.#make(set, body)
  }

  *#make(set: string, body: Entity): Work<string> {
    const resource = this.#scope.model.resourceAt(set)
    const type = concreteType(this.#scope, resource, body)
    const known = knownBody(this.#scope, resource, type, body, () => undefined)
    const id = yield* idOf(this.#scope, resource, type, known)
    yield* writeObject(this.#scope, resource, type, known, id, [])
    return id
  }

  *#bring(brought: Brought): Work<void> {
    const { set, name, place } = brought
    const refuse = (reason: string): void => {
      this.#report.count(set, 'leftOut')
      this.#report.leftOut({ ...place, detail: `'${name}' (${set}): ${reason}` })
    }
    const resource = this.#scope.model.findResource(set)
    if (resource === undefined) return refuse('this version has no such set')
    let type: EntityType
    try {
      type = concreteType(this.#scope, resource, brought.body)
    } catch (error) {
      const reason = reasonOf(error)
      if (reason === undefined) throw error
      return refuse(reason)
    }
    for (const mention of brought.mentions) yield* this.#finder.resolve(mention, brought)
    this.#seed = [this.#scope.tenantId, set, type.name, name]
    // Each object is what a request may be.
    Object.assign(this.#scope.items, newItemBudget())
    this.#made = 0
    const outcome = { there: false }
    const reason = yield* orRefused(() => this.#bringKnown(resource, type, brought, outcome))
    if (reason !== undefined) return refuse(reason)
    this.#report.count(set, outcome.there ? 'there' : 'made')
    if (!outcome.there) this.#report.secrets += secretsIn(brought.body)
  }

  *#bringKnown(resource: Resource, type: EntityType, brought: Brought, outcome: { there: boolean }): Work<void> {
    const { set, name, place, body, assignments } = brought
    const dropped = new Map<string, number>()
    const extra = new Set<string>()
    const known = knownBody(this.#scope, resource, type, body, (path, reason) => {
      if (reason === UNKNOWN && mayShow(resource, type, path, body[path])) return void extra.add(path)
      const what = `${path.replace(/^.*\//, '')}: ${reason}`
      dropped.set(what, (dropped.get(what) ?? 0) + 1)
    })
    const there = yield* this.#existing(resource, type, set, name, known)
    outcome.there = there !== undefined
    if (there !== undefined) return yield* this.#changeBuiltIn(resource, there, known)
    const id = yield* idOf(this.#scope, resource, type, known)
    if (yield* this.#scope.store.exists(resource, [id])) return void (outcome.there = true)
    yield* writeObject(this.#scope, resource, type, known, id, assignments)
    yield* showAsTold(this.#scope, resource, type, id, { body, assignments, extra })
    if ([brought.relationships, brought.references].some((each) => (each?.length ?? 0) > 0))
      this.#related.push([id, brought])
    for (const [what, times] of dropped)
      this.#report.leftOut(
        { ...place, detail: `'${name}' (${set}): ${what}${times === 1 ? '' : ` (${times} times)`}` },
        false,
      )
  }

  /** What is said of an app that is not there is noted, and left out. */
  *#relate(id: string, app: Brought): Work<void> {
    const scope = this.#scope
    const resource = scope.model.findResource(`${app.set}/relationships`)
    if (resource === undefined) return
    for (const { body, mention } of app.relationships ?? []) {
      yield* this.#finder.resolve(mention, app)
      if (!(yield* scope.store.exists(scope.model.resourceAt(app.set), [String(body['targetId'])]))) continue
      const reason = yield* orRefused(function* () {
        yield* createEntity(scope, resource, [id], readNewEntity(scope, resource, body), ID_ALONE)
      })
      if (reason !== undefined)
        this.#report.leftOut({ ...app.place, detail: `'${app.name}' (${resource.path}): ${reason}` })
    }
  }

  *#refer(id: string, brought: Brought): Work<void> {
    const { set, name, place, references = [] } = brought
    const children = this.#scope.model.resourceAt(set).children
    const refuse = (reason: string): void =>
      this.#report.leftOut({ ...place, detail: `'${name}' (${set}): ${reason}` }, false)
    for (const { navigation, mention, found } of references) {
      yield* this.#finder.resolve(mention, brought)
      const child = children.get(navigation.toLowerCase())
      if (child === undefined || !takesReferences(child)) {
        refuse(`'${navigation}' refers to nothing`)
        continue
      }
      for (const other of found) {
        const reason = yield* orRefused(() => addPair(this.#scope, child, [id], other, navigation))
        if (reason !== undefined) refuse(reason)
      }
    }
  }

  /** The id of the object of the tenant that the one of the backup is. */
  *#existing(resource: Resource, type: EntityType, set: string, name: string, body: Entity): Work<string | undefined> {
    const told = body['id']
    if (typeof told === 'string' && (yield* this.#scope.store.exists(resource, [told]))) return told
    if (typeof told === 'string' && !NAMED_ONCE.has(set)) return undefined
    const member = nameMember(set)
    const items = yield* itemsAt(this.#scope, resource, [], { filter: `${member} eq ${quoted(name)}` })
    const same = items.find((item) => item.type === type && item.entity[member] === name)
    return same === undefined ? undefined : String(same.entity['id'])
  }

  /** What every tenant is born with is no new object, but may be another one than it was. */
  *#changeBuiltIn(resource: Resource, id: string, body: Entity): Work<void> {
    const { model, tenantId, store } = this.#scope
    const own = model.builtIn(tenantId).find(({ path }) => path === resource.path)
    if (own?.entities.some((entity) => entity['id'] === id) !== true) return
    const stored = yield* store.load(resource, [id])
    if (stored === undefined) return
    const { id: _id, displayName: _name, description: _description, ...wanted } = body
    const changed = Object.entries(wanted).filter(
      ([name, value]) =>
        Object.hasOwn(stored.entity, name) && JSON.stringify(stored.entity[name]) !== JSON.stringify(value),
    )
    if (changed.length === 0) return
    const changes = readChanges(this.#scope, resource, {
      '@odata.type': wanted['@odata.type'],
      ...Object.fromEntries(changed),
    })
    yield* updateEntity(this.#scope, resource, [id], changes, ID_ALONE)
  }
}

/** Files that are named, at most. */
const ENOUGH = 20

function notReadable(issues: readonly Issue[]): TransferError {
  const files = issues.length === 1 ? 'a file' : `${issues.length} files`
  return new TransferError('invalid', `nothing is imported: ${files} cannot be read`, issues.slice(0, ENOUGH))
}

const SECRET_TYPES = /^#microsoft\.graph\.omaSetting(?:String|Base64|StringXml)$/

/** Values that the service hides from readers. */
function secretsIn({ omaSettings }: Entity): number {
  if (!Array.isArray(omaSettings)) return 0
  return (omaSettings as Entity[]).filter((each) => SECRET_TYPES.test(String(each?.['@odata.type']))).length
}
