/** How PyYAML writes a text: as it is, or in quotes. */

export type Style = 'plain' | 'single' | 'double'

/** Texts that would be read as something else: of YAML 1.1, as PyYAML resolves them. */
const OTHERS = [
  /^(?:yes|Yes|YES|no|No|NO|true|True|TRUE|false|False|FALSE|on|On|ON|off|Off|OFF)$/,
  /^(?:[-+]?[0-9][0-9_]*\.[0-9_]*(?:[eE][-+][0-9]+)?|\.[0-9][0-9_]*(?:[eE][-+][0-9]+)?|[-+]?[0-9][0-9_]*(?::[0-5]?[0-9])+\.[0-9_]*|[-+]?\.(?:inf|Inf|INF)|\.(?:nan|NaN|NAN))$/,
  /^(?:[-+]?0b[01_]+|[-+]?0[0-7_]+|[-+]?(?:0|[1-9][0-9_]*)|[-+]?0x[0-9a-fA-F_]+|[-+]?[1-9][0-9_]*(?::[0-5]?[0-9])+)$/,
  /^(?:<<|=|~|null|Null|NULL|)$/,
  /^(?:\d{4}-\d\d-\d\d|\d{4}-\d\d?-\d\d?(?:[Tt]|[ \t]+)\d\d?:\d\d:\d\d(?:\.\d*)?(?:[ \t]*(?:Z|[-+]\d\d?(?::\d\d)?))?)$/,
]

/** What begins something else, or ends a text: for `-`, `?` and `:` only before white space. */
const INDICATORS = /^(?:---|\.\.\.|[#,[\]{}&*!|>'"%@`]|[-?:](?:\s|$))|:(?:\s|$)|\s#/

/** What can stand in no quotes but double ones: all but printable ASCII and line breaks, and spaces beside a break. */
const SPECIAL = /[^\n -~]| \n/

export function styleOf(text: string, isKey: boolean): Style {
  const hasBreaks = text.includes('\n')
  const outer = /^[ \n]|[ \n]$/.test(text)
  const special = SPECIAL.test(text)
  if (!hasBreaks && !outer && !special && !INDICATORS.test(text) && !OTHERS.some((other) => other.test(text)))
    return 'plain'
  return special || text.includes('\n ') || (isKey && hasBreaks) ? 'double' : 'single'
}
