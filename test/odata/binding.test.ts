/** What the grammar suite's notation does not show of bound nodes: types, owners, resources, and that nothing can change. */
import t from 'tap'
import { model as graph } from '../../src/entities/index.js'
import { GraphError } from '../../src/errors.js'
import type { Expression, Path, Query } from '../../src/odata/ast.js'
import { NO_QUERY, readQuery } from '../../src/odata/query.js'
import { readResourcePath } from '../../src/odata/resource-path.js'
import { address, colour, contact, machine, mailContact, model, part, summary, thing } from './model.js'

function query(queryString: string, path = '/beta/workshop/things', on = model): Query {
  return readQuery(queryString, { model: on, path: readResourcePath(on, path) }).query
}

function filter(text: string): Expression {
  const expression = query(`$filter=${encodeURIComponent(text)}`).filter
  if (expression === undefined) throw new Error('no filter')
  return expression
}

/** The path on the left of a comparison. */
function path(text: string): Path {
  const expression = filter(`${text} eq null`)
  if (expression.node !== 'comparison' || expression.left.node !== 'path') throw new Error(`${text} is no path`)
  return expression.left
}

t.test('a property step knows the property and the type that declares it', (t) => {
  t.match(path('name').steps, [{ step: 'property', name: 'name', property: thing.properties.name, owner: thing }])
  t.match(path('graph.robot/speed').steps, [
    { step: 'cast', type: { name: 'robot' } },
    { step: 'property', name: 'speed', property: machine.properties.speed, owner: machine },
  ])
  t.match(path('address/city').steps[1], { name: 'city', property: address.properties.city, owner: address })
  t.match(path('contact/mail').steps[1], { step: 'cast', type: mailContact })
  t.match(path('contact/note').steps[1], { step: 'property', owner: contact })
  t.end()
})

t.test('a navigation step knows the resource', (t) => {
  const [step] = path('summary').steps
  t.match(step, { step: 'navigation', name: 'summary', resource: { path: 'workshop/things/summary', type: summary } })
  t.equal(path('summary').type, summary)
  t.end()
})

t.test('a path has the type of its end', (t) => {
  const types: [string, Path['type']][] = [
    ['name', 'string'],
    ['createdDateTime', 'dateTimeOffset'],
    ['count', 'int32'],
    ['size', 'int64'],
    ['weight', 'double'],
    ['active', 'boolean'],
    ['payload', 'binary'],
    ['owner', 'guid'],
    ['lifetime', 'duration'],
    ['colour', colour],
    ['address', address],
    ['$it', thing],
  ]
  for (const [text, type] of types) {
    t.equal(path(text).type, type, text)
    t.notOk(path(text).collection)
  }
  const lambda = filter('parts/any(p:p/marks/$count gt 1)')
  t.match(lambda, { path: { type: part, collection: true }, variable: 'p' })
  t.end()
})

t.test('results of functions and arithmetic have types', (t) => {
  const typeOf = (text: string): unknown => (filter(`${text} eq null`) as { left: { type: unknown } }).left.type
  t.equal(typeOf('tolower(name)'), 'string')
  t.equal(typeOf('length(name)'), 'int32')
  t.equal(typeOf("contains(name,'x')"), 'boolean')
  t.equal(typeOf('date(createdDateTime)'), 'date')
  t.equal(typeOf('time(createdDateTime)'), 'timeOfDay')
  t.equal(typeOf('fractionalseconds(createdDateTime)'), 'double')
  t.equal(typeOf('now()'), 'dateTimeOffset')
  t.equal(typeOf('round(count)'), 'double')
  t.equal(typeOf('count add size'), 'int64')
  t.equal(typeOf('count divby 2'), 'double')
  t.equal(typeOf('-size'), 'int64')
  t.end()
})

t.test('an expanded navigation property knows its resource and has a query of its own', (t) => {
  const { expand } = query('$expand=parts($top=2;$expand=screws)')
  t.match(expand, [{ name: 'parts', resource: { path: 'workshop/things/parts', many: true }, query: { top: 2 } }])
  t.match(expand[0]?.query.expand, [{ name: 'screws', resource: { path: 'workshop/things/parts/screws' } }])
  t.end()
})

t.test('a long chain of alternatives is not a deep tree', (t) => {
  const depth = (expression: Expression): number =>
    expression.node === 'or' ? 1 + Math.max(depth(expression.left), depth(expression.right)) : 1
  const text = Array.from({ length: 1000 }, (_, i) => `count eq ${i}`).join(' or ')
  t.ok(depth(filter(text)) <= 11)
  t.end()
})

