/**
 * Terms of use: an agreement has files, one for each language, which are read as the languages of its `file` as well. That is the
 * default one; where none is marked, it is the first.
 *
 * @see https://learn.microsoft.com/graph/api/resources/agreement
 * @see https://learn.microsoft.com/graph/api/agreementfile-list-localizations
 */
import { directoryBadRequest } from '../../errors.js'
import { complete } from '../../model/payload.js'
import type { Resource } from '../../model/model.js'
import { itemsAt } from '../items.js'
import type { Contained, NewEntity } from '../new-entity.js'
import type { Rules } from './rules.js'

export const agreement: Rules = {
  /** What a body says of its `file` is one more of its files, or several languages of it. */
  contained(_scope, contained, occasion) {
    const files = contained.flatMap(({ resource, items }) => {
      if (resource.name === 'files') return items
      return resource.name === 'file' ? items.flatMap((file) => languagesOf(file, filesBeside(resource))) : []
    })
    const [first, ...others] = files
    if (occasion === 'new' && first === undefined)
      throw directoryBadRequest(
        "The property 'file' or 'files' of an agreement is required: it has no document.",
        'file',
      )
    const beside = contained.find(({ resource }) => resource.name === 'file' || resource.name === 'files')
    if (first === undefined || beside === undefined) return contained
    const isMarked = files.some(({ values }) => values['isDefault'] === true)
    const marked = isMarked ? first : { ...first, values: { ...first.values, isDefault: true } }
    const rest = contained.filter(({ resource }) => resource.name !== 'file' && resource.name !== 'files')
    return [...rest, { resource: filesBeside(beside.resource), items: [marked, ...others] }]
  },
}

function filesBeside({ parent }: Resource): Resource {
  const files = parent?.children.get('files')
  if (files === undefined) throw new Error('an agreement has files')
  return files
}

function languagesOf(file: NewEntity, { type }: Resource): readonly NewEntity[] {
  const languages = file.contained.find(({ resource }: Contained) => resource.name === 'localizations')
  return languages?.items ?? [{ ...file, type, contained: [] }]
}

export const agreementFile: Rules = {
  counts: () => true,

  *absent(scope, { resource, keys }) {
    const files = filesBeside(resource)
    const [marked] = yield* itemsAt(scope, files, keys, { filter: 'isDefault eq true', firstBy: 'createdDateTime' })
    const [file = marked] =
      marked === undefined ? yield* itemsAt(scope, files, keys, { firstBy: 'createdDateTime' }) : []
    return file && complete(resource.type, file.entity)
  },
}
