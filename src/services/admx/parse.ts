/**
 * Administrative templates: what an ADMX file says of its policies, with the texts of an ADML file. Only what the catalog
 * shows is read: names, texts and categories, and none of the registry.
 *
 * @see https://learn.microsoft.com/previous-versions/windows/desktop/policy/admx-schema
 */

export interface AdmxPolicy {
  readonly name: string
  readonly displayName: string
  readonly explainText: string
  readonly classType: 'user' | 'machine'
  /** Name of its category, if that is in the same file. */
  readonly category: string | undefined
  readonly supportedOn: string
}

export interface AdmxCategory {
  readonly name: string
  readonly displayName: string
  readonly parent: string | undefined
}

export interface AdmxFile {
  readonly prefix: string
  readonly namespace: string
  readonly revision: string
  /** Namespaces of files that this one builds on. */
  readonly uses: readonly string[]
  readonly categories: readonly AdmxCategory[]
  readonly policies: readonly AdmxPolicy[]
}

interface Tag {
  readonly name: string
  readonly attributes: Readonly<Record<string, string>>
  readonly closes: boolean
  /** The text between this tag and the next one. */
  readonly text: string
}

// Each is over in a time that grows with the text alone, whatever the text is.
const TAG = /<(\/?)([\w.:-]+)(?=[\s/>])([^<>]*)>([^<]*)/g
const ATTRIBUTE = /(?<![\w.:-])([\w.:-]+)\s*=\s*(?:"([^"]*)"|'([^']*)')/g
const ENTITIES: Readonly<Record<string, string>> = { amp: '&', apos: "'", gt: '>', lt: '<', quot: '"' }

function* tagsIn(xml: string): Generator<Tag> {
  for (const [, slash, name = '', rest = '', text = ''] of xml.matchAll(TAG)) {
    const found = [...rest.matchAll(ATTRIBUTE)].map(([, key = '', a, b]) => [key, plain(a ?? b ?? '')] as const)
    yield { name: name.replace(/^.*:/, ''), attributes: Object.fromEntries(found), closes: slash === '/', text }
    if (rest.endsWith('/') && slash !== '/') yield { name, attributes: {}, closes: true, text: '' }
  }
}

function plain(text: string): string {
  return text.replaceAll(/&(\w+);/g, (whole, name: string) => ENTITIES[name] ?? whole)
}

/** The text of a file, which says how it is encoded by its first bytes. */
function textOf(base64: string): string {
  const bytes = Buffer.from(base64, 'base64')
  const [first, second] = bytes
  const text = first === 0xff && second === 0xfe ? bytes.toString('utf16le') : bytes.toString('utf8')
  return withoutComments(text)
}

function withoutComments(xml: string): string {
  const parts: string[] = []
  let from = 0
  for (let start = xml.indexOf('<!--'); start >= 0; start = xml.indexOf('<!--', from)) {
    parts.push(xml.slice(from, start))
    const end = xml.indexOf('-->', start)
    if (end < 0) return parts.join('')
    from = end + 3
  }
  return [...parts, xml.slice(from)].join('')
}

/** The texts of an ADML file by their ids. */
function textsIn(base64: string): ReadonlyMap<string, string> {
  const texts = new Map<string, string>()
  for (const { name, attributes, closes, text } of tagsIn(textOf(base64)))
    if (name === 'string' && !closes && attributes['id'] !== undefined) texts.set(attributes['id'], plain(text).trim())
  return texts
}

/** Undefined if the content is no ADMX file. */
export function readAdmx(content: string, language: string | undefined): AdmxFile | undefined {
  const texts = language === undefined ? new Map<string, string>() : textsIn(language)
  const shown = (text = ''): string => {
    const id = /^\$\(string\.(.+)\)$/.exec(text)?.[1]
    return id === undefined ? text : (texts.get(id) ?? id)
  }
  let head: Pick<AdmxFile, 'prefix' | 'namespace'> | undefined
  let revision: string | undefined
  const uses: string[] = []
  const categories: AdmxCategory[] = []
  const policies: AdmxPolicy[] = []
  let inPolicy = false
  for (const { name, attributes, closes } of tagsIn(textOf(content))) {
    if (closes) {
      if (name === 'policy') inPolicy = false
      continue
    }
    const { name: own = '', displayName, explainText, ref = '', prefix = '', namespace = '' } = attributes
    if (name === 'policyDefinitions') revision = attributes['revision'] ?? '1.0'
    else if (name === 'target') head = { prefix, namespace }
    else if (name === 'using') uses.push(namespace)
    else if (name === 'category') categories.push({ name: own, displayName: shown(displayName), parent: undefined })
    else if (name === 'policy') {
      inPolicy = true
      const classType = attributes['class']?.toLowerCase() === 'user' ? 'user' : 'machine'
      const texts = { displayName: shown(displayName), explainText: shown(explainText) }
      policies.push({ name: own, ...texts, classType, category: undefined, supportedOn: '' })
    } else if (name === 'parentCategory' && inPolicy) replaceLast(policies, { category: ref })
    else if (name === 'parentCategory') replaceLast(categories, { parent: ref })
    else if (name === 'supportedOn' && inPolicy) replaceLast(policies, { supportedOn: ref })
  }
  if (revision === undefined || head === undefined || head.prefix === '' || head.namespace === '') return undefined
  return { ...head, revision, uses, categories, policies }
}

function replaceLast<T>(list: T[], more: Partial<T>): void {
  const last = list.pop()
  if (last !== undefined) list.push({ ...last, ...more })
}
