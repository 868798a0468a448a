/** Requests of the journal as people read them. */
import { prettyText } from '../../services/requests/body-text.js'
import type { Hint } from '../../services/requests/hints/hint.js'
import type { ShownPrivilege, ShownRequest, WholeRequest } from '../../services/requests/shown.js'

const RED = '\u001b[31m'
const PLAIN = '\u001b[0m'

/** Time, status, method, URL, duration, and who; below it why it was refused. */
export function lineOf(request: ShownRequest, colour = false): string {
  const { id, batch, at, ms, status, method, url, app, user, failure, pinned } = request
  const who = [app?.name ?? app?.id, user?.name ?? user?.id].filter((name) => name !== undefined).join(' for ')
  const shown = status >= 400 && colour ? `${RED}${status}${PLAIN}` : String(status)
  const indent = batch === undefined ? '' : '  '
  const line = `${id}${pinned ? '*' : ''}  ${at.slice(11, 23)}  ${shown}  ${indent}${method.padEnd(6)} ${url}  ${ms} ms  ${who}`
  return `${line.trimEnd()}\n${failure === undefined ? '' : `    ${indent}${failure.code}: ${firstLine(failure.message)}\n`}`
}

function firstLine(text: string): string {
  return text.split('\n')[0] ?? ''
}

export function requestText(request: WholeRequest): string {
  const { sql, statements, requestId, needed, granted, sent, answer, parts, failure, batch } = request
  const lacks = needed.length > 0 && !needed.some((name) => granted.includes(name))
  const list = (names: readonly string[]): string => (names.length === 0 ? '(none)' : names.join(', '))
  const lines = [
    lineOf({ ...request, failure: undefined as never }).trimEnd(),
    `request-id  ${requestId}`,
    ...(batch === undefined ? [] : [`part of     ${batch}`]),
    `database    ${sql} ms in ${statements} ${statements === 1 ? 'statement' : 'statements'}`,
    ...(needed.length === 0 ? [] : [`needed      any of ${list(needed)}`]),
    ...(granted.length === 0 ? [] : [`granted     ${list(granted)}`]),
    ...(failure === undefined ? [] : [`refused     ${failure.code}: ${failure.message}`]),
    ...(lacks ? ['            none of what was needed was granted'] : []),
    ...(sent === undefined ? [] : ['', 'sent', prettyText(sent)]),
    ...(answer === undefined ? [] : ['', 'answered', prettyText(answer)]),
    ...(parts.length === 0 ? [] : ['', 'parts', ...parts.map((part) => lineOf(part).trimEnd())]),
  ]
  return `${lines.join('\n')}\n`
}

export function leastPrivilegeText(value: readonly ShownPrivilege[]): string {
  if (value.length === 0) return 'the journal has no request of it that a permission is needed for\n'
  return value.map(privilegeText).join('\n')
}

function privilegeText({ kind, requests, needed, missing, unneeded, commands }: ShownPrivilege): string {
  const lines = [`${kind} permissions, for ${requests} ${requests === 1 ? 'request' : 'requests'} of the journal:`]
  for (const { permission, uses } of needed) {
    lines.push(`  ${permission}${missing.includes(permission) ? ' (missing)' : ''}`)
    lines.push(...uses.map(({ method, route, requests: count }) => `    ${method} ${route} × ${count}`))
  }
  if (unneeded.length > 0) lines.push(`not needed: ${unneeded.join(', ')}`)
  lines.push(commands.length === 0 ? 'it has just what it needs' : 'to grant just that:')
  return `${[...lines, ...commands.map((command) => `  ${command}`)].join('\n')}\n`
}

export function hintsText(value: readonly Hint[]): string {
  if (value.length === 0) return 'nothing to say\n'
  return value
    .map(({ hint, message, requests, count }) => {
      const more = count > requests.length ? ` and ${count - requests.length} more` : ''
      return `${hint}: ${message}\n    requests ${requests.join(', ')}${more}\n`
    })
    .join('')
}
