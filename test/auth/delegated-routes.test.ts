/**
 * On behalf of a user both count: what the app was permitted, and what the user may do in Intune. For every route that
 * the declared model opens; the items need not exist, because a refusal comes before anything is looked up.
 */
import t from 'tap'
import { permissionsOf } from '../../src/auth/permissions.js'
import { declaredModel as model } from '../harness/declared-model.js'
import { VERSIONS } from '../../src/model/types.js'
import { listRoutes } from '../../src/routes/openapi-routes.js'
import type { ListedRoute } from '../../src/routes/openapi-routes.js'
import { defaultSwitches, profiles } from '../../src/services/profiles.js'
import type { IntuneRole } from '../../src/store/identity/users.js'
import { startEmulator, TENANT } from '../harness/emulator.js'
import type { Client, Response } from '../harness/emulator.js'
import { addUser } from '../harness/given.js'
import { signToken, userClaims } from '../harness/tokens.js'

const KEY = '00000000-0000-4000-a000-00000000ffff'

type Granted = 'nothing' | 'reading' | 'writing'

const WRITES = new Set(['create', 'create single', 'update', 'delete', 'action', 'add reference', 'remove reference'])

/** What the refusal says (section 7.5 of Microsoft's own list of forms); undefined if there is none. */
function refusalOf(route: ListedRoute, granted: Granted, role: IntuneRole): { code: string; text: string } | undefined {
  const { resource } = route.path
  if (resource === undefined) return undefined
  const writes = WRITES.has(route.operation) && route.path.operation?.reads !== true
  const permitted = granted === 'writing' || (granted === 'reading' && !writes)
  if (resource.backend.kind === 'directory')
    return permitted && (!writes || role === 'administrator' || resource.path === 'me')
      ? undefined
      : { code: 'Authorization_RequestDenied', text: 'Insufficient privileges to complete the operation.' }
  const { delegated: needed } = permissionsOf(route.path, route.method, writes)
  if (!permitted)
    return {
      code: 'Forbidden',
      text: `Application is not authorized to perform this operation. Application must have one of the following scopes: ${needed.join(', ')}`,
    }
  const able = role === 'administrator' || (role === 'readOnly' && !writes)
  return able ? undefined : { code: 'Forbidden', text: 'User is not authorized to perform this operation' }
}

function scopesOf(granted: Granted): string[] {
  const writing = new Set(model.resources.flatMap(({ permissions }) => permissions?.write ?? []))
  const reading = model.resources
    .flatMap(({ permissions }) => permissions?.read ?? [])
    .filter((name) => !writing.has(name))
  if (granted === 'nothing') return ['Mail.Read']
  return granted === 'reading' ? [...new Set(reading)] : [...writing, ...reading]
}

/** Intune's services put what they say into a document of its own. */
function textOf(response: Response): { code: string; text: string } {
  const { code, message } = response.json<{ error: { code: string; message: string } }>().error
  if (!message.startsWith('{')) return { code, text: message }
  const { Message: text = '' } = JSON.parse(message) as { Message?: string }
  return { code, text: text.split(' - Operation ID')[0] ?? '' }
}

t.test('delegated calls need the permission and the role, on every route', async (t) => {
  const { store, withToken, errors } = await startEmulator(t)
  const clients = new Map<string, Client>()
  for (const role of ['none', 'readOnly', 'administrator'] as const) {
    const oid = await addUser(store, TENANT, role)
    for (const granted of ['nothing', 'reading', 'writing'] as const) {
      const scp = scopesOf(granted).join(' ')
      clients.set(`${role} ${granted}`, withToken(await signToken(store, userClaims(TENANT, oid, scp))))
    }
  }
  for (const version of VERSIONS) {
    const wrong: unknown[] = []
    let refused = 0
    for (const route of listRoutes(model, version, profiles.documented, defaultSwitches)) {
      // It ends the sign-ins that the tokens of this test are made of.
      if (route.path.resource?.path === 'me' && route.path.operation?.name === 'revokeSignInSessions') continue
      const url = `/${version}${route.template.replaceAll('{property}', 'id').replace(/\{[^}]*\}/g, KEY)}`
      for (const [name, client] of clients) {
        const [role, granted] = name.split(' ') as [IntuneRole, Granted]
        const expected = refusalOf(route, granted, role)
        const body = route.method === 'GET' || route.method === 'DELETE' ? undefined : {}
        const response = await client.send(route.method, url, body)
        if (expected !== undefined) refused += 1
        const fits =
          expected === undefined
            ? response.statusCode !== 403 && response.statusCode < 500
            : response.statusCode === 403 && JSON.stringify(textOf(response)) === JSON.stringify(expected)
        if (!fits) wrong.push({ method: route.method, url, name, expected, got: response.body.slice(0, 300) })
      }
    }
    t.strictSame(wrong.slice(0, 5), [], version)
    t.ok(refused > 500, `${refused} refusals in ${version}`)
  }
  t.strictSame(errors, [], 'nothing is logged as an error')
})
