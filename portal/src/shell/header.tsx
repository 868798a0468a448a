import {
  Badge,
  Button,
  makeStyles,
  Menu,
  MenuDivider,
  MenuGroup,
  MenuGroupHeader,
  MenuItem,
  MenuItemRadio,
  MenuList,
  MenuPopover,
  MenuTrigger,
  Text,
  tokens,
  Tooltip,
} from '@fluentui/react-components'
import { ClockRegular, NavigationRegular, PersonCircleRegular, SignOutRegular } from '@fluentui/react-icons'
import { useSession } from '../session/session'
import { signOut } from '../session/sign-in'
import { TEXTS } from '../texts'
import { useClock } from './clock'
import type { Choice } from './theme'

const NARROW = '@media (max-width: 899px)'
const PHONE = '@media (max-width: 599px)'

const useStyles = makeStyles({
  header: {
    gridArea: 'header',
    display: 'flex',
    alignItems: 'center',
    gap: tokens.spacingHorizontalM,
    height: '3rem',
    paddingInline: tokens.spacingHorizontalM,
    borderBottom: `1px solid ${tokens.colorNeutralStroke2}`,
    backgroundColor: tokens.colorNeutralBackground1,
    minWidth: 0,
  },
  menu: { display: 'none', [NARROW]: { display: 'inline-flex' } },
  product: { fontWeight: tokens.fontWeightSemibold, fontSize: tokens.fontSizeBase400 },
  tenant: {
    color: tokens.colorNeutralForeground2,
    overflow: 'hidden',
    textOverflow: 'ellipsis',
    whiteSpace: 'nowrap',
    minWidth: 0,
  },
  space: { flexGrow: 1 },
  clock: {
    display: 'flex',
    alignItems: 'center',
    gap: tokens.spacingHorizontalXS,
    color: tokens.colorNeutralForeground2,
    fontVariantNumeric: 'tabular-nums',
    whiteSpace: 'nowrap',
    [PHONE]: { display: 'none' },
  },
  account: { minWidth: 'auto' },
  person: {
    padding: `${tokens.spacingVerticalS} ${tokens.spacingHorizontalMNudge}`,
    display: 'grid',
    maxWidth: '18rem',
  },
  wrap: { overflowWrap: 'anywhere' },
})

interface HeaderProps {
  readonly choice: Choice
  readonly choose: (choice: Choice) => void
  readonly open: boolean
  readonly onMenu: () => void
}

export function Header({ choice, choose, open, onMenu }: HeaderProps) {
  const styles = useStyles()
  const session = useSession()
  const { tenant, user } = session.who
  const clock = useClock()
  return (
    <header className={styles.header}>
      <Button
        className={styles.menu}
        appearance="subtle"
        icon={<NavigationRegular />}
        aria-label={TEXTS.header.menu}
        aria-expanded={open}
        aria-controls="areas"
        onClick={onMenu}
      />
      <span className={styles.product}>{TEXTS.product}</span>
      <span className={styles.tenant} title={tenant.id}>
        {tenant.displayName} · {tenant.domain}
      </span>
      <span className={styles.space} />
      <span className={styles.clock}>
        <ClockRegular aria-hidden />
        <span>
          <span className="visually-hidden">{TEXTS.header.clock}: </span>
          {clock.text}
        </span>
        {clock.isSet && (
          <Tooltip content={TEXTS.header.clockSet} relationship="description">
            <Badge appearance="tint" color="warning" tabIndex={0}>
              {clock.mode}
            </Badge>
          </Tooltip>
        )}
      </span>
      <Menu
        checkedValues={{ theme: [choice] }}
        onCheckedValueChange={(_, data) => choose(data.checkedItems[0] as Choice)}
      >
        <MenuTrigger disableButtonEnhancement>
          <Button
            className={styles.account}
            appearance="transparent"
            icon={<PersonCircleRegular />}
            aria-label={TEXTS.header.account(user.name)}
          />
        </MenuTrigger>
        <MenuPopover>
          <div className={styles.person}>
            <Text weight="semibold" className={styles.wrap}>
              {user.name}
            </Text>
            <Text size={200} className={styles.wrap}>
              {user.userPrincipalName}
            </Text>
            <Text size={200}>{TEXTS.header.role[user.role]}</Text>
          </div>
          <MenuList>
            <MenuDivider />
            <MenuGroup>
              <MenuGroupHeader>{TEXTS.header.appearance}</MenuGroupHeader>
              {(['system', 'light', 'dark'] as const).map((each) => (
                <MenuItemRadio key={each} name="theme" value={each}>
                  {TEXTS.header[each]}
                </MenuItemRadio>
              ))}
            </MenuGroup>
            <MenuDivider />
            <MenuItem icon={<SignOutRegular />} onClick={() => signOut(session.tenant)}>
              {TEXTS.header.signOut}
            </MenuItem>
          </MenuList>
        </MenuPopover>
      </Menu>
    </header>
  )
}
