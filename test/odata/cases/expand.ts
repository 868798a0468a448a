import { badTerm, gateway, noProperty, notAllowed, notDefined, UNBALANCED } from './case.js'
import type { Construct } from './case.js'

function notNavigation(name: string, type: string): string {
  return (
    `… Property '${name}' on type 'microsoft.management.services.api.${type}' is not a navigation property or complex ` +
    'property. Only navigation properties can be expanded.'
  )
}

function notInExpand(option: string): string {
  return gateway(`The query option '${option}' is not supported in $expand.`)
}

const IT = "… '$it' is not supported here."

export const expand: readonly Construct[] = [
  {
    construct: 'expand, expandItem, expandPath',
    option: '$expand',
    accepted: [
      ['parts', 'expand(parts)'],
      ['Parts', 'expand(parts)'],
      ['parts()', 'expand(parts)'],
      ['parts,summary', 'expand(parts, summary)'],
      [' summary , parts ', 'expand(summary, parts)'],
      ['logs', 'expand(logs)'],
      ['*', 'expand(parts, summary, logs)'],
      ['*,parts($top=1)', 'expand(parts{top=1}, summary, logs)'],
      ['*($select=id)', 'expand(parts{select(id)}, summary{select(id)}, logs{select(id)})'],
      ['microsoft.graph.machine/sensors', 'expand(sensors)'],
      ['graph.robot/sensors($top=1)', 'expand(sensors{top=1})'],
      ['microsoft.graph.thing/parts', 'expand(parts)'],
    ],
    refused: [
      ['nothing', noProperty('nothing', 'thing')],
      ['sensors', noProperty('sensors', 'thing')],
      ['parts,nothing', noProperty('nothing', 'thing')],
      ['name', notNavigation('name', 'thing')],
      ['address', notNavigation('address', 'thing')],
      ['address/parts', notNavigation('address', 'thing')],
      ['parts/screws', badTerm('parts/screws')],
      ['parts/microsoft.graph.part', badTerm('parts/microsoft.graph.part')],
      ['microsoft.graph.machine', badTerm('microsoft.graph.machine')],
      ['microsoft.graph.nothing/parts', notDefined('microsoft.graph.nothing')],
      ['parts/$ref', gateway("'$ref' is not supported in $expand, as in 'parts/$ref'.")],
      ['parts/$count', gateway("'$count' is not supported in $expand, as in 'parts/$count'.")],
      ['parts/$value', gateway("'$value' is not supported in $expand, as in 'parts/$value'.")],
      ['$value', gateway("'$value' is not supported in $expand, as in '$value'.")],
      ['*/$ref', badTerm('*/$ref')],
      ['parts,', badTerm('')],
      [',parts', badTerm('')],
      ['(parts)', badTerm('')],
      ['parts summary', badTerm('parts summary')],
      ['parts;summary', badTerm('parts;summary')],
      [
        'parts,parts',
        gateway(
          "Found multiple select terms with same select path 'parts' at one $select or $expand, please combine them together.",
        ),
      ],
      ['*($top=1)', notAllowed('Top')],
    ],
  },
  {
    construct: 'expandOption',
    option: '$expand',
    accepted: [
      ['parts($select=id,label)', 'expand(parts{select(id,label)})'],
      ['parts($select=id;$top=5)', 'expand(parts{select(id) top=5})'],
      ['parts( $select = id ; $top = 2 )', 'expand(parts{select(id) top=2})'],
      ['parts($SELECT=id)', 'expand(parts{select(id)})'],
      ['parts($skip=2;$top=3)', 'expand(parts{top=3 skip=2})'],
      ['parts($count=true)', 'expand(parts{count})'],
      ['parts($orderby=label,price desc)', 'expand(parts{orderby(label, price desc)})'],
      ['parts($search="a;b,c)")', "expand(parts{search('a;b,c)')})"],
      ['parts($filter=price gt 5)', 'expand(parts{filter(gt price 5d)})'],
      ["parts($filter=label eq 'a,b;c)')", "expand(parts{filter(eq label 'a,b;c)')})"],
      ["parts($filter=label eq 'it''s')", "expand(parts{filter(eq label 'it's')})"],
      [
        "parts($filter=contains(label,'x') and (price gt 5))",
        "expand(parts{filter(and (contains label 'x') (gt price 5d))})",
      ],
      ['parts($filter=screws/any(s:s/turns eq 1))', 'expand(parts{filter(any screws* ?s (eq ?s/turns 1))})'],
      ['parts($expand=screws)', 'expand(parts{expand(screws)})'],
      ['parts($expand=*)', 'expand(parts{expand(screws)})'],
      [
        'parts($expand=screws($filter=turns gt 3;$orderby=turns desc);$count=true),summary($select=total)',
        'expand(parts{expand(screws{filter(gt turns 3) orderby(turns desc)}) count}, summary{select(total)})',
      ],
    ],
    refused: [
      ['parts(select=id)', badTerm('(select=id)')],
      ['parts($select=id;top=5)', badTerm('($select=id;top=5)')],
      ['parts($select)', badTerm('($select)')],
      ['parts(id)', badTerm('(id)')],
      ['parts(;)', badTerm('(;)')],
      ['parts($select=id;)', badTerm('($select=id;)')],
      ['parts($select=id,$top=5)', badTerm('$top=5')],
      ['parts($select=id)x', badTerm('parts($select=id)x')],
      ['parts($select=id)($top=1)', badTerm('parts($select=id)($top=1)')],
      ['parts($select=id', UNBALANCED],
      ['parts($select=id))', UNBALANCED],
      ['parts)', UNBALANCED],
      ["parts($filter=label eq 'x)", UNBALANCED],
      ['parts($search="x)', UNBALANCED],
      ['parts($levels=2)', notInExpand('$levels')],
      ['parts($levels=max)', notInExpand('$levels')],
      ['parts($format=json)', notInExpand('$format')],
      ['parts($skiptoken=x)', notInExpand('$skiptoken')],
      ['parts($compute=price mul 2 as twice)', notInExpand('$compute')],
      ['parts($apply=x)', notInExpand('$apply')],
      ['parts($nothing=1)', notInExpand('$nothing')],
      ['summary($top=1)', notAllowed('Top')],
      ['summary($filter=total gt 1)', notAllowed('Filter')],
      ['summary($orderby=total)', notAllowed('OrderBy')],
      ['parts($select=)', "… The value for OData query '$select' cannot be empty."],
      [
        'parts($top=1;$top=2)',
        "… Query option '$top' was specified more than once, but it must be specified at most once.",
      ],
      [
        'parts($top=-1)',
        "… Invalid value '-1' for $top query option found. The $top query option requires a non-negative integer value.",
      ],
      ['parts($count=1)', "… Invalid value '1' for $count query option found. Valid values are 'true' or 'false'."],
      ['parts($select=colour2)', noProperty('colour2', 'part')],
      ["parts($filter=name eq 'x')", noProperty('name', 'part')],
      ['parts($orderby=name)', noProperty('name', 'part')],
      ['parts($expand=parts)', noProperty('parts', 'part')],
      ['parts($filter=label eq)', "… Syntax error at position 7 in 'label eq'."],
      ["parts($filter=$it/name eq 'x')", IT],
    ],
  },
  {
    construct: 'expand in v1.0, of another type, and where the gateway answers',
    option: '$expand',
    path: '/v1.0/workshop/things',
    accepted: [['*', 'expand(parts, summary)']],
    refused: [['logs', noProperty('logs', 'thing')]],
  },
  {
    construct: 'expand after a cast',
    option: '$expand',
    path: '/beta/workshop/things/graph.machine',
    accepted: [
      ['sensors', 'expand(sensors)'],
      ['*', 'expand(parts, summary, logs, sensors)'],
    ],
    refused: [['nothing', noProperty('nothing', 'machine')]],
  },
  {
    construct: 'expand in the directory, where the gateway answers',
    option: '$expand',
    path: '/beta/parts',
    accepted: [['screws', 'expand(screws)']],
    refused: [
      ['nothing', gateway("Could not find a property named 'nothing' on type 'microsoft.graph.part'.")],
      [
        'label',
        gateway(
          "Property 'label' on type 'microsoft.graph.part' is not a navigation property or complex property. Only navigation properties can be expanded.",
        ),
      ],
    ],
  },
]
