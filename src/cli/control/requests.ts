import type { Hint } from '../../services/requests/hints/hint.js'
import type { ShownPage, ShownPrivilege, WholeRequest } from '../../services/requests/shown.js'
import { verb } from './command.js'
import type { Verb } from './command.js'
import { only, switchOn, words } from './flags.js'
import { leastPrivilegeText, hintsText, lineOf, requestText } from './requests-text.js'

const TENANT = words(
  '--tenant',
  'tenant',
  'Tenant, by id or domain, or none for requests of no known tenant: all unless given.',
)
const APP = words('--app', 'app', 'Client id or name of an app; a name is looked up in the tenant.')
const SINCE = words('--since', 'time', 'Only what came since then: 2026-03-02T08:00:00Z.')

/** What is given as it is. */
const TEXTS = {
  tenant: TENANT,
  app: APP,
  user: words('--user', 'user', 'Id or sign-in name of a user.'),
  path: words(
    '--path',
    'pattern',
    'A path; * stands for a segment or a part of one, ** for any number: deviceManagement/**',
  ),
  status: words('--status', 'status', '404 or 4xx, several separated by commas.'),
  method: words('--method', 'method', 'GET, or several separated by commas.'),
  text: words('--text', 'text', 'A text in the URL, or in why it was refused.'),
  since: SINCE,
  top: words('--top', 'number', 'How many: 100 unless given, 1000 at most.'),
}
const SWITCHES = {
  refused: switchOn('--refused', 'Only what was refused.'),
  pinned: switchOn('--pinned', 'Only what is pinned.'),
}

/** Seconds for which a server is asked to wait for new requests. */
const WAIT = '30'

const LIST = verb({
  summary: 'List the requests of clients, oldest first: what was asked, by whom, and why it was refused.',
  takes: [],
  settings: {
    ...TEXTS,
    ...SWITCHES,
    follow: switchOn('--follow', 'Go on with new ones as they come, until interrupted.'),
    har: switchOn('--har', 'As an HTTP Archive.'),
    http: switchOn('--http', 'As a .http file, to be sent again.'),
  },
  request: ({ values: { har, http, ...filter } }) => ({
    method: 'GET',
    path: har === '1' ? '/requests/har' : http === '1' ? '/requests/http' : '/requests',
    query: queryOf(filter),
  }),
  text: ({ values: { har, http } }) => har === '1' || http === '1',
  show: (_given, { value }: ShownPage, colour) =>
    [...value]
      .reverse()
      .map((each) => lineOf(each, colour))
      .join(''),
  next({ values: { follow, har, http, ...filter } }, page: ShownPage) {
    if (follow !== '1' || har === '1' || http === '1') return undefined
    return {
      method: 'GET',
      path: '/requests',
      query: { ...queryOf(filter), after: String(page.newest), wait: WAIT, top: '1000' },
    }
  },
  showNext: (_given, { value }: ShownPage, colour) => value.map((each) => lineOf(each, colour)).join(''),
})

type Text = keyof typeof TEXTS
type Filter = Readonly<Record<Text, string | undefined>> & Readonly<Record<keyof typeof SWITCHES, string>>

function queryOf({ refused, pinned, ...texts }: Filter): Record<string, string | undefined> {
  return {
    ...only(Object.keys(TEXTS) as Text[], texts),
    refused: refused === '1' ? 'true' : undefined,
    pinned: pinned === '1' ? 'true' : undefined,
  }
}

const PATH = (id: string | undefined, below = ''): string => `/requests/${encodeURIComponent(id ?? '')}${below}`

/** Without a verb, `list` is meant. */
export const REQUEST_VERBS: Readonly<Record<string, Verb>> = {
  list: LIST,
  show: verb({
    summary: 'Show a request with its bodies, the permissions that it needed and had, and the parts of a batch.',
    takes: ['request'],
    settings: {},
    request: ({ words: [id] }) => ({ method: 'GET', path: PATH(id) }),
    show: (_given, request: WholeRequest) => requestText(request),
  }),
  pin: verb({
    summary: 'Keep a request when others of its age are removed.',
    takes: ['request'],
    settings: {},
    request: ({ words: [id] }) => ({ method: 'POST', path: PATH(id, '/pin') }),
    say: ({ words: [id] }) => `the request ${id} stays`,
  }),
  unpin: verb({
    summary: 'Let a request go with others of its age.',
    takes: ['request'],
    settings: {},
    request: ({ words: [id] }) => ({ method: 'DELETE', path: PATH(id, '/pin') }),
    say: ({ words: [id] }) => `the request ${id} goes with others of its age`,
  }),
  clear: verb({
    summary: 'Empty the journal, but for what is pinned.',
    takes: [],
    settings: { tenant: TENANT },
    request: ({ values: { tenant } }) => ({ method: 'DELETE', path: '/requests', query: { tenant } }),
    say: () => 'the journal is empty',
  }),
  'least-privilege': verb({
    summary: 'Say which permissions the requests of an app needed, and how to grant just those.',
    takes: [],
    settings: { tenant: TENANT, app: APP, since: SINCE },
    request: ({ values: { tenant, app, since } }) => ({
      method: 'GET',
      path: '/requests/least-privilege',
      query: { tenant, app, since },
    }),
    show: (_given, { value }: { value: readonly ShownPrivilege[] }) => leastPrivilegeText(value),
  }),
  hints: verb({
    summary: 'Say what the requests of clients could do better.',
    takes: [],
    settings: { tenant: TENANT, app: APP, since: SINCE },
    request: ({ values: { tenant, app, since } }) => ({
      method: 'GET',
      path: '/requests/hints',
      query: { tenant, app, since },
    }),
    show: (_given, { value }: { value: readonly Hint[] }) => hintsText(value),
  }),
}
