/** The commands: what they are for, what they read, and where they are. Nothing is loaded before it is called. */
import { SETTINGS } from '../config.js'
import { CA_SETTINGS, SEED_SETTINGS } from './command-settings.js'
import type { Command } from './command.js'

export const COMMANDS: Readonly<Record<string, Command>> = {
  serve: {
    summary: 'Start the server. This is what happens without a command.',
    details: 'Starts the server and goes on until it gets SIGINT (Ctrl+C) or SIGTERM.',
    settings: SETTINGS,
    load: async () => (await import('./serve.js')).serveCommand,
  },
  seed: {
    summary: 'Fill a tenant with an invented organization.',
    details: 'Fills a tenant with an invented organization: apps, groups, users, devices, configurations and statuses.',
    settings: SEED_SETTINGS,
    load: async () => (await import('./seed.js')).seedCommand,
  },
  token: {
    summary: 'Print an access token, for scripts.',
    details: 'Prints an access token, for an app or for a user.',
    settings: {},
    load: async () => (await import('./control/run.js')).tokenCommand,
    help: async () => (await import('./control/run.js')).tokenHelp(),
  },
  tenant: noun('tenant', 'Administer tenants; export, import, clone and empty them.'),
  app: noun('app', 'Administer apps, their secrets and certificates.'),
  user: noun('user', 'Administer users.'),
  group: noun('group', 'Administer groups and their members.'),
  grant: noun('grant', 'Administer what apps may do.'),
  keys: noun('keys', 'Administer the keys that sign tokens.'),
  import: {
    summary: 'Import a backup that IntuneCD or another tool has made.',
    details: 'Imports a backup into a tenant: all of it, or nothing.',
    settings: {},
    load: async () => (await import('./control/run.js')).importCommand,
    help: async () => (await import('./control/run.js')).importHelp(),
  },
  export: {
    summary: 'Export a tenant as IntuneCD or another tool would save it.',
    details: 'Reads a tenant as a client of Graph does, and writes the files that a tool would write.',
    settings: {},
    load: async () => (await import('./control/export.js')).exportCommand,
    help: async () => (await import('./control/export.js')).exportHelp(),
  },
  snapshot: noun('snapshot', 'Keep the state of a tenant, compare it, and bring it back.'),
  history: {
    summary: 'Show who changed an object, when and how.',
    details:
      'Shows the changes of an object, or of all objects of a set: intunite history deviceManagement/deviceCategories',
    settings: {},
    load: async () => (await import('./control/run.js')).historyCommand,
    help: async () => (await import('./control/run.js')).historyHelp(),
  },
  why: {
    summary: 'Say why a device gets a policy or app, or does not.',
    details: 'Says which assignments, groups and filters decide: intunite why LF-LAP-0001 "Windows firewall"',
    settings: {},
    load: async () => (await import('./control/run.js')).whyCommand,
    help: async () => (await import('./control/run.js')).whyHelp(),
  },
  portal: {
    summary: 'Print a link that opens the portal, signed in.',
    details:
      'Prints a link that opens the portal of a running server signed in as a user, once and within five minutes.',
    settings: {},
    load: async () => (await import('./control/run.js')).portalCommand,
    help: async () => (await import('./control/run.js')).portalHelp(),
  },
  requests: {
    ...noun('requests', 'Show what clients asked, why it was refused, and which permissions it needs.'),
    load: async () => (await import('./control/run.js')).listedNounCommand('requests'),
  },
  clock: noun('clock', 'Show and set the clock of a tenant or of the whole server.'),
  scenario: {
    summary: 'Run a scenario: requests, time that passes, and what is expected.',
    details: 'Runs a scenario, checks the file of one, or prints the schema of the format.',
    settings: {},
    load: async () => (await import('./scenario.js')).scenarioCommand,
    help: async (rest) => (await import('./scenario.js')).scenarioHelp(rest),
  },
  device: noun('device', 'Enrol devices of a tenant that lives, state what they do, and see what they did.'),
  life: noun('life', 'Let a tenant live, so that devices check in and states follow.'),
  completion: {
    summary: 'Print completion for bash, zsh or fish.',
    details: 'Prints completion for a shell: eval "$(intunite completion bash)"',
    settings: {},
    load: async () => {
      const { completionCommand } = await import('./completion.js')
      return (argv) => completionCommand(argv, COMMANDS)
    },
  },
  ca: {
    summary: 'Show the private CA and how clients trust it; "ca export" writes it.',
    details:
      '"intunite ca" shows the private CA of --tls, and a line for each kind of client that is to trust it.\n"intunite ca export" writes its certificate. The server need not run.',
    settings: CA_SETTINGS,
    load: async () => (await import('./ca.js')).caCommand,
  },
}

/** What administers, on a running server or on the data itself. */
function noun(name: string, summary: string): Command {
  return {
    summary,
    details: summary,
    settings: {},
    load: async () => (await import('./control/run.js')).nounCommand(name),
    help: async (rest) => (await import('./control/run.js')).nounHelp(name, rest),
  }
}
