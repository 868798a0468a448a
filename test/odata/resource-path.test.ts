import t from 'tap'
import { GraphError } from '../../src/errors.js'
import { readResourcePath } from '../../src/odata/resource-path.js'
import { model } from './model.js'

/** `target template canonical type`, then what is particular: keys, casts, properties, a qualified action. */
function read(text: string): string {
  const path = readResourcePath(model, text)
  const parts = [path.target, path.template, path.canonical, path.cast ? `<${path.type?.name}>` : path.type?.name]
  if (path.keys.length > 0) parts.push(`keys ${path.keys.join('|')}`)
  if (path.casts.length > 0)
    parts.push(
      `casts ${path.casts.map(({ resource, types }) => `${resource.path}:${types.map(({ name }) => name).join('|')}`).join()}`,
    )
  if (path.properties.length > 0)
    parts.push(path.properties.map(({ owner, name }) => `${owner.name}.${name}`).join('/'))
  if (path.operation !== undefined)
    parts.push(path.qualifiedOperation ? `qualified ${path.operation.name}` : path.operation.name)
  if (path.arguments.length > 0) parts.push(path.arguments.map(({ name, text }) => `${name}: ${text}`).join())
  return parts.filter((part) => part !== undefined && part !== '').join(' ')
}

function refusal(text: string): string {
  try {
    return `accepted as ${read(text)}`
  } catch (error) {
    if (!(error instanceof GraphError)) throw error
    return `${error.status} ${error.code} ${error.message}`
  }
}

const THINGS = '/beta/workshop/things'
const SET = '~/singleton/navigation'

t.test('the service, its metadata and its batch endpoint have no resource', (t) => {
  t.equal(read('/v1.0'), 'service ~')
  t.equal(read('/v1.0/'), 'service ~')
  t.equal(read('/BETA//'), 'service ~')
  t.equal(read('v1.0'), 'service ~')
  t.equal(read('/v1.0/$metadata'), 'metadata ~/$metadata $metadata')
  t.equal(read('/beta/%24MetaData/'), 'metadata ~/$metadata $metadata')
  t.equal(read('/beta/$batch'), 'batch ~/$batch $batch')
  t.equal(read('/beta/%24batch'), 'batch ~/$batch $batch')
  t.equal(readResourcePath(model, '/v1.0').version, 'v1.0')
  t.equal(readResourcePath(model, '/Beta').version, 'beta')
  t.end()
})

t.test('a missing or unknown version is named in lower case', (t) => {
  t.equal(refusal('/'), '404 ResourceNotFound Invalid version: ')
  t.equal(refusal(''), '404 ResourceNotFound Invalid version: ')
  t.equal(refusal('/deviceManagement/managedDevices'), '404 ResourceNotFound Invalid version: devicemanagement')
  t.equal(refusal('/v2.0/workshop'), '404 ResourceNotFound Invalid version: v2.0')
  t.equal(refusal('/v1/workshop'), '404 ResourceNotFound Invalid version: v1')
  t.end()
})

t.test('sets, items and what is contained in them are found in both key forms', (t) => {
  t.equal(read('/v1.0/workshop'), 'entity ~/singleton workshop workshop')
  t.equal(read('/v1.0/parts'), 'collection ~/entityset parts part')
  t.equal(read('/v1.0/parts/7'), "entity ~/entityset/key parts('7') part keys 7")
  t.equal(read(THINGS), `collection ${SET} workshop/things thing`)
  const item = `entity ${SET}/key workshop/things('1') thing keys 1`
  t.equal(read(`${THINGS}/1`), item)
  t.equal(read(`${THINGS}('1')`), item)
  t.equal(read(`${THINGS}(id='1')`), item)
  t.equal(read(`${THINGS}(ID='1')`), item)
  const screw = `entity ${SET}/key/navigation/key/navigation/key workshop/things('1')/parts('2')/screws('3') screw keys 1|2|3`
  for (const path of ['1/parts/2/screws/3', "1/parts('2')/screws(id='3')", "1/parts/2/screws('3')"])
    t.equal(read(`${THINGS}/${path}`), screw, path)
  t.equal(read(`${THINGS}('1')/parts('2')/screws('3')`), screw)
  t.equal(read(`${THINGS}/1/parts`), `collection ${SET}/key/navigation workshop/things('1')/parts part keys 1`)
  t.equal(read(`${THINGS}/1/summary`), `entity ${SET}/key/navigation workshop/things('1')/summary summary keys 1`)
  t.equal(read(`${THINGS}/1/logs`), `collection ${SET}/key/navigation workshop/things('1')/logs log keys 1`)
  t.end()
})

