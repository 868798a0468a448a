/** The settings of commands that talk to a server. */
import { Type } from 'typebox'
import { SETTINGS } from './config.js'
import type { Settings } from './settings.js'

/** Where commands that talk to a server find it. */
export const CLIENT_SETTINGS = {
  url: {
    env: 'INTUNITE_URL',
    flag: '--url',
    schema: Type.String({ pattern: '^https?://[^\\s/?#]+/?$', description: 'a URL such as http://127.0.0.1:8080' }),
    placeholder: 'url',
    help: 'A running server to talk to. Without it the command works on the data itself, and no server has to run.',
  },
  data: {
    ...SETTINGS.data,
    help: 'Folder of the SQLite database, and of the key of the control face (control.key).',
  },
  databaseUrl: SETTINGS.databaseUrl,
  model: SETTINGS.model,
  controlKey: {
    ...SETTINGS.controlKey,
    help: 'Key of the control face of the server at the URL, instead of the one in the data folder. Better set in the environment.',
  },
  adminSecret: SETTINGS.adminSecret,
  readerSecret: SETTINGS.readerSecret,
  json: {
    flag: '--json',
    implied: '1',
    schema: Type.Enum(['0', '1']),
    default: '0',
    placeholder: '1',
    help: 'Print the answer as JSON, for scripts.',
  },
} as const satisfies Settings
