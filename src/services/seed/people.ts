/** Users, and the groups they are in. */
import { securityIdentifier } from '../rules/directory-object.js'
import { DEPARTMENTS, GIVEN_NAMES, JOB_TITLES, PLACES, SURNAMES } from './names.js'
import type { Random } from './random.js'
import type { SeedGroup, SeedUser } from './tenant.js'

export function makeUsers(random: Random, count: number, domain: string): SeedUser[] {
  const namesakes = new Map<string, number>()
  return Array.from({ length: count }, () => {
    const id = random.guid()
    const [givenName, surname] = [random.pick(GIVEN_NAMES), random.pick(SURNAMES)]
    const name = `${givenName}.${surname}`.toLowerCase()
    const earlier = namesakes.get(name) ?? 0
    namesakes.set(name, earlier + 1)
    const alias = earlier === 0 ? name : `${name}${earlier + 1}`
    const userPrincipalName = `${alias}@${domain}`
    const displayName = `${givenName} ${surname}`
    const department = random.pick(DEPARTMENTS)
    const place = random.pick(PLACES)
    return {
      id,
      displayName,
      userPrincipalName,
      entity: {
        id,
        accountEnabled: random.chance(0.97),
        businessPhones: random.chance(0.4) ? [`+00 555 ${random.digits(6)}`] : [],
        city: place.city,
        country: place.country,
        createdDateTime: random.timeAgo(1500),
        department,
        displayName,
        employeeId: random.digits(6),
        givenName,
        jobTitle: random.pick(JOB_TITLES),
        mail: userPrincipalName,
        mailNickname: alias,
        mobilePhone: random.chance(0.7) ? `+00 777 ${random.digits(6)}` : null,
        officeLocation: `${place.city} ${random.int(1, 9)}.${random.digits(2)}`,
        preferredLanguage: 'en-GB',
        securityIdentifier: securityIdentifier(id),
        surname,
        usageLocation: place.country,
        userPrincipalName,
        userType: 'Member',
      },
    }
  })
}

export interface KnownUser extends SeedUser {
  readonly intuneRole: 'administrator' | 'readOnly'
}

/** The users that every seeded tenant has, so that a sign-in with a role needs no preparation (docs/seed.md). */
export function makeKnownUsers(random: Random, domain: string): KnownUser[] {
  const known = [
    ['admin', 'Intune Administrator', 'administrator'],
    ['reader', 'Intune Reader', 'readOnly'],
  ] as const
  return known.map(([alias, displayName, intuneRole]) => {
    const id = random.guid()
    const userPrincipalName = `${alias}@${domain}`
    const entity = {
      id,
      accountEnabled: true,
      createdDateTime: random.timeAgo(1500),
      department: 'IT',
      displayName,
      mail: userPrincipalName,
      mailNickname: alias,
      securityIdentifier: securityIdentifier(id),
      userPrincipalName,
      userType: 'Member',
    }
    return { id, displayName, userPrincipalName, intuneRole, entity }
  })
}

/** Every department that there is room for, then teams of a few dozen. */
export function makeGroups(random: Random, count: number, users: readonly SeedUser[]): SeedGroup[] {
  const departments = DEPARTMENTS.filter((department) =>
    users.some(({ entity }) => entity['department'] === department),
  )
  const few = departments.slice(0, Math.ceil(count / 4))
  const teams = Array.from({ length: count - few.length }, (_, i) => `Team ${random.pick(PLACES).city} ${i + 1}`)
  return [...few, ...teams].map((displayName, i) => {
    const department = few[i]
    const members =
      department === undefined
        ? random.sample(users, random.int(3, 60))
        : users.filter(({ entity }) => entity['department'] === department)
    const id = random.guid()
    const createdDateTime = random.timeAgo(900)
    return {
      id,
      members,
      entity: {
        id,
        createdDateTime,
        description: department === undefined ? null : `Everybody in ${department}`,
        displayName,
        mailEnabled: false,
        mailNickname: displayName.toLowerCase().replace(/[^a-z0-9]+/g, '-'),
        renewedDateTime: createdDateTime,
        securityEnabled: true,
        securityIdentifier: securityIdentifier(id),
      },
    }
  })
}
