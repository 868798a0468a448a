import { historyText } from '../../services/history/render.js'
import type { History, Version } from '../../services/history/version.js'
import { tenantPath, verb } from './command.js'
import { TENANT, words } from './flags.js'

/** The one verb of `intunite history`. */
export const HISTORY = verb({
  summary: 'Show who changed an object, or the objects of a set, when and how, newest first.',
  takes: ['path'],
  settings: { tenant: TENANT, top: words('--top', 'number', 'Changes at most: 100 unless given.') },
  request: ({ words: [path], values: { tenant, top } }) => ({
    method: 'GET',
    path: tenantPath(tenant, 'history'),
    query: { path, top },
  }),
  show: (_given, { value, ...rest }: Omit<History, 'versions'> & { value: Version[] }) =>
    historyText({ ...rest, versions: value }),
})