t.test('backups K26: letter case, slashes and percent-encoding do not matter, except in keys', (t) => {
  t.equal(
    read('/V1.0/WORKSHOP/Things/AbC/PARTS'),
    `collection ${SET}/key/navigation workshop/things('AbC')/parts part keys AbC`,
  )
  t.equal(read('//beta//workshop///things//1//'), `entity ${SET}/key workshop/things('1') thing keys 1`)
  t.equal(read('/%62eta/work%73hop/things%28%271%27%29'), `entity ${SET}/key workshop/things('1') thing keys 1`)
  t.equal(read(`${THINGS}/a%2Fb`), `entity ${SET}/key workshop/things('a/b') thing keys a/b`)
  t.equal(read(`${THINGS}/1%2D2`), `entity ${SET}/key workshop/things('1-2') thing keys 1-2`)
  t.equal(read(`${THINGS}/a+b`), `entity ${SET}/key workshop/things('a+b') thing keys a+b`)
  t.equal(read(`${THINGS}/caf%C3%A9`), `entity ${SET}/key workshop/things('café') thing keys café`)
  t.equal(read(`${THINGS}/O'Hara`), `entity ${SET}/key workshop/things('O''Hara') thing keys O'Hara`)
  t.equal(read(`${THINGS}('O''Hara')`), `entity ${SET}/key workshop/things('O''Hara') thing keys O'Hara`)
  t.equal(read(`${THINGS}('')`), `entity ${SET}/key workshop/things('') thing keys `)
  t.equal(read(`${THINGS}/f(x)`), `entity ${SET}/key workshop/things('f(x)') thing keys f(x)`)
  t.equal(read(`${THINGS}/parts`), `entity ${SET}/key workshop/things('parts') thing keys parts`)
  t.end()
})

t.test('a cast narrows a collection or an item', (t) => {
  const cast = `${SET}/cast workshop/things/microsoft.graph.machine <machine>`
  t.equal(read(`${THINGS}/microsoft.graph.machine`), `collection ${cast}`)
  t.equal(read(`${THINGS}/graph.Machine`), `collection ${cast}`)
  t.equal(read(`${THINGS}/MICROSOFT.GRAPH.machine`), `collection ${cast}`)
  t.equal(
    read(`${THINGS}/1/graph.robot`),
    `entity ${SET}/key/cast workshop/things('1')/microsoft.graph.robot <robot> keys 1`,
  )
  t.equal(
    read(`${THINGS}/graph.robot/1`),
    `entity ${SET}/cast/key workshop/things/microsoft.graph.robot('1') <robot> keys 1`,
  )
  t.equal(
    read(`${THINGS}/graph.robot('1')`),
    `entity ${SET}/cast/key workshop/things/microsoft.graph.robot('1') <robot> keys 1`,
  )
  t.equal(
    read(`${THINGS}/graph.machine/graph.robot`),
    `collection ${SET}/cast/cast workshop/things/microsoft.graph.machine/microsoft.graph.robot <robot>`,
  )
  t.equal(
    read(`${THINGS}/graph.robot/$count`),
    `count ${SET}/cast/$count workshop/things/microsoft.graph.robot/$count <robot>`,
  )
  t.end()
})

t.test('a cast to the declared type or to a base changes nothing', (t) => {
  t.equal(read(`${THINGS}/1/graph.thing`), `entity ${SET}/key/cast workshop/things('1') thing keys 1`)
  t.equal(
    read(`${THINGS}/graph.robot/graph.machine`),
    `collection ${SET}/cast/cast workshop/things/microsoft.graph.robot <robot>`,
  )
  t.end()
})

t.test('a cast on the way to a navigation property is remembered', (t) => {
  t.equal(
    read(`${THINGS}/1/graph.machine/sensors/2`),
    `entity ${SET}/key/cast/navigation/key workshop/things('1')/microsoft.graph.machine/sensors('2') sensor keys 1|2 casts workshop/things:machine`,
  )
  t.equal(
    read(`${THINGS}/1/graph.tool/parts`),
    `collection ${SET}/key/cast/navigation workshop/things('1')/microsoft.graph.tool/parts part keys 1 casts workshop/things:tool`,
  )
  t.end()
})

