/** App categories: what the declaration promises, over HTTP. */
import t from 'tap'
import { startEmulator, WRITE_APPS } from '../harness/emulator.js'

const CATEGORIES = '/v1.0/deviceAppManagement/mobileAppCategories'

interface Category {
  readonly id: string
  readonly displayName: string | null
  readonly lastModifiedDateTime: string
}

t.test('a category is created, read, renamed and deleted', async (t) => {
  const { admin } = await startEmulator(t)
  const created = await admin.post(CATEGORIES, {
    '@odata.type': '#microsoft.graph.mobileAppCategory',
    displayName: 'Books',
  })
  t.equal(created.statusCode, 201)
  const { id, lastModifiedDateTime } = created.json<Category>()
  t.equal(created.headers['location'], `http://localhost:8080/v1.0/deviceAppManagement/mobileAppCategories('${id}')`)

  const read = await admin.get(`${CATEGORIES}/${id}`)
  t.strictSame(read.json(), {
    '@odata.context': 'http://localhost:8080/v1.0/$metadata#deviceAppManagement/mobileAppCategories/$entity',
    '@odata.type': '#microsoft.graph.mobileAppCategory',
    id,
    displayName: 'Books',
    lastModifiedDateTime,
  })

  const renamed = await admin.patch(`${CATEGORIES}/${id}`, { displayName: 'Books and papers' })
  t.match(renamed.json(), { id, displayName: 'Books and papers' })
  t.ok(renamed.json<Category>().lastModifiedDateTime > lastModifiedDateTime)

  t.equal((await admin.delete(`${CATEGORIES}/${id}`)).statusCode, 204)
  t.equal((await admin.get(`${CATEGORIES}/${id}`)).statusCode, 404)
})

t.test('categories are listed, filtered and counted in both versions', async (t) => {
  // Without the built-in ones.
  const admin = await (await (await startEmulator(t)).newTenant()).as(WRITE_APPS)
  for (const displayName of ['Books', 'Games', null]) await admin.post(CATEGORIES, { displayName })
  for (const version of ['v1.0', 'beta']) {
    const url = `/${version}/deviceAppManagement/mobileAppCategories`
    const listed = await admin.get(`${url}?$orderby=displayName desc&$select=displayName&$count=true`)
    t.match(listed.json(), {
      '@odata.count': 3,
      value: [{ displayName: 'Games' }, { displayName: 'Books' }, { displayName: null }],
    })
    const filtered = await admin.get(`${url}?$filter=startswith(displayName,'BOO')`)
    t.strictSame(
      filtered.json<{ value: Category[] }>().value.map(({ displayName }) => displayName),
      ['Books'],
    )
    t.equal((await admin.get(`${url}/$count`)).body, '3')
  }
})

t.test('what a category does not have is refused, and nothing is stored', async (t) => {
  const { admin, reader } = await startEmulator(t)
  t.equal((await admin.post(CATEGORIES, { name: 'Books' })).statusCode, 400)
  t.equal((await admin.post(CATEGORIES, { displayName: 5 })).statusCode, 400)
  t.equal((await reader.post(CATEGORIES, { displayName: 'Books' })).statusCode, 403)
  t.equal((await admin.get(`${CATEGORIES}/not-a-guid`)).statusCode, 400)
  t.equal((await reader.get(`${CATEGORIES}/$count`)).body, '9', 'the built-in ones')
})
