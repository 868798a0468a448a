/** Apps: a folder for each platform, names by type. */
import type { Entity } from '../../../../model/payload.js'
import { shortType, text } from '../../export/source.js'
import { cleaned } from '../file-names.js'
import { APPS } from './objects.js'
import type { Part } from './parts.js'

const PLATFORMS = [
  ['ios', 'iOS'],
  ['macos', 'macOS'],
  ['android', 'Android'],
  ['windows', 'Windows'],
  ['microsoft', 'Windows'],
] as const

/** The folder and the name of an app. `microsoft` is part of every type. */
function appFile(app: Entity): string {
  const type = text(app['@odata.type'])
  const folder = PLATFORMS.find(([key]) => type.toLowerCase().includes(key))?.[1] ?? 'None'
  const version = (member: string): string => text(app[member]).replaceAll('.', '_')
  const apple = text(app['vppTokenAppleId']).split('@')[0] ?? ''
  const ends: Readonly<Record<string, string>> = {
    iosVppApp: `iOSVppApp_${apple}`,
    macOsVppApp: `macOSVppApp_${apple}`,
    win32LobApp: `Win32_${version('displayVersion') || 'Win32'}`,
    windowsMobileMSI: `WinMSI_${version('productVersion')}`,
  }
  return `${folder}\n${text(app['displayName'])}_${ends[shortType(type)] ?? shortType(type)}`
}

export const apps: Part = async function* (writer) {
  const filter =
    "(microsoft.graph.managedApp/appAvailability) eq null or (microsoft.graph.managedApp/appAvailability) eq 'lineOfBusiness' or isAssigned eq true"
  for (const app of await writer.source.list(`${APPS}/mobileApps?$filter=${encodeURIComponent(filter)}`)) {
    delete app['description']
    const path = `${APPS}/mobileApps/${text(app['id'])}`
    const tags = await writer.source.item(`${path}?$select=roleScopeTagIds,id`)
    if (tags !== undefined) app['roleScopeTagIds'] = tags['roleScopeTagIds']
    const [folder = '', file = ''] = appFile(app).split('\n')
    yield { path: `Applications/${folder}/${cleaned(file)}`, item: await writer.finished(app, `${path}/assignments`) }
  }
}
