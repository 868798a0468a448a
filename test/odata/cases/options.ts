import { noCast, noProperty, notAllowed } from './case.js'
import type { Construct } from './case.js'

function once(option: string): string {
  return `… Query option '${option}' was specified more than once, but it must be specified at most once.`
}

function empty(option: string): string {
  return `… The value for OData query '${option}' cannot be empty.`
}

function notWhole(option: string, value: string): string {
  return (
    `… Invalid value '${value}' for ${option} query option found. The ${option} query option requires a non-negative ` +
    'integer value.'
  )
}

function notSupported(name: string): string {
  return `The query parameter '${name}' is not supported.`
}

function notTrueOrFalse(value: string): string {
  return `… Invalid value '${value}' for $count query option found. Valid values are 'true' or 'false'.`
}

export const options: readonly Construct[] = [
  {
    construct: 'queryOptions, systemQueryOption, customQueryOption: how a query string is taken apart',
    accepted: [
      ['', ''],
      ['$top=5', 'top=5'],
      ['top=5', 'top=5'],
      ['%24top=5', 'top=5'],
      ['$TOP=5', 'top=5'],
      ['Top=5', 'top=5'],
      ['%24%74%6F%70=%35', 'top=5'],
      ['$top= 5 ', 'top=5'],
      ['$top=5&$skip=2', 'top=5 skip=2'],
      ['&$top=5', 'top=5'],
      ['$top=5&', 'top=5'],
      ['&&$top=5&&&$skip=2&&', 'top=5 skip=2'],
      ['&', ''],
      ['foo=bar', ''],
      ['foo', ''],
      ['=', ''],
      ['foo=1&foo=2', ''],
      ['api-version=1.0&$top=5', 'top=5'],
      ['apply=x&compute=y', ''],
      [
        'select=id&expand=parts&filter=active&orderBy=name&search=x',
        "select(id) expand(parts) filter(active) orderby(name) search('x')",
      ],
      ['$orderBy=name&$skipToken=abc', 'orderby(name) skiptoken=abc'],
      ['skiptoken=abc', 'skiptoken=abc'],
      ["$filter=name+eq+'a'", "filter(eq name 'a')"],
      ["$filter=name eq 'a'", "filter(eq name 'a')"],
      ['%24filter=name%20eq%20%27a%2Bb%26c%3Dd%25%27', "filter(eq name 'a+b&c=d%')"],
      ["$filter=name eq 'a=b'", "filter(eq name 'a=b')"],
      ["$filter=name eq '%C3%A9'", "filter(eq name 'é')"],
      ["$filter=name eq 'é'", "filter(eq name 'é')"],
      ['$filter=name eq %27%2527%27', "filter(eq name '%27')"],
      [
        '&$filter=microsoft.graph.machine%2Fspeed%20eq%205%20or%20isof(%27microsoft.graph.machine%27)%20eq%20false&$top=500&$count=true',
        'filter(or (eq <machine>/speed 5d) (eq (isof machine) false)) top=500 count',
      ],
    ],
    refused: [
      ['$foo=1', notSupported('$foo')],
      ['%24foo=1', notSupported('$foo')],
      ['$=1', notSupported('$')],
      ['$toString=1', notSupported('$toString')],
      ['$apply=aggregate(count with sum as total)', notSupported('$apply')],
      ['$compute=count mul 2 as twice', notSupported('$compute')],
      ['$index=1', notSupported('$index')],
      ['$levels=1', notSupported('$levels')],
      ['$schemaversion=*', notSupported('$schemaversion')],
      ['$id=x', notSupported('$id')],
      ['$whatif', notSupported('$whatif')],
      ['$top=1&$foo=1', notSupported('$foo')],
      ['$top=1&$top=2', once('$top')],
      ['$top=1&$top=1', once('$top')],
      ['$top=1&top=2', once('$top')],
      ['$filter=active&%24FILTER=active', once('$filter')],
      ['$filter=', empty('$filter')],
      ['$filter', empty('$filter')],
      ['$select=', empty('$select')],
      ['$orderby=%20', empty('$orderby')],
      ['$expand=+', empty('$expand')],
      ['$search=', empty('$search')],
      ['$top=', empty('$top')],
      ['$skiptoken=', empty('$skiptoken')],
      ['$format=', empty('$format')],
      ['$filter=%zz', "Malformed percent-encoding in '%zz'."],
      ['$filter=%', "Malformed percent-encoding in '%'."],
      ['%zz=1', "Malformed percent-encoding in '%zz'."],
      ['$filter=%E0%A4%A', "Malformed percent-encoding in '%E0%A4%A'."],
      ['foo=%FF', "Malformed percent-encoding in '%FF'."],
      ['$filter=%ED%A0%80', "Malformed percent-encoding in '%ED%A0%80'."],
      ["$filter=name eq '\ud800'", 'The request URI is not valid: it holds half a surrogate pair.'],
    ],
  },
  {
    construct: 'top, skip, inlinecount, skiptoken, format',
    accepted: [
      ['$top=0', 'top=0'],
      ['$top=0005', 'top=5'],
      ['$top=999999999999999', 'top=999999999999999'],
      ['$skip=0', 'skip=0'],
      ['$skip=10', 'skip=10'],
      ['$count=true', 'count'],
      ['$count=TRUE', 'count'],
      ['$count=false', ''],
      ['$skiptoken=AbC-_~.', 'skiptoken=AbC-_~.'],
      ['$format=json', ''],
      ['$format=application/json;odata.metadata=none', ''],
    ],
    refused: [
      ['$top=-1', notWhole('$top', '-1')],
      ['$top=abc', notWhole('$top', 'abc')],
      ['$top=1.5', notWhole('$top', '1.5')],
      ['$top=1e3', notWhole('$top', '1e3')],
      ['$top=%2B5', notWhole('$top', '+5')],
      ['$top=0x10', notWhole('$top', '0x10')],
      ['$top=1 2', notWhole('$top', '1 2')],
      ['$top=٣', notWhole('$top', '٣')],
      ['$top=9999999999999999', notWhole('$top', '9999999999999999')],
      ['$skip=-1', notWhole('$skip', '-1')],
      ['$skip=x', notWhole('$skip', 'x')],
      ['$count=1', notTrueOrFalse('1')],
      ['$count=yes', notTrueOrFalse('yes')],
      ['$count=', empty('$count')],
      ['$format=xml', "… The value 'xml' of the query option '$format' is not supported."],
      ['$format=atom', "… The value 'atom' of the query option '$format' is not supported."],
      [
        '$format=application/json;odata.metadata=lots',
        "… The value 'application/json;odata.metadata=lots' of the query option '$format' is not supported.",
      ],
    ],
  },
  {
    construct: 'parameterAlias, aliasAndValue',
    accepted: [
      ["$filter=name eq @n&@n='x'", "filter(eq name 'x')"],
      ["@n='x'&$filter=name eq @n", "filter(eq name 'x')"],
      ["$filter=name eq @N&%40n='x'", "filter(eq name 'x')"],
      ['$filter=@f&@f=active and count eq 1', 'filter(and active (eq count 1))'],
      ['$filter=@f or false&@f=active and true', 'filter(or (and active true) false)'],
      ['$filter=count eq @a&@a=@b add 1&@b=2', 'filter(eq count (add:int32 2 1))'],
      ['$filter=name eq @missing', 'filter(eq name null)'],
      ['$orderby=@k desc&@k=count', 'orderby(count desc)'],
      ["$expand=parts($filter=label eq @n)&@n='x'", "expand(parts{filter(eq label 'x')})"],
      ['@unused=(((', ''],
    ],
    refused: [
      ["@n='x'&@N='y'&$filter=name eq @n", once('@n')],
      ['$filter=name eq @n&@n=', "… Syntax error at position 0 in ''."],
      ["$filter=name eq @n&@n='x", "… There is an unterminated string literal at position 0 in ''x'."],
      ["$filter=name eq @n&@n='x' eq", "… Syntax error at position 5 in ''x' eq'."],
      ['$filter=name eq @', "… Syntax error at position 8 in 'name eq @'."],
      ['$filter=@a&@a=@b&@b=@a', "… The expression depth limit of '100' has been exceeded."],
      ["$filter=name in (@n)&@n='x'", "… Syntax error at position 9 in 'name in (@n)'."],
    ],
  },
  {
    construct: 'options of an item',
    path: '/beta/workshop/things/1',
    accepted: [
      ['$select=id', 'select(id)'],
      ['$expand=parts($top=1)', 'expand(parts{top=1})'],
      ['$select=id&$expand=parts&$format=json&foo=1', 'select(id) expand(parts)'],
    ],
    refused: [
      ['$filter=active', notAllowed('Filter')],
      ['$orderby=name', notAllowed('OrderBy')],
      ['$top=1', notAllowed('Top')],
      ['$skip=1', notAllowed('Skip')],
      ['$count=true', notAllowed('Count')],
      ['$search=x', notAllowed('Search')],
      ['$skiptoken=x', notAllowed('SkipToken')],
      ['$select=id&$filter=((', notAllowed('Filter')],
    ],
  },
  {
    construct: 'options of a single navigation property',
    path: '/beta/workshop/things/1/summary',
    accepted: [['$select=total', 'select(total)']],
    refused: [
      ['$top=1', notAllowed('Top')],
      ['$select=name', noProperty('name', 'summary')],
    ],
  },
  {
    construct: 'options of a singleton',
    path: '/beta/workshop',
    accepted: [['$select=id', 'select(id)']],
    refused: [
      ['$filter=active', notAllowed('Filter')],
      ['$expand=things', noProperty('things', 'workshop')],
    ],
  },
  {
    construct: 'options of /$count',
    path: '/beta/workshop/things/$count',
    accepted: [
      ['$filter=active', 'filter(active)'],
      ['$search=x', "search('x')"],
      ['$filter=active&$search=x', "filter(active) search('x')"],
    ],
    refused: [
      ['$top=1', notAllowed('Top')],
      ['$select=id', notAllowed('Select')],
      ['$expand=parts', notAllowed('Expand')],
      ['$orderby=name', notAllowed('OrderBy')],
      ['$count=true', notAllowed('Count')],
    ],
  },
  {
    construct: 'options of a property',
    path: '/beta/workshop/things/1/name',
    accepted: [['$format=json', '']],
    refused: [
      ['$select=id', notAllowed('Select')],
      ['$filter=active', notAllowed('Filter')],
    ],
  },
  {
    construct: 'options of an action',
    path: '/beta/workshop/things/1/assign',
    accepted: [['foo=1', '']],
    refused: [['$select=id', notAllowed('Select')]],
  },
  {
    construct: 'options after a cast segment',
    path: '/beta/workshop/things/graph.machine',
    accepted: [
      ['$filter=speed gt 5&$select=speed,name&$orderby=speed', 'select(speed,name) filter(gt speed 5d) orderby(speed)'],
      ["$filter=isof('microsoft.graph.robot')", 'filter(isof robot)'],
    ],
    refused: [
      ["$filter=grip eq 'x'", noProperty('grip', 'machine')],
      ["$filter=isof('microsoft.graph.tool')", noCast('tool', 'machine')],
    ],
  },
  {
    construct: 'options of a nested collection',
    path: '/v1.0/workshop/things/1/parts',
    accepted: [
      ['$filter=price gt 5&$expand=screws', 'expand(screws) filter(gt price 5d)'],
      ['$filter=screws/any(s:s/turns gt 1)', 'filter(any screws* ?s (gt ?s/turns 1))'],
    ],
    refused: [["$filter=name eq 'x'", noProperty('name', 'part')]],
  },
]
