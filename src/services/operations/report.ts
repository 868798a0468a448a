/**
 * Reports are tables as JSON: the columns that were asked for, and no rows where no device ever reported anything.
 * @see https://learn.microsoft.com/graph/api/intune-reporting-devicemanagementreports-getdevicenoncompliancereport
 */
import type { Entity } from '../../model/payload.js'

export function emptyReport({ select }: Entity): unknown {
  const columns = Array.isArray(select) ? (select as unknown[]).filter((name) => typeof name === 'string') : []
  return {
    TotalRowCount: 0,
    Schema: columns.map((name) => ({ Column: name, PropertyType: 'String' })),
    Values: [],
    SessionId: '',
  }
}