t.test('a cast outside of the line of inheritance, or to what is no entity type, is an unknown segment', (t) => {
  const notFound = (segment: string) => `400 BadRequest Resource not found for the segment '${segment}'.`
  t.equal(refusal(`${THINGS}/graph.part`), notFound('graph.part'))
  t.equal(refusal(`${THINGS}/graph.machine/graph.tool`), notFound('graph.tool'))
  t.equal(refusal(`${THINGS}/graph.address`), notFound('graph.address'))
  t.equal(refusal(`${THINGS}/graph.colour`), notFound('graph.colour'))
  t.equal(refusal(`${THINGS}/microsoft.graph.nothing`), notFound('microsoft.graph.nothing'))
  t.equal(refusal(`${THINGS}/1/graph.nothing`), notFound('graph.nothing'))
  t.equal(refusal(`${THINGS}/graph.(x)`), notFound('graph.'))
  t.equal(refusal('/v1.0/workshop/things/graph.gadget'), notFound('graph.gadget'))
  t.match(refusal('/beta/workshop/things/graph.gadget'), /^accepted/)
  t.end()
})

t.test('what only one derived type navigates to is found without a cast', (t) => {
  t.equal(
    read(`${THINGS}/1/sensors/2`),
    `entity ${SET}/key/navigation/key workshop/things('1')/sensors('2') sensor keys 1|2 casts workshop/things:machine`,
  )
  t.end()
})

t.test('bound actions are found with and without namespace, and after a cast', (t) => {
  const action = `workshop/things('1')/microsoft.graph.assign`
  t.equal(read(`${THINGS}/1/assign`), `operation ${SET}/key/action ${action} thing keys 1 assign`)
  t.equal(read(`${THINGS}('1')/ASSIGN`), `operation ${SET}/key/action ${action} thing keys 1 assign`)
  t.equal(
    read(`${THINGS}/1/microsoft.graph.assign`),
    `operation ${SET}/key/action ${action} thing keys 1 qualified assign`,
  )
  t.equal(read(`${THINGS}/1/graph.assign`), `operation ${SET}/key/action ${action} thing keys 1 qualified assign`)
  t.equal(
    read(`${THINGS}/1/graph.thing/assign`),
    `operation ${SET}/key/cast/action ${action} thing keys 1 qualified assign`,
  )
  t.equal(
    read(`${THINGS}/1/graph.robot/graph.start`),
    `operation ${SET}/key/cast/action workshop/things('1')/microsoft.graph.robot/microsoft.graph.start <robot> keys 1 qualified start`,
  )
  t.equal(
    read(`${THINGS}/1/start`),
    `operation ${SET}/key/action workshop/things('1')/microsoft.graph.start machine keys 1 casts workshop/things:machine start`,
    'what only a derived type can do needs no cast',
  )
  t.equal(refusal(`${THINGS}/1/assign/x`), "400 BadRequest Resource not found for the segment 'x'.")
  t.equal(refusal(`${THINGS}/1/assign()`), "400 BadRequest Resource not found for the segment 'assign'.")
  t.equal(refusal('/v1.0/workshop/things/1/reset'), "400 BadRequest Resource not found for the segment 'reset'.")
  t.match(refusal(`${THINGS}/1/reset`), /^accepted/)
  t.end()
})

t.test('collections are counted', (t) => {
  t.equal(read(`${THINGS}/$count`), `count ${SET}/$count workshop/things/$count thing`)
  t.equal(read(`${THINGS}/%24Count/`), `count ${SET}/$count workshop/things/$count thing`)
  t.equal(
    read(`${THINGS}/1/parts/$count`),
    `count ${SET}/key/navigation/$count workshop/things('1')/parts/$count part keys 1`,
  )
  for (const [path, segment] of [
    ['1/$count', '$count'],
    ['1/tags/$count', '$count'],
    ['1/summary/$count', '$count'],
    ['$count/x', 'x'],
    ['$count/$count', '$count'],
  ] as const)
    t.equal(refusal(`${THINGS}/${path}`), `400 BadRequest Resource not found for the segment '${segment}'.`, path)
  t.end()
})

