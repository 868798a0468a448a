/** Apps from the catalog of packages (B169): what a package would be as an app, which a client then creates. */
import { resourceNotFound } from '../../errors.js'
import { complete } from '../../model/payload.js'
import { answering } from './answering.js'

const PACKAGES = 'deviceAppManagement/mobileAppCatalogPackages'
const NONE = '00000000-0000-0000-0000-000000000000'

export const convertFromMobileAppCatalogPackage = answering(function* (
  { scope, resource },
  { mobileAppCatalogPackageId: id },
) {
  const found = typeof id === 'string' ? yield* scope.store.load(scope.model.resourceAt(PACKAGES), [id]) : undefined
  const type = resource.concreteTypes.find(({ name }) => name === 'win32CatalogApp')
  if (found === undefined || type === undefined) throw resourceNotFound()
  const { productDisplayName, productDescription, publisherDisplayName, versionDisplayName } = found.entity
  const app = complete(type, {
    id: NONE,
    displayName: productDisplayName,
    description: productDescription,
    publisher: publisherDisplayName,
    displayVersion: versionDisplayName,
    applicableArchitectures: found.entity['applicableArchitectures'],
    mobileAppCatalogPackageId: id,
  })
  return { value: { '@odata.type': '#microsoft.graph.win32CatalogApp', ...app } }
})
