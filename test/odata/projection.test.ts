import t from 'tap'
import { projectionOf, projectionOn } from '../../src/odata/projection.js'
import type { Projection } from '../../src/odata/projection.js'
import { readQuery } from '../../src/odata/query.js'
import { readResourcePath } from '../../src/odata/resource-path.js'
import { contact, machine, mailContact, model, robot, tool } from './model.js'

function projection(select: string): Projection | undefined {
  const path = readResourcePath(model, '/beta/workshop/things')
  return projectionOf(readQuery(`$select=${select}`, { model, path }).query.select)
}

/** `id,address(city)`. */
function print(level: Projection | undefined): string {
  if (level === undefined) return '*'
  return [...level].map(([name, below]) => (below === undefined ? name : `${name}(${print(below)})`)).join(',')
}

t.test('names become a tree', (t) => {
  t.equal(print(projection('id,name')), 'id,name')
  t.equal(print(projection('address/city,id,address/location/latitude')), 'address(city,location(latitude)),id')
  t.equal(print(projection('parts')), '')
  t.equal(print(projection('*')), '*')
  t.equal(print(projection('id,*')), '*')
  t.end()
})

t.test('the whole outweighs a part of it', (t) => {
  t.equal(print(projection('address,address/city')), 'address')
  t.equal(print(projection('address/city,address')), 'address')
  t.end()
})

t.test('members of derived types count for values of those types', (t) => {
  const selected = projection('id,graph.machine/speed,graph.robot/arms,graph.tool/grip') as Projection
  t.equal(print(projectionOn(selected, robot)), 'id,speed,arms')
  t.equal(print(projectionOn(selected, machine)), 'id,speed')
  t.equal(print(projectionOn(selected, tool)), 'id,grip')
  const nested = projection('contact/note,contact/mail')?.get('contact') as Projection
  t.equal(print(projectionOn(nested, mailContact)), 'note,mail')
  t.equal(print(projectionOn(nested, contact)), 'note')
  const plain = projection('id,name') as Projection
  t.equal(projectionOn(plain, robot), plain)
  t.end()
})

t.test('the tree of a selection is made once', (t) => {
  const path = readResourcePath(model, '/beta/workshop/things')
  const { select } = readQuery('$select=id', { model, path }).query
  t.equal(projectionOf(select), projectionOf(select))
  t.end()
})
