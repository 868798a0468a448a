/** Scripts of every kind, with their text beside them. */
import { decoded, text } from '../../export/source.js'
import { cleaned } from '../file-names.js'
import { MANAGEMENT } from './objects.js'
import { plain, script } from './parts.js'
import type { Part } from './parts.js'

export const scripts: readonly Part[] = [
  plain({
    folder: 'Scripts/Powershell',
    set: `${MANAGEMENT}/deviceManagementScripts`,
    single: true,
    assigned: true,
    change: (item) => script(item, 'scriptContent', `${cleaned(text(item['fileName']).replace('.ps1', ''))}.ps1`),
  }),
  ...(['deviceShellScripts', 'deviceCustomAttributeShellScripts'] as const).map((set) =>
    plain({
      folder: set === 'deviceShellScripts' ? 'Scripts/Shell' : 'Custom Attributes',
      set: `${MANAGEMENT}/${set}`,
      single: true,
      assigned: true,
      change: (item) => script(item, 'scriptContent', `${cleaned(text(item['fileName']).replace('.sh', ''))}.sh`),
    }),
  ),
  plain({
    folder: 'Proactive Remediations',
    set: `${MANAGEMENT}/deviceHealthScripts`,
    single: true,
    assigned: true,
    takes: (item) => !text(item['publisher']).includes('Microsoft'),
    change: (item) =>
      ['detectionScript', 'remediationScript'].map((kind) => ({
        path: `Script Data/${cleaned(text(item['displayName']))}_${kind}.ps1`,
        text: decoded(item[`${kind}Content`]),
      })),
  }),
]
