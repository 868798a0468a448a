/**
 * Policies of ADMX files that every tenant finds in the catalog (B66): some of those that public policies use. Names,
 * paths and classes are those of the public ADMX files; ids are real where one is given, and made of path and name
 * elsewhere; explanations are ours.
 *
 * ```
 * category     = "=" path [" " id]
 * policy       = classes " " name ["{" id "}"] *(" | " presentation)   ; classes: m, u or both
 * presentation = kind " " label ["{" id "}"] ["=" item *("," item)]    ; an item is name:value
 * kind         = "C" check box / "D" decimal / "L" list box / "M" multi text / "S" dropdown / "T" text box / "X" text
 * ```
 */
import type { CatalogRows } from '../../model/model.js'
import type { Entity } from '../../model/payload.js'
import { guidOf } from './guid.js'

const POLICIES = String.raw`
=\Control Panel\Personalization
m Prevent enabling lock screen camera
m Prevent enabling lock screen slide show
=\Google\Google Chrome\Startup, Home page and New Tab page
m Show Home button on toolbar{2b088840-f531-4090-96d1-48c399825d90}
u Show Home button on toolbar{cae87e2e-618d-4cd2-b7d4-2805f4aa83c3}
=\Google\Google Chrome - Default Settings (users can override)\Startup, Home page and New Tab page
m Show Home button on toolbar{18afaa78-2f26-4e3e-a3d3-0f6191cc868a}
u Show Home button on toolbar{869bcf44-7180-4a96-9ee9-8f85e89ebf4d}
=\Microsoft Edge
mu Browser sign-in settings | S Browser sign-in settings=Disable browser sign-in:0,Enable browser sign-in:1,Force users to sign-in to use the browser (all profiles):2
mu Configure Do Not Track
mu Enable AutoFill for addresses
mu Enable AutoFill for payment instruments
mu Hide the First-run experience and splash screen
mu Minimum TLS version enabled | S Minimum SSL version enabled=TLS 1.0:tls1,TLS 1.1:tls1.1,TLS 1.2:tls1.2
=\Microsoft Edge\Extensions
mu Allow specific extensions to be installed | L Extension IDs to exempt from the block list
mu Control which extensions are installed silently | L Extension/App IDs and update URLs to be silently installed
mu Control which extensions cannot be installed | L Extension IDs the user should be prevented from installing (or * for all)
=\Microsoft Edge\Password manager and protection
mu Enable saving passwords to the password manager
=\Microsoft Edge\SmartScreen settings
mu Configure Microsoft Defender SmartScreen
mu Configure Microsoft Defender SmartScreen to block potentially unwanted apps
mu Prevent bypassing Microsoft Defender SmartScreen prompts for sites
mu Prevent bypassing of Microsoft Defender SmartScreen warnings about downloads
=\Microsoft Edge\Startup, home page and new tab page
mu Action to take on startup | S Action to take on startup=Open a new tab:5,Restore the last session:1,Open a list of URLs:4
mu Configure the home page URL | T Home page URL
mu Configure the new tab page URL | T New tab page URL
mu Set the new tab page as the home page
m Show Home button on toolbar{eaca0db8-9673-4487-8055-d6dc037a3ef9}
u Show Home button on toolbar{ec97fcc1-3c4b-4d70-a46e-31fdc063f22c}
mu Sites to open when the browser starts | L Sites to open when the browser starts
=\Microsoft Edge - Default Settings (users can override)\Startup, home page and new tab page
m Show Home button on toolbar{5e4239e8-de87-4994-a5ca-f744e701d6b5}
u Show Home button on toolbar{8b4c9402-29de-4051-ad74-9e9462bfe619}
=\Microsoft Excel 2016\Excel Options\Security\Trust Center
u Block macros from running in Office files from the Internet
u VBA Macro Notification Settings | S VBA Macro Notification Settings=Enable all macros:1,Disable all with notification:2,Disable all except digitally signed macros:3,Disable all without notification:4
=\Microsoft PowerPoint 2016\PowerPoint Options\Security\Trust Center
u Block macros from running in Office files from the Internet
u VBA Macro Notification Settings | S VBA Macro Notification Settings=Enable all macros:1,Disable all with notification:2,Disable all except digitally signed macros:3,Disable all without notification:4
=\Microsoft Word 2016\Word Options\Security\Trust Center
u Block macros from running in Office files from the Internet
u VBA Macro Notification Settings | S VBA Macro Notification Settings=Enable all macros:1,Disable all with notification:2,Disable all except digitally signed macros:3,Disable all without notification:4
=\MS Security Guide
m Apply UAC restrictions to local accounts on network logons
m Configure SMB v1 client driver | S Configure MrxSmb10 driver=Disable driver (recommended):4,Manual start:3,Automatic start:2
m Configure SMB v1 server
=\Network\Lanman Workstation
m Enable insecure guest logons
=\OneDrive e3269686-b34a-4b03-970a-d1cc37951c27
m Allow syncing OneDrive accounts for only specific organizations | L Tenant ID
m Allow users to contact Microsoft for feedback and support{5cdf0ce8-f338-4bb3-b2c2-d00e5a255514} | X Allow users to contact Microsoft to: {3fa73531-d6e9-4ed1-b6a4-803ccc9b2a88} | C Send Feedback{95e90bbb-f30f-4d15-a3a6-00bcebfa02e9} | C Receive user satisfication surveys{ee6784ea-dca6-4a86-8058-c556add7f60f} | C Contact OneDrive Support{1626672c-d7cc-400f-bd95-fdedcb90bf10}
m Convert synced team site files to online-only files
m Exclude specific kinds of files from being uploaded | L Keywords
u Limit the sync app upload speed to a fixed rate | D Bandwidth:
m Prevent users from moving their Windows known folders to OneDrive
m Prevent users from redirecting their Windows known folders to their PC
u Prevent users from syncing personal OneDrive accounts
m Prompt users to move Windows known folders to OneDrive | T Tenant ID:
m Require users to confirm large delete operations
m Set the sync app update ring | S Update ring:=Enterprise:0,Insiders:4,Production:5
m Silently move Windows known folders to OneDrive | T Tenant ID: | S Show notification to users after folders have been redirected:=No:0,Yes:1 | C Desktop | C Documents | C Pictures
m Silently sign in users to the OneDrive sync app with their Windows credentials
m Use OneDrive Files On-Demand
=\System\Logon
m Do not display network selection UI
m Turn on convenience PIN sign-in
=\System\Power Management\Sleep Settings
m Require a password when a computer wakes (on battery)
m Require a password when a computer wakes (plugged in)
=\Windows Components\AutoPlay Policies
mu Disallow Autoplay for non-volume devices
mu Set the default behavior for AutoRun | S Default AutoRun Behavior=Do not execute any autorun commands:1,Automatically execute autorun commands:2
mu Turn off Autoplay | S Turn off Autoplay on:=CD-ROM and removable media drives:181,All drives:255
=\Windows Components\BitLocker Drive Encryption\Operating System Drives
m Choose how BitLocker-protected operating system drives can be recovered | C Allow data recovery agent | S Configure storage of BitLocker recovery information to AD DS:=Store recovery passwords and key packages:1,Store recovery passwords only:2 | C Do not enable BitLocker until recovery information is stored to AD DS for operating system drives
m Require additional authentication at startup | C Allow BitLocker without a compatible TPM (requires a password or a startup key on a USB flash drive) | S Configure TPM startup:=Allow TPM:2,Require TPM:1,Do not allow TPM:0 | S Configure TPM startup PIN:=Allow startup PIN with TPM:2,Require startup PIN with TPM:1,Do not allow startup PIN with TPM:0
=\Windows Components\Event Log Service\Security
m Specify the maximum log file size (KB) | D Maximum Log Size (KB)
=\Windows Components\File Explorer
m Configure Windows Defender SmartScreen | S Pick one of the following settings:=Warn and prevent bypass:Block,Warn:Warn
=\Windows Components\Internet Explorer\Internet Control Panel\Security Page
mu Site to Zone Assignment List | L Enter the zone assignments here.
=\Windows Components\Remote Desktop Services\Remote Desktop Session Host\Connections
m Allow users to connect remotely by using Remote Desktop Services{bb67ec37-f275-484c-942c-36a07e80add8}
=\Windows Components\Windows PowerShell
mu Turn on PowerShell Script Block Logging | C Log script block invocation start / stop events:
=\Windows Components\Windows Remote Management (WinRM)\WinRM Service
m Allow Basic authentication
`