t.test('nothing of a query can be changed', (t) => {
  const seen = new Set<unknown>()
  const visit = (value: unknown, at: string): void => {
    if (typeof value !== 'object' || value === null || seen.has(value)) return
    seen.add(value)
    if (!Object.isFrozen(value)) t.fail(`${at} is not frozen`)
    // The declared model is frozen where it is declared.
    for (const [name, part] of Object.entries(value))
      if (!['resource', 'property', 'owner', 'type'].includes(name)) visit(part, `${at}.${name}`)
  }
  visit(
    query(
      "$select=id,address/city&$expand=parts($filter=price gt 1)&$orderby=name desc,length(name)&$search=a OR NOT \"b c\"&$filter=name in ('a','b') and not (count add 1 gt -count) and tags/any(t:t eq 'x') and 'x' in tags " +
        "and parts/$count($filter=price gt 5) eq 1 and isof('microsoft.graph.robot') and graph.robot/arms eq 2 and contains(contact/mail,'x') and substringof('x',name)".replaceAll(
          '+',
          '%2B',
        ),
    ),
    'query',
  )
  t.pass()
  t.end()
})

t.test('no option at all is always the same query', (t) => {
  t.equal(query(''), NO_QUERY)
  t.equal(query(''), query('', '/v1.0/parts'))
  t.same(query('foo=1'), NO_QUERY)
  t.end()
})

t.test('the options of a next link are those of the request, decoded, without its token', (t) => {
  const path = readResourcePath(model, '/v1.0/workshop/things')
  const { pairs, query } = readQuery('&%24top=5&$skiptoken=abc&x=%7B1%7D&select=id,name&$filter=name+eq+%27a%2Bb%27', {
    model,
    path,
  })
  t.same(pairs, [
    ['$top', '5'],
    ['x', '{1}'],
    ['select', 'id,name'],
    ['$filter', "name eq 'a+b'"],
  ])
  t.equal(query.skipToken, 'abc')
  t.end()
})

t.test('$format gives a metadata level', (t) => {
  const level = (format: string, path = '/v1.0/parts') =>
    readQuery(`$format=${format}`, { model, path: readResourcePath(model, path) }).format
  t.equal(level('json'), 'minimal')
  t.equal(level('JSON'), 'minimal')
  t.equal(level('application/json'), 'minimal')
  t.equal(level('application/json;odata.metadata=none'), 'none')
  t.equal(level('application/json; odata.metadata=FULL; charset=utf-8'), 'full')
  t.equal(level('application/json;metadata=full'), 'full')
  t.equal(level('application/json;odata.streaming=true;IEEE754Compatible=false'), 'minimal')
  t.equal(level('json', '/v1.0'), 'minimal')
  t.equal(readQuery('$top=1', { model, path: readResourcePath(model, '/v1.0/parts') }).format, undefined)
  t.end()
})

t.test('a caller may say which options are allowed', (t) => {
  const path = readResourcePath(model, '/v1.0/workshop/things')
  t.match(readQuery('$select=id', { model, path, allowed: ['$select'] }).query, { select: { names: ['id'] } })
  t.throws(() => readQuery('$top=1', { model, path, allowed: ['$select'] }), GraphError)
  t.end()
})

t.test('the messages of the recorded answers are given letter by letter', (t) => {
  const list = '/v1.0/deviceAppManagement/mobileAppConfigurations'
  const unknown =
    "The query specified in the URI is not valid. Could not find a property named 'colour' on type 'microsoft.management.services.api.managedDeviceMobileAppConfiguration'."
  for (const option of ['$filter=colour eq 1', '$select=colour', '$orderby=colour', '$expand=colour'])
    t.throws(
      () => query(option, list, graph),
      { status: 400, code: 'BadRequest', message: unknown, form: 'plain' },
      option,
    )
  t.end()
})

t.test('the queries that clients are known to send are understood', (t) => {
  const list = '/beta/deviceAppManagement/mobileAppConfigurations'
  for (const queryString of [
    '$top=999',
    '$expand=assignments',
    '$expand=assignments&$orderby=displayName',
    "$filter=displayName eq 'O''Hara'",
    "$filter=id eq '6d0b7a52-13f4-4c8e-9b7d-52a7f0c3e981'",
    "$filter=isof('microsoft.graph.iosMobileAppConfiguration')",
    '&$filter=microsoft.graph.androidManagedStoreAppConfiguration%2FappSupportsOemConfig%20eq%20false%20or%20isof(%27microsoft.graph.androidManagedStoreAppConfiguration%27)%20eq%20false&$top=500&$count=true',
    "$filter=roleScopeTagIds/any(t:t eq '0')",
    "$filter=assignments/any(a:a/target/groupId eq '0a5d3e91-6b7c-4f12-8d40-e3b1c9f7a256')",
    "$filter=targetedMobileApps/any(a:a eq '3b7d9c10-2e45-4f8a-a6c1-7d5e8f901b22')",
    '$filter=assignments/$count eq 0',
    '$select=id,displayName,description',
    '$search="kiosk"',
  ])
    t.doesNotThrow(() => query(queryString, list, graph), queryString)
  t.end()
})
