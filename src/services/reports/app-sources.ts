/** Rows about apps: those that there are, those on devices, and those that users ran as administrators. */
import type { Scope } from '../scope.js'
import { grouped, mapped, pagesBelow, pagesOf } from './pages.js'
import type { Pages } from './pages.js'
import { at, child, isId, own, set } from './source.js'
import type { Source } from './source.js'

const APP = `ApplicationKey=id ApplicationId=id ApplicationName=displayName ApplicationPublisher=publisher
  ApplicationShortVersion=version ApplicationVersion=version DeviceCount=deviceCount Platform=platform:String`

const ON_DEVICE = `ApplicationKey=app.id ApplicationId=app.id ApplicationName=app.displayName
  ApplicationPublisher=app.publisher ApplicationShortVersion=app.version ApplicationVersion=app.version
  Platform=app.platform:String DeviceId=id DeviceName=deviceName OSDescription=operatingSystem OSVersion=osVersion
  UserId=userId EmailAddress=emailAddress UserName=userDisplayName`

const DETECTED = 'deviceManagement/detectedApps'

const detectedOnDevices: Source = {
  types: { '': 'managedDevice', app: 'detectedApp' },
  columns: ON_DEVICE,
  pages(scope, { members, fixed }) {
    const apps = pagesOf(scope, at(scope, DETECTED), [], { filter: isId(fixed.get('ApplicationKey')) })
    const onDevices = child(at(scope, DETECTED), 'managedDevices')
    const filter = isId(fixed.get('DeviceId'))
    return pagesBelow(
      apps,
      ({ id }) => pagesOf(scope, onDevices, [String(id)], { filter, select: own(members) }),
      function* (app, device) {
        return { ...device, app }
      },
    )
  },
}

const ELEVATION = `Id=id DeviceId=deviceId DeviceName=deviceName EventDateTime=eventDateTime ElevationType=elevationType
  FilePath=filePath FileName=filePath Upn=upn UserType=userType ProductName=productName CompanyName=companyName
  FileVersion=fileVersion Justification=justification Hash=hash InternalName=internalName FileDescription=fileDescription
  Result=result ProcessType=processType RuleId=ruleId ParentProcessName=parentProcessName PolicyId=policyId
  PolicyName=policyName IsSystemInitiated=systemInitiatedElevation ElevationCount=count:Int32 TotalCount=count:Int32`

const ELEVATIONS = 'deviceManagement/privilegeManagementElevations'

/** Elevations, one row for those that are equal in some members. */
function elevationsBy(...equal: readonly string[]): Source {
  return {
    types: { '': 'privilegeManagementElevation' },
    columns: ELEVATION,
    pages: (scope) => grouped(pagesOf(scope, at(scope, ELEVATIONS), []), equal, 'count'),
  }
}

/** Apps with their platform. */
export function appPages(scope: Scope, select: readonly string[]): Pages {
  const apps = pagesOf(scope, at(scope, 'deviceAppManagement/mobileApps'), [], { select })
  return mapped(apps, function* (app) {
    const type = String(app['@odata.type']).replace('#microsoft.graph.', '')
    return { ...app, type, platform: platformOf(type) }
  })
}

function apps(columns: string): Source {
  return { types: { '': 'mobileApp' }, columns, pages: (scope, { members }) => appPages(scope, own(members)) }
}

function platformOf(type: string): string {
  const name = /^(?:managed)?(android|ios|macos)/i.exec(type)?.[1]?.toLowerCase()
  return { android: 'Android', ios: 'iOS', macos: 'MacOS' }[name ?? ''] ?? 'Windows'
}

export const appSources = {
  detectedApps: set(DETECTED, 'detectedApp', APP),
  detectedOnDevices,
  apps: apps(`AppIdentifier=id ApplicationId=id Name=displayName ApplicationName=displayName Publisher=publisher
      Platform=platform:AppPlatform Status=publishingState AppStatus=publishingState Type=type:String AppType=type:String
      Description=description Developer=developer FeaturedApp=isFeatured IsFeaturedApp=isFeatured Notes=notes Owner=owner
      DateCreated=createdDateTime CreationTime=createdDateTime LastModified=lastModifiedDateTime
      AppLastModifiedTime=lastModifiedDateTime MoreInformationURL=informationUrl MoreInformationLink=informationUrl
      PrivacyInformationURL=privacyInformationUrl PrivacyLink=privacyInformationUrl Assigned=isAssigned`),
  elevations: set(ELEVATIONS, 'privilegeManagementElevation', ELEVATION.replace(/ ElevationCount=.*/s, '')),
  elevationsByApplication: elevationsBy(
    'hash',
    'fileVersion',
    'companyName',
    'internalName',
    'elevationType',
    'filePath',
  ),
  elevationsByPublisher: elevationsBy('companyName', 'elevationType'),
  elevationsByUser: elevationsBy('upn'),
  appRegistrations: set(
    'deviceAppManagement/managedAppRegistrations',
    'managedAppRegistration',
    `AppInstanceId=id AppVersion=applicationVersion SdkVersion=managementSdkVersion DeviceName=deviceName
      DeviceType=deviceType DeviceManufacturer=deviceManufacturer DeviceModel=deviceModel AADDeviceID=azureADDeviceId
      MDMDeviceID=managedDeviceId PlatformVersion=platformVersion LastSync=lastSyncDateTime User=userId`,
  ),
} satisfies Readonly<Record<string, Source>>
