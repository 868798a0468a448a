/** The settings as a table in Markdown. */
import { SETTINGS } from '../src/config.js'
import { describe } from '../src/settings.js'
import type { Setting, Settings } from '../src/settings.js'

export function settingsTable(settings: Settings = SETTINGS): string {
  return [
    '| Environment | Flag | Default | May be | What for |',
    '| --- | --- | --- | --- | --- |',
    ...Object.values(settings).map(
      (setting) =>
        `| ${code(setting.env ?? '')} | ${code(setting.flag)} | ${code(defaultOf(setting))} | ${escaped(describe(setting.schema))} | ${escaped(setting.help)} |`,
    ),
  ].join('\n')
}

function defaultOf(setting: Setting): string {
  return setting.default === undefined ? '' : `${setting.default}`
}

function code(text: string): string {
  return text === '' ? '' : `\`${text}\``
}

function escaped(text: string): string {
  return text.replaceAll('|', '\\|')
}