/** Paths that begin otherwise are part of Windows. */
const INGESTED = /^\\(Google|Microsoft (Edge|Excel|PowerPoint|Word)|OneDrive)/

const KINDS: Readonly<Record<string, readonly [type: string, members: Entity]>> = {
  C: ['CheckBox', { defaultChecked: false }],
  D: [
    'DecimalTextBox',
    { defaultValue: 0, minValue: 0, maxValue: 2147483647, required: true, spin: true, spinStep: 1 },
  ],
  L: ['ListBox', { explicitValue: false, valuePrefix: null }],
  M: ['MultiTextBox', { maxLength: 1023, maxStrings: 0, required: true }],
  S: ['DropdownList', { required: true }],
  T: ['TextBox', { defaultValue: null, maxLength: 1023, required: true }],
  X: ['Text', {}],
}

const EDITION = '2023-03-15T00:00:00Z'

const SETS = {
  categories: 'deviceManagement/groupPolicyCategories',
  definitions: 'deviceManagement/groupPolicyDefinitions',
  files: 'deviceManagement/groupPolicyDefinitionFiles',
} as const

interface Collected {
  readonly categories: Map<string, Entity>
  readonly definitions: Entity[]
  readonly files: Map<string, Entity>
  readonly presentations: { readonly keys: readonly string[]; readonly entity: Entity }[]
  /** By navigation property: which item refers to which. */
  readonly pairs: Map<string, [from: string, to: string][]>
}