t.test('properties, nested ones and raw values are found', (t) => {
  const base = `${SET}/key`
  t.equal(read(`${THINGS}/1/Name`), `property ${base}/property workshop/things('1')/name thing keys 1 thing.name`)
  t.equal(
    read(`${THINGS}/1/address/location/latitude`),
    `property ${base}/property/property/property workshop/things('1')/address/location/latitude thing keys 1 thing.address/address.location/geo.latitude`,
  )
  t.equal(
    read(`${THINGS}/1/name/$VALUE`),
    `propertyValue ${base}/property/$value workshop/things('1')/name/$value thing keys 1 thing.name`,
  )
  t.equal(
    read(`${THINGS}/1/graph.robot/arms`),
    `property ${base}/cast/property workshop/things('1')/microsoft.graph.robot/arms <robot> keys 1 robot.arms`,
  )
  t.equal(
    read(`${THINGS}/1/summary/total`),
    `property ${base}/navigation/property workshop/things('1')/summary/total summary keys 1 summary.total`,
  )
  t.equal(
    read(`${THINGS}/1/contact/graph.mailContact/mail`),
    `property ${base}/property/cast/property workshop/things('1')/contact/microsoft.graph.mailContact/mail thing keys 1 thing.contact/mailContact.mail`,
  )
  t.equal(
    read(`${THINGS}/1/contact/mail`),
    `property ${base}/property/property workshop/things('1')/contact/mail thing keys 1 thing.contact/mailContact.mail`,
  )
  t.equal(read(`${THINGS}/1/tags`), `property ${base}/property workshop/things('1')/tags thing keys 1 thing.tags`)
  t.equal(read('/v1.0/workshop/id'), 'property ~/singleton/property workshop/id workshop workshop.id')
  t.end()
})

t.test('what only one derived type has as a property is found without a cast', (t) => {
  const { type, cast, uncast } = readResourcePath(model, `${THINGS}/1/arms`)
  t.match({ type, cast, uncast }, { type: { name: 'robot' }, cast: true, uncast: 'arms' })
  t.equal(readResourcePath(model, `${THINGS}/1/graph.robot/arms`).uncast, undefined)
  t.end()
})

t.test('everything else is an unknown segment', (t) => {
  for (const [path, segment] of [
    ['/v1.0/nothing', 'nothing'],
    ['/v1.0/$nothing', '$nothing'],
    ['/v1.0/$metadata/x', 'x'],
    ['/v1.0/$batch/x', 'x'],
    ['/v1.0/logs', 'logs'],
    ['/v1.0/workshop/logs', 'logs'],
    ['/v1.0/workshop/nothing', 'nothing'],
    ["/v1.0/workshop('1')", "workshop('1')"],
    ['/v1.0/workshop/getThings()', 'getThings'],
    ["/v1.0/workshop/getThing(id='1')", 'getThing'],
    ['/v1.0/workshop/constructor', 'constructor'],
    ['/v1.0/workshop/__proto__', '__proto__'],
    [`${THINGS}/$ref`, '$ref'],
    [`${THINGS}/$value`, '$value'],
    [`${THINGS}/1/nothing`, 'nothing'],
    [`${THINGS}/1/$ref`, '$ref'],
    [`${THINGS}/1/$value`, '$value'],
    [`${THINGS}/1/graph.tool/sensors`, 'sensors'],
    [`${THINGS}/1/name('x')`, 'name'],
    [`${THINGS}/1/name/x`, 'x'],
    [`${THINGS}/1/parts/2/$ref`, '$ref'],
    [`${THINGS}/1/tags/0`, '0'],
    [`${THINGS}/1/tags/$value`, '$value'],
    [`${THINGS}/1/address/$value`, '$value'],
    [`${THINGS}/1/address/zip`, 'zip'],
    [`${THINGS}/1/addresses/city`, 'city'],
    [`${THINGS}/1/contact/verified`, 'verified'],
    [`${THINGS}/1/contact/graph.mailContact`, 'graph.mailContact'],
    [`${THINGS}/1/contact/graph.mailContact/number`, 'number'],
    [`${THINGS}/1/contact/graph.robot/arms`, 'graph.robot'],
    [`${THINGS}/1/name/$value/x`, 'x'],
    [`${THINGS}/1/summary('2')`, "summary('2')"],
    [`${THINGS}(name='x')`, "(name='x')"],
    ['/v1.0/workshop/things/1/mood', 'mood'],
    ['/v1.0/workshop/things/1/logs', 'logs'],
    ['/v1.0/workshop/things/1/contact/beeps', 'beeps'],
  ] as const)
    t.equal(refusal(path), `400 BadRequest Resource not found for the segment '${segment}'.`, path)
  t.end()
})

