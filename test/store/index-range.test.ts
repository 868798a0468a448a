/** Which lists keep one plan on PostgreSQL: those for which no values would make another one better. */
import t from 'tap'
import { model } from '../../src/entities/index.js'
import { readQuery } from '../../src/odata/query.js'
import { readResourcePath } from '../../src/odata/resource-path.js'
import { isIndexRange } from '../../src/store/query/index-range.js'

const path = readResourcePath(model, '/beta/deviceAppManagement/mobileAppConfigurations')
const asked = (options: string): boolean => isIndexRange(readQuery(encodeURI(options), { model, path }).query)

t.test('a prefix of what the list is sorted by, and conditions that no index serves', async (t) => {
  const yes = [
    "$filter=startswith(displayName,'a')&$orderby=displayName",
    "$filter=startswith(displayName,'a') and version gt 0&$orderby=displayName desc",
    "$filter=version gt 0 and (startswith(displayName,'a') and createdDateTime lt 2026-01-01T00:00:00Z)&$orderby=displayName,version",
  ]
  for (const options of yes) t.equal(asked(options), true, options)
})

t.test('whatever another index might serve better for some values is planned for them', async (t) => {
  const no = [
    '$orderby=displayName',
    "$filter=startswith(displayName,'a')",
    "$filter=startswith(displayName,'a')&$orderby=id",
    "$filter=startswith(displayName,'a')&$orderby=version,displayName",
    "$filter=startswith(displayName,'a') or version gt 0&$orderby=displayName",
    "$filter=startswith(displayName,'a') and description eq 'b'&$orderby=displayName",
    "$filter=startswith(displayName,'a') and startswith(id,'b')&$orderby=displayName",
    "$filter=not startswith(displayName,'a')&$orderby=displayName",
    "$filter=startswith(tolower(displayName),'a')&$orderby=displayName",
    "$filter=startswith(displayName,'a')&$orderby=displayName&$expand=assignments",
    '$filter=version gt 0&$orderby=displayName',
  ]
  for (const options of no) t.equal(asked(options), false, options)
})
