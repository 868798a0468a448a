/** Relationships of apps, and the rules of Win32 apps: B167 and B168. */
import t from 'tap'
import { APPS, expecting, newApp, newWebApp, rowsAt, win32App } from '../harness/app-content.js'
import type { Row } from '../harness/app-content.js'
import { forEachEmulator, startEmulator } from '../harness/emulator.js'

await forEachEmulator(t, async (t, emulator) => {
  const { admin } = emulator

  await t.test('B167: relationships are shown from both ends, counted, and replaced as a whole', async (t) => {
    const [one, two, three] = await Promise.all(
      ['One', 'Two', 'Three'].map((displayName) => newWebApp(admin, { displayName })),
    )
    const dependency = {
      '@odata.type': '#microsoft.graph.mobileAppDependency',
      targetId: two,
      dependencyType: 'autoInstall',
    }
    const supersedence = {
      '@odata.type': '#microsoft.graph.mobileAppSupersedence',
      targetId: three,
      supersedenceType: 'replace',
    }
    const update = (app: string | undefined, relationships: object[]): Promise<Row> =>
      expecting(204, admin.post(`${APPS}/${app}/updateRelationships`, { relationships }))
    const at = (app: string | undefined, query = ''): Promise<Row[]> =>
      rowsAt(admin, `${APPS}/${app}/relationships${query}`)

    await update(one, [dependency, supersedence])
    const child = "?$filter=targetType eq microsoft.graph.mobileAppRelationshipType'child'"
    t.match(
      (await at(one, child)).sort((a, b) =>
        String(a['targetDisplayName']).localeCompare(String(b['targetDisplayName'])),
      ),
      [
        { ...supersedence, id: `${one}_${three}`, sourceId: one, targetDisplayName: 'Three', targetType: 'child' },
        {
          ...dependency,
          id: `${one}_${two}`,
          sourceDisplayName: 'One',
          targetPublisher: 'Contoso',
          targetType: 'child',
        },
      ],
    )
    t.match(await at(two), [
      { ...dependency, id: `${two}_${one}`, targetId: one, targetDisplayName: 'One', targetType: 'parent' },
    ])
    const countsOf = async (app: string | undefined): Promise<unknown[]> => {
      const found = await expecting(200, admin.get(`${APPS}/${app}`))
      return ['dependentAppCount', 'supersedingAppCount', 'supersededAppCount'].map((name) => found[name])
    }
    t.same(await Promise.all([one, two, three].map(countsOf)), [
      [1, 1, 0],
      [0, 0, 0],
      [0, 0, 1],
    ])
    // The set of all relationships is one of its own, of no app.
    const all = APPS.replace('mobileApps', 'mobileAppRelationships').replace('v1.0', 'beta')
    const alone = await expecting(201, admin.post(all, dependency))
    t.match(alone, { id: /^[0-9a-f-]{36}$/, targetId: two })
    t.not((await expecting(201, admin.post(all, { ...supersedence, targetId: two })))['id'], alone['id'])
    await expecting(204, admin.delete(`${all}/${String(alone['id'])}`))
    t.same(await countsOf(two), [0, 0, 0], 'the counts of an app are of its own relationships')

    // What a client has read, it may send back.
    await update(two, [...(await at(two)), { ...supersedence, targetId: three }])
    t.same((await at(two)).map(({ id }) => id).sort(), [`${two}_${one}`, `${two}_${three}`].sort())
    t.same(await countsOf(three), [0, 0, 2])

    await expecting(400, admin.delete(`${APPS}/${two}/relationships/${two}_${one}`))
    await expecting(204, admin.delete(`${APPS}/${one}/relationships/${one}_${two}`))
    t.same(
      (await at(two)).map(({ id }) => id),
      [`${two}_${three}`],
    )
    t.match(await expecting(201, admin.post(`${APPS}/${one}/relationships`, dependency)), { id: `${one}_${two}` })
    await expecting(409, admin.post(`${APPS}/${one}/relationships`, dependency))
    await update(one, [])
    t.same(await at(one), [])
    t.same(await countsOf(one), [0, 0, 0])
    await expecting(204, admin.delete(`${APPS}/${three}`))
    t.same([await at(two), await countsOf(two)], [[], [0, 0, 0]])
    for (const targetId of [two, '99999999-9999-4999-8999-999999999999']) {
      const refused = await admin.post(`${APPS}/${two}/updateRelationships`, {
        relationships: [{ ...dependency, targetId }],
      })
      t.equal(refused.statusCode, targetId === two ? 400 : 404)
      t.equal(refused.json<{ error: { target: string } }>().error.target, 'targetId')
    }
    // As in the reference's example, which names no app at all.
    const text = { ...dependency, targetId: 'Target Id value', targetType: 'parent', dependsOnAppCount: 1 }
    const kept = await expecting(201, admin.post(`${APPS}/${two}/relationships`, text))
    t.match(kept, text)
    const url = `${APPS}/${two}/relationships/${encodeURIComponent(String(kept['id']))}`
    await expecting(200, admin.patch(url, { '@odata.type': dependency['@odata.type'], dependencyType: 'detect' }))
    await expecting(204, admin.delete(url))
    const live = (await startEmulator(t, { store: emulator.store, profile: 'live' })).withToken(admin.token)
    await expecting(404, live.post(`${APPS}/${two}/relationships`, text))
  })

  await t.test('B168: the rules of a Win32 app are told in both forms', async (t) => {
    const { url } = await newApp(admin)
    const made = await expecting(200, admin.get(url))
    t.match(made, {
      rules: win32App.rules,
      detectionRules: [
        {
          '@odata.type': '#microsoft.graph.win32LobAppFileSystemDetection',
          path: 'C:\\Program Files\\Contoso',
          detectionType: 'exists',
          operator: 'notConfigured',
          detectionValue: null,
        },
      ],
      requirementRules: [],
    })
    const script = { enforceSignatureCheck: false, runAs32Bit: true, scriptContent: 'ZWNobyAx' }
    const older = {
      detectionRules: [{ '@odata.type': '#microsoft.graph.win32LobAppPowerShellScriptDetection', ...script }],
      requirementRules: [
        {
          '@odata.type': '#microsoft.graph.win32LobAppRegistryRequirement',
          operator: 'greaterThanOrEqual',
          detectionValue: '5.0',
          check32BitOn64System: true,
          keyPath: 'HKLM\\Software\\Contoso',
          valueName: 'Version',
          detectionType: 'version',
        },
      ],
    }
    const type = { '@odata.type': win32App['@odata.type'] }
    await expecting(200, admin.patch(url, { ...type, ...older }))
    const rules = [
      { '@odata.type': '#microsoft.graph.win32LobAppPowerShellScriptRule', ruleType: 'detection', ...script },
      {
        '@odata.type': '#microsoft.graph.win32LobAppRegistryRule',
        ruleType: 'requirement',
        operator: 'greaterThanOrEqual',
        comparisonValue: '5.0',
        keyPath: 'HKLM\\Software\\Contoso',
        operationType: 'version',
      },
    ]
    t.match(await expecting(200, admin.get(`/v1.0${url.slice(5)}`)), { rules })
    const both = { rules: win32App.rules, requirementRules: older.requirementRules }
    await expecting(200, admin.patch(url, { ...type, ...both }))
    t.match(await expecting(200, admin.get(url)), both, 'what is said in both ways stays')
    await expecting(200, admin.patch(url, { ...type, ...older }))
    const read = await expecting(200, admin.get(url))
    t.match(read, { ...older, rules })
    await expecting(200, admin.patch(url, { ...type, rules: read['rules'] }))
    t.match(await expecting(200, admin.get(url)), { ...older, rules })
    const product = {
      '@odata.type': '#microsoft.graph.win32LobAppProductCodeRule',
      ruleType: 'detection',
      productCode: '{A}',
    }
    const refused = await expecting(400, admin.patch(url, { ...type, rules: [rules[0], product] }))
    t.match(refused, { error: { target: 'rules' } })
    await expecting(200, admin.patch(url, { ...type, rules: [product, product] }))
    t.match(await expecting(200, admin.get(url)), {
      detectionRules: [{ '@odata.type': '#microsoft.graph.win32LobAppProductCodeDetection', productCode: '{A}' }, {}],
    })
  })

  t.same(emulator.errors, [])
})