/** Categories, definitions and files with what refers to what. */
export function groupPolicies(): CatalogRows[] {
  const found: Collected = {
    categories: new Map(),
    definitions: [],
    files: new Map(),
    presentations: [],
    pairs: new Map(),
  }
  let path = ''
  for (const line of POLICIES.split('\n'))
    if (line.startsWith('=')) path = addCategory(found, line.slice(1))
    else if (line !== '') addPolicy(found, path, line)
  const rows = (entities: Iterable<Entity>) => [...entities].map((entity) => ({ keys: [], entity }))
  const pairsOf = (set: string) => [...found.pairs].filter(([name]) => name.startsWith(`${set}/`))
  return [
    { path: SETS.categories, rows: rows(found.categories.values()) },
    { path: SETS.files, rows: rows(found.files.values()) },
    { path: SETS.definitions, rows: rows(found.definitions) },
    { path: `${SETS.definitions}/presentations`, rows: found.presentations },
    ...Object.values(SETS).flatMap((set) => pairsOf(set).map(([name, pairs]) => ({ path: name, rows: [], pairs }))),
  ]
}

function addCategory(found: Collected, line: string): string {
  const [, path = line, given] = /^(.*?)(?: ([0-9a-f]{8}-[0-9a-f-]{27}))?$/.exec(line) ?? []
  const names = path.split('\\').slice(1)
  let parent: string | undefined
  for (const [i, displayName] of names.entries()) {
    const own = `\\${names.slice(0, i + 1).join('\\')}`
    const known = found.categories.get(own)
    const id = (known?.['id'] as string | undefined) ?? (own === path ? given : undefined) ?? guidOf(`admx ${own}`)
    if (known === undefined) {
      const source = { ingestionSource: 'builtIn', isRoot: parent === undefined }
      found.categories.set(own, { id, displayName, ...source, lastModifiedDateTime: EDITION })
      if (parent !== undefined) {
        pair(found, `${SETS.categories}/parent`, id, parent)
        pair(found, `${SETS.categories}/children`, parent, id)
      }
    }
    parent = id
  }
  return path
}

