/** The model of a version, as the server tells it. Types are texts with marks behind the name. */
import { useQuery } from '@tanstack/react-query'
import type { CompactModel, CompactOperation, CompactResource } from '../../../src/model/compact'
import { useSession } from '../session/session'
import { BASE } from '../settings'
import { ownOf } from './own'

export type Version = CompactModel['version']
export type Resource = CompactResource
export type Operation = CompactOperation

export interface Member {
  readonly name: string
  readonly type: string
  readonly collection: boolean
  readonly nullable: boolean
  /** Set by the service. */
  readonly computed: boolean
  /** A new object has to say it. */
  readonly required: boolean
}

export function readMember(name: string, text: string): Member {
  const [, type = '', marks = ''] = /^([^*?!+]+)(.*)$/.exec(text) ?? []
  const has = (mark: string): boolean => marks.includes(mark)
  return { name, type, collection: has('*'), nullable: has('?'), computed: has('!'), required: has('+') }
}

const CONTENTS = new Set([
  'settings',
  'scheduledActionsForRule',
  'scheduledActionConfigurations',
  'definitionValues',
  'presentationValues',
  'localizedNotificationMessages',
  'apps',
  'items',
])

export class Model {
  readonly version: Version
  readonly resources: readonly Resource[]
  readonly #byPath: ReadonlyMap<string, Resource>
  readonly #model: CompactModel
  readonly #members = new Map<string, readonly Member[]>()
  readonly #derived = new Map<string, string[]>()

  constructor(model: CompactModel) {
    this.#model = model
    this.version = model.version
    this.resources = model.resources
    this.#byPath = new Map(model.resources.map((resource) => [resource.path.toLowerCase(), resource]))
    for (const [name, { base }] of Object.entries(model.types))
      if (base !== undefined) this.#derived.set(base, [...(this.#derived.get(base) ?? []), name])
  }

  resourceAt(path: string): Resource | undefined {
    return this.#byPath.get(path.toLowerCase())
  }

  has(type: string): boolean {
    return Object.hasOwn(this.#model.types, type)
  }

  /** The members of an enum; undefined where the type is none. */
  enumOf(type: string): { readonly members: readonly string[]; readonly flags?: true } | undefined {
    return ownOf(this.#model.enums, type)
  }

  isAbstract(type: string): boolean {
    return this.#model.types[type]?.abstract === true
  }

  /** Own and inherited, those of the base first. */
  membersOf(type: string): readonly Member[] {
    let known = this.#members.get(type)
    if (known === undefined) {
      const declared = ownOf(this.#model.types, type)
      const inherited = declared?.base === undefined ? [] : this.membersOf(declared.base)
      const own = Object.entries(declared?.properties ?? {}).map(([name, text]) => readMember(name, text))
      const names = new Set(own.map(({ name }) => name))
      this.#members.set(type, (known = [...inherited.filter(({ name }) => !names.has(name)), ...own]))
    }
    return known
  }

  /** Navigation properties, own and inherited. */
  navigationOf(type: string): readonly { readonly name: string; readonly target: string; readonly many: boolean }[] {
    return this.#lineage(type).flatMap((each) =>
      Object.entries(this.#model.types[each]?.navigation ?? {}).map(([name, text]) => ({
        name,
        target: text.replace('*', ''),
        many: text.endsWith('*'),
      })),
    )
  }

  /** What clients send inside a new object, besides its members: objects of its own. */
  contentsOf(type: string): readonly Member[] {
    return this.navigationOf(type)
      .filter(({ name }) => CONTENTS.has(name))
      .map(({ name, target, many }) => ({
        name,
        type: target,
        collection: many,
        nullable: !many,
        computed: false,
        required: false,
      }))
  }

  /** What a body may say of a new object. */
  fieldsOf(type: string): readonly Member[] {
    const id = this.#model.types[type]?.kind === 'entity' ? 'id' : undefined
    const members = this.membersOf(type).filter(({ name, computed }) => !computed && name !== id)
    return [...members, ...this.contentsOf(type)]
  }

  operationsOf(type: string): readonly Operation[] {
    return this.#lineage(type).flatMap((each) => this.#model.types[each]?.operations ?? [])
  }

  /** The type and its bases, those first. */
  #lineage(type: string): string[] {
    const found: string[] = []
    for (let at: string | undefined = type; at !== undefined && this.has(at); at = this.#model.types[at]?.base)
      found.unshift(at)
    return found
  }

  /** What a value of a type may be: the concrete types among it and all that derive from it. */
  concreteTypes(type: string): readonly string[] {
    const found = [type]
    for (const each of found) found.push(...(this.#derived.get(each) ?? []))
    return found.filter((each) => !this.isAbstract(each))
  }
}

export function useModel(version: Version): { readonly data: Model | undefined; readonly error: Error | null } {
  const session = useSession()
  return useQuery({
    queryKey: ['model', version],
    queryFn: async () => new Model(await session.get<CompactModel>(`${BASE}/model/${version}.json`)),
    staleTime: Infinity,
    gcTime: Infinity,
  })
}

/** The type that an object says of itself, without the namespace of Graph; else what is declared. */
export function typeOf(value: unknown, declared: string): string {
  const said =
    typeof value === 'object' && value !== null ? (value as Record<string, unknown>)['@odata.type'] : undefined
  return typeof said === 'string' ? said.replace(/^#(microsoft\.graph\.)?/, '') : declared
}

export function annotationOf(type: string): string {
  return `#${type.includes('.') && !type.startsWith('deviceManagement.') ? '' : 'microsoft.graph.'}${type}`
}
