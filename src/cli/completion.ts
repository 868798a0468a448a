/** `intunite completion`: prints what a shell has to read to complete commands, verbs and flags. */
import { CLIENT_SETTINGS } from '../client-settings.js'
import { ConfigError, suggestion } from '../settings.js'
import type { Settings } from '../settings.js'
import type { Command } from './command.js'
import { IMPORT } from './control/backup.js'
import { EXPORT_SETTINGS } from './control/export.js'
import { NOUNS } from './control/nouns.js'
import { TOKEN } from './control/rights.js'
import { SCENARIO_VERBS } from './control/scenario-verbs.js'

const SHELLS = ['bash', 'zsh', 'fish'] as const

/** What may follow the words of a command: further words, or flags. */
interface Step {
  /** The words so far, `tenant create` for example. */
  readonly path: string
  readonly next: readonly string[]
}

export async function completionCommand(argv: readonly string[], commands: Commands): Promise<number> {
  const [shell = '', ...others] = argv
  if (others.length > 0) throw new ConfigError([`unexpected argument '${others.join(' ')}'`])
  if (shell === 'bash' || shell === 'zsh') process.stdout.write(shell === 'bash' ? bash(commands) : zsh(commands))
  else if (shell === 'fish') process.stdout.write(fish(commands))
  else throw new ConfigError([`completion needs one of ${SHELLS.join(', ')}${suggestion(shell, SHELLS)}`])
  return 0
}

type Commands = Readonly<Record<string, Command>>

function steps(commands: Commands): Step[] {
  const flags = (settings: Settings): string[] => Object.values(settings).map(({ flag }) => flag)
  const client = { ...CLIENT_SETTINGS }
  const found: Step[] = [{ path: '', next: [...Object.keys(commands), 'help'] }]
  for (const [name, { settings }] of Object.entries(commands))
    if (!Object.hasOwn(NOUNS, name)) found.push({ path: name, next: flags(settings) })
  found.push({ path: 'help', next: Object.keys(commands) })
  for (const [noun, verbs] of Object.entries(NOUNS)) {
    const firsts = new Set(Object.keys(verbs).map((name) => name.split(' ')[0] ?? ''))
    found.push({ path: noun, next: [...firsts] })
    for (const first of firsts) {
      const seconds = Object.keys(verbs).flatMap((name) =>
        name.startsWith(`${first} `) ? [name.slice(first.length + 1)] : [],
      )
      if (seconds.length > 0) found.push({ path: `${noun} ${first}`, next: seconds })
    }
    for (const [name, { settings }] of Object.entries(verbs))
      found.push({ path: `${noun} ${name}`, next: flags({ ...settings, ...client }) })
  }
  return [
    ...found.filter(({ path }) => !['token', 'import', 'export', 'scenario', 'completion'].includes(path)),
    { path: 'scenario', next: Object.keys(SCENARIO_VERBS) },
    ...Object.entries(SCENARIO_VERBS).map(([name, { settings }]) => ({
      path: `scenario ${name}`,
      next: name === 'run' ? flags({ ...settings, ...client }) : [],
    })),
    { path: 'token', next: flags({ ...TOKEN.settings, ...client }) },
    { path: 'import', next: flags({ ...IMPORT.settings, ...client }) },
    { path: 'export', next: flags({ ...EXPORT_SETTINGS, ...client }) },
    { path: 'completion', next: [...SHELLS] },
  ]
}

/** The longest beginning of the line that is a command decides. */
function cases(commands: Commands): string {
  return steps(commands)
    .map(({ path, next }) => `    '${path}') next='${next.join(' ')}' ;;`)
    .join('\n')
}

function bash(commands: Commands): string {
  return `# Completion of intunite for bash: eval "$(intunite completion bash)"
_intunite_next() {
  local next=
  case "$1" in
${cases(commands)}
    *) return 1 ;;
  esac
  printf '%s' "$next"
}
_intunite() {
  local current="\${COMP_WORDS[COMP_CWORD]}" words=() word i next
  for ((i = 1; i < COMP_CWORD; i += 1)); do
    word="\${COMP_WORDS[i]}"
    [[ $word == -* ]] && break
    words+=("$word")
  done
  for ((i = \${#words[@]}; i >= 0; i -= 1)); do
    if next="$(_intunite_next "\${words[*]:0:i}")"; then
      COMPREPLY=($(compgen -W "$next" -- "$current"))
      [[ \${#COMPREPLY[@]} -gt 0 ]] || COMPREPLY=($(compgen -f -- "$current"))
      return
    fi
  done
}
complete -F _intunite intunite
`
}

function zsh(commands: Commands): string {
  return `#compdef intunite
# Completion of intunite for zsh: eval "$(intunite completion zsh)"
_intunite_next() {
  local next=
  case "$1" in
${cases(commands)}
    *) return 1 ;;
  esac
  print -rn -- "$next"
}
_intunite() {
  local -a before
  local word next i
  for ((i = 2; i < CURRENT; i += 1)); do
    word="$words[i]"
    [[ $word == -* ]] && break
    before+=("$word")
  done
  for ((i = $#before; i >= 0; i -= 1)); do
    if next="$(_intunite_next "\${(j: :)before[1,i]}")"; then
      compadd -- \${=next} || _files
      return
    fi
  done
}
compdef _intunite intunite
`
}

function fish(commands: Commands): string {
  return `# Completion of intunite for fish: intunite completion fish | source
function __intunite_next
  switch "$argv"
${steps(commands)
  .map(({ path, next }) => `    case '${path}'\n      printf '%s\\n' ${next.join(' ')}`)
  .join('\n')}
    case '*'
      return 1
  end
end
function __intunite_complete
  set -l before
  for word in (commandline -opc)[2..-1]
    string match -q -- '-*' $word; and break
    set -a before $word
  end
  for i in (seq (count $before) -1 0)
    set -l path (test $i -gt 0; and string join ' ' $before[1..$i])
    set -l next (__intunite_next $path); and printf '%s\\n' $next; and return
  end
end
complete -c intunite -a '(__intunite_complete)'
`
}