function addPolicy(found: Collected, path: string, line: string): void {
  const [classes = '', ...words] = line.split(' ')
  const [policy = '', ...presentations] = words.join(' ').split(' | ')
  const [displayName, given] = withId(policy)
  for (const letter of classes) {
    const classType = letter === 'm' ? 'machine' : 'user'
    const id = given ?? guidOf(`admx ${path} ${displayName} ${classType}`)
    const category = found.categories.get(path)?.['id'] as string
    const file = addFile(found, path)
    const isIngested = INGESTED.test(path)
    found.definitions.push({
      id,
      classType,
      displayName,
      explainText: `Sets '${displayName}' for the ${classType === 'machine' ? 'computer' : 'user'}.`,
      categoryPath: path,
      groupPolicyCategoryId: category,
      policyType: isIngested ? 'admxIngested' : 'admxBacked',
      supportedOn: 'At least Windows Server 2008 R2 or Windows 7',
      hasRelatedDefinitions: classes.length > 1,
      minDeviceCspVersion: classType === 'machine' ? '5.0' : '',
      minUserCspVersion: classType === 'user' ? '5.0' : '',
      version: '1.0',
      lastModifiedDateTime: EDITION,
    })
    pair(found, `${SETS.definitions}/category`, id, category)
    pair(found, `${SETS.categories}/definitions`, category, id)
    pair(found, `${SETS.definitions}/definitionFile`, id, file)
    pair(found, `${SETS.files}/definitions`, file, id)
    for (const presentation of presentations)
      found.presentations.push({ keys: [id], entity: presentationOf(presentation, id) })
  }
}

/** The files have the names of what stands first in the paths. */
function addFile({ files }: Collected, path: string): string {
  const isIngested = INGESTED.test(path)
  const product = isIngested ? (/^\\((?:Google|Microsoft) \w+|\w+)/.exec(path)?.[1] ?? 'Windows') : 'Windows'
  const known = files.get(product)
  if (known !== undefined) return known['id'] as string
  const id = guidOf(`admx file ${product}`)
  files.set(product, {
    id,
    displayName: product,
    description: null,
    fileName: `${product.replaceAll(' ', '')}.admx`,
    languageCodes: ['en-US'],
    policyType: isIngested ? 'admxIngested' : 'admxBacked',
    revision: '1.0',
    targetNamespace: `Microsoft.Policies.${product.replaceAll(' ', '')}`,
    targetPrefix: product.replaceAll(' ', '').toLowerCase(),
    lastModifiedDateTime: EDITION,
  })
  return id
}

function presentationOf(text: string, definition: string): Entity {
  const [labelled = '', items] = text.slice(2).split('=')
  const [label, given] = withId(labelled)
  const [type = 'Text', members = {}] = KINDS[text.charAt(0)] ?? []
  const choices = items?.split(',').map((item) => {
    const at = item.lastIndexOf(':')
    return { displayName: item.slice(0, at), value: item.slice(at + 1) }
  })
  return {
    '@odata.type': `#microsoft.graph.groupPolicyPresentation${type}`,
    id: given ?? guidOf(`admx presentation ${definition} ${label}`),
    label,
    lastModifiedDateTime: EDITION,
    ...members,
    ...(choices === undefined ? {} : { items: choices, defaultItem: choices[0] }),
  }
}

function withId(text: string): [text: string, id: string | undefined] {
  const [, before = text, id] = /^(.*)\{([^}]*)\}$/.exec(text) ?? []
  return [before, id]
}

function pair({ pairs }: Collected, path: string, from: string, to: string): void {
  const known = pairs.get(path)
  if (known === undefined) pairs.set(path, [[from, to]])
  else known.push([from, to])
}
