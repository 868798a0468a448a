import t from 'tap'
import { contextOf, expandedContextOf, valueContextOf } from '../../src/odata/annotations.js'
import type { Expand } from '../../src/odata/ast.js'
import { readQuery } from '../../src/odata/query.js'
import { readResourcePath } from '../../src/odata/resource-path.js'
import { access, geo, machine, model, robot, thing } from './model.js'

function context(path: string, queryString = ''): string {
  const resource = readResourcePath(model, path)
  return contextOf(resource, readQuery(queryString, { model, path: resource }).query)
}

t.test('a collection is named by its path, with the keys of its parents', (t) => {
  t.equal(context('/v1.0/parts'), 'parts')
  t.equal(context('/v1.0/workshop/THINGS'), 'workshop/things')
  t.equal(context('/v1.0/workshop/things/1/parts'), "workshop/things('1')/parts")
  t.equal(context("/v1.0/workshop/things('1')/parts/2/screws"), "workshop/things('1')/parts('2')/screws")
  t.equal(context('/v1.0/parts/2/screws'), "parts('2')/screws")
  t.end()
})

t.test('an entity is $entity of its collection, or of itself where it is the only one', (t) => {
  t.equal(context('/v1.0/parts/2'), 'parts/$entity')
  t.equal(context('/v1.0/workshop/things/1'), 'workshop/things/$entity')
  t.equal(context('/v1.0/workshop/things/1/parts/2'), "workshop/things('1')/parts/$entity")
  t.equal(context('/v1.0/workshop/things/1/summary'), "workshop/things('1')/summary/$entity")
  t.equal(context('/v1.0/workshop'), 'workshop/$entity')
  t.end()
})

t.test('a cast is printed where it narrows, in the long form', (t) => {
  t.equal(context('/v1.0/workshop/things/graph.machine'), 'workshop/things/microsoft.graph.machine')
  t.equal(context('/v1.0/workshop/things/1/graph.machine'), 'workshop/things/microsoft.graph.machine/$entity')
  t.equal(context('/v1.0/workshop/things/graph.machine/1'), 'workshop/things/microsoft.graph.machine/$entity')
  t.equal(context('/v1.0/workshop/things/1/graph.thing'), 'workshop/things/$entity')
  t.equal(
    context("/v1.0/workshop/things/1/graph.machine/sensors('2')"),
    "workshop/things('1')/microsoft.graph.machine/sensors/$entity",
  )
  t.equal(context('/v1.0/workshop/things/1/graph.thing/parts'), "workshop/things('1')/parts")
  t.end()
})

t.test('what is selected and expanded follows in parentheses', (t) => {
  const things = '/beta/workshop/things'
  t.equal(context(things, '$select=id,NAME'), 'workshop/things(id,name)')
  t.equal(context(`${things}/1`, '$select=id,name'), 'workshop/things(id,name)/$entity')
  t.equal(context(things, '$expand=parts'), 'workshop/things(parts())')
  t.equal(context(`${things}/1`, '$expand=parts,summary'), 'workshop/things(parts(),summary())/$entity')
  t.equal(context(things, '$select=id,parts&$expand=parts'), 'workshop/things(id,parts())')
  t.equal(context(things, '$expand=parts($select=id;$expand=screws)'), 'workshop/things(parts(id,screws()))')
  t.equal(context(things, '$select=address/city'), 'workshop/things(address/city)')
  t.equal(context(things, '$select=graph.robot/arms'), 'workshop/things(microsoft.graph.robot/arms)')
  t.equal(context(things, '$select=*'), 'workshop/things')
  t.equal(context(things, '$top=5&$filter=active&$orderby=name&$count=true'), 'workshop/things')
  t.equal(context(`${things}/graph.machine`, '$select=speed'), 'workshop/things/microsoft.graph.machine(speed)')
  t.equal(context(`${things}/1/parts`, '$select=id'), "workshop/things('1')/parts(id)")
  t.end()
})

t.test('the entity that a POST made has the context of an entity', (t) => {
  const path = readResourcePath(model, '/v1.0/workshop/things')
  t.equal(contextOf({ ...path, target: 'entity', keys: ['1'] }), 'workshop/things/$entity')
  const child = readResourcePath(model, '/v1.0/workshop/things/1/parts')
  t.equal(contextOf({ ...child, target: 'entity', keys: ['1', '2'] }), "workshop/things('1')/parts/$entity")
  t.end()
})

t.test('a property is named below its entity', (t) => {
  const things = '/beta/workshop/things'
  t.equal(context(`${things}/1/name`), "workshop/things('1')/name")
  t.equal(context(`${things}/1/address/location`), "workshop/things('1')/address/location")
  t.equal(context(`${things}/1/summary/total`), "workshop/things('1')/summary/total")
  t.equal(context(`${things}/1/parts/2/label`), "workshop/things('1')/parts('2')/label")
  t.equal(context(`${things}/1/graph.robot/arms`), "workshop/things('1')/microsoft.graph.robot/arms")
  t.equal(context(`${things}/graph.robot/1/arms`), "workshop/things('1')/microsoft.graph.robot/arms")
  t.equal(context('/v1.0/workshop/id'), 'workshop/id')
  t.end()
})

t.test('keys are printed so that a URL can carry them', (t) => {
  t.equal(context("/v1.0/parts/O'Hara/screws"), "parts('O''Hara')/screws")
  t.equal(context('/v1.0/parts/a%2Fb%20c/screws'), "parts('a%2Fb%20c')/screws")
  t.equal(context('/v1.0/parts/someone@contoso.test/screws'), "parts('someone%40contoso.test')/screws")
  t.end()
})

t.test('what has no place has no context of this kind', (t) => {
  t.equal(contextOf(readResourcePath(model, '/v1.0')), '')
  t.equal(valueContextOf(geo), 'microsoft.graph.geo')
  t.equal(valueContextOf(access, true), 'Collection(microsoft.graph.access)')
  t.equal(valueContextOf('Edm.String'), 'Edm.String')
  t.equal(valueContextOf('Edm.String', true), 'Collection(Edm.String)')
  t.equal(valueContextOf('Edm.Null'), 'Edm.Null')
  t.end()
})

t.test('what is expanded below an entity names the entity and its type', (t) => {
  const list = readResourcePath(model, '/beta/workshop/things')
  const { expand } = readQuery('$expand=parts($select=id),summary', { model, path: list }).query
  const [parts, summary] = expand as [Expand, Expand]
  t.equal(expandedContextOf(list, '1', robot, parts), "workshop/things('1')/microsoft.graph.robot/parts(id)")
  t.equal(
    expandedContextOf(list, '1', machine, summary),
    "workshop/things('1')/microsoft.graph.machine/summary/$entity",
  )
  t.equal(expandedContextOf(list, '1', thing, parts), "workshop/things('1')/parts(id)")
  const item = readResourcePath(model, '/beta/workshop/things/1')
  t.equal(expandedContextOf(item, '1', robot, summary), "workshop/things('1')/microsoft.graph.robot/summary/$entity")
  const nested = readResourcePath(model, '/beta/workshop/things/1/graph.machine/parts')
  const [screws] = readQuery('$expand=screws', { model, path: nested }).query.expand as [Expand]
  const part = nested.type
  if (part !== undefined)
    t.equal(
      expandedContextOf(nested, '2', part, screws),
      "workshop/things('1')/microsoft.graph.machine/parts('2')/screws",
    )
  t.end()
})