t.test('malformed keys and encodings are refused', (t) => {
  for (const key of ['()', '(1)', "('1'", "('1)", "('1'')", "('1','2')", "('1')('2')", '(id=1)', "( '1' )", "(='1')"])
    t.equal(refusal(THINGS + key), '400 BadRequest Bad Request - Error in query syntax.', key)
  t.equal(refusal('/beta/%zz'), "400 BadRequest Malformed percent-encoding in '%zz'.")
  t.equal(refusal('/beta/workshop/%'), "400 BadRequest Malformed percent-encoding in '%'.")
  t.equal(refusal('/beta/%FF%FE'), "400 BadRequest Malformed percent-encoding in '%FF%FE'.")
  t.match(refusal('/beta/workshop/things/\ud800'), /^400 BadRequest The request URI is not valid/)
  t.match(refusal(`/beta/${'x'.repeat(9000)}`), /^400 BadRequest The path is longer than/)
  t.end()
})

t.test('what is read cannot be changed', (t) => {
  const path = readResourcePath(model, `${THINGS}/1/graph.machine/sensors`)
  for (const part of [path, path.keys, path.casts, path.casts[0], path.properties]) t.ok(Object.isFrozen(part))
  t.end()
})

t.test('functions are found by the parameters in their parentheses', (t) => {
  const item = `${SET}/key/function workshop/things('1')/microsoft.graph`
  t.equal(read(`${THINGS}/1/similar`), `operation ${item}.similar() thing keys 1 similar`)
  t.equal(read(`${THINGS}/1/similar()`), `operation ${item}.similar() thing keys 1 similar`)
  t.equal(
    read(`${THINGS}/1/SIMILAR(To='a,(b)')`),
    `operation ${item}.similar(to='a,(b)') thing keys 1 similar to: 'a,(b)'`,
  )
  t.equal(
    read(`${THINGS}('1')/graph.between(high=@h,low=-1)`),
    `operation ${item}.between(low=-1,high=@h) thing keys 1 qualified between low: -1,high: @h`,
  )
  t.equal(
    read(`${THINGS}/1/graph.machine/between(low=1,high=2)`),
    `operation ${SET}/key/cast/function workshop/things('1')/microsoft.graph.machine/microsoft.graph.between(low=1,high=2) <machine> keys 1 qualified between low: 1,high: 2`,
  )
  t.equal(
    read(`${THINGS}/1/similar(to=[%22x%2Fy%22,'z'])/$count`),
    `operationCount ${SET}/key/function/$count workshop/things('1')/microsoft.graph.similar(to=["x/y",'z'])/$count thing keys 1 similar to: ["x/y",'z']`,
  )
  t.end()
})

t.test('operations of collections are found before keys', (t) => {
  t.equal(read(`${THINGS}/newest`), `operation ${SET}/function workshop/things/microsoft.graph.newest() thing newest`)
  t.equal(
    read(`${THINGS}/graph.robot/newest()`),
    `operation ${SET}/cast/function workshop/things/microsoft.graph.robot/microsoft.graph.newest() <robot> qualified newest`,
  )
  t.equal(
    read(`${THINGS}/microsoft.graph.import`),
    `operation ${SET}/action workshop/things/microsoft.graph.import thing qualified import`,
  )
  t.same(Object.keys(readResourcePath(model, `${THINGS}/import`).operation?.parameters ?? {}), ['names'])
  t.equal(read(`${THINGS}('newest')`), `entity ${SET}/key workshop/things('newest') thing keys newest`)
  t.end()
})

t.test('what is called with other parameters, or on something else, is an unknown segment', (t) => {
  const unknown = (segment: string): string => `400 BadRequest Resource not found for the segment '${segment}'.`
  t.equal(refusal(`${THINGS}/1/between`), unknown('between'))
  t.equal(refusal(`${THINGS}/1/between(low=1)`), unknown('between'))
  t.equal(refusal(`${THINGS}/1/between(low=1,high=2,middle=3)`), unknown('between'))
  t.equal(refusal(`${THINGS}/1/assign()`), unknown('assign'))
  t.equal(refusal(`${THINGS}/1/newest`), unknown('newest'))
  t.equal(refusal(`${THINGS}/1/similar/parts`), unknown('parts'))
  t.equal(refusal(`${THINGS}/1/between(low=1,high=2)/$count`), unknown('$count'))
  t.equal(refusal(`${THINGS}/1/assign/$count`), unknown('$count'))
  for (const malformed of ['similar(to)', "similar(to='x'", "similar(to='x',to='y')", 'similar(to=[)', 'similar(1=2)'])
    t.equal(refusal(`${THINGS}/1/${malformed}`), '400 BadRequest Bad Request - Error in query syntax.', malformed)
  t.end()
})
