/** Styles of pages with lists and facts. */
import { makeStyles, tokens } from '@fluentui/react-components'

export const useStyles = makeStyles({
  part: { display: 'flex', flexDirection: 'column', gap: tokens.spacingVerticalM, minWidth: 0 },
  sections: { display: 'flex', flexDirection: 'column', gap: tokens.spacingVerticalXXL, minWidth: 0 },
  bar: {
    display: 'flex',
    flexWrap: 'wrap',
    alignItems: 'center',
    gap: tokens.spacingHorizontalS,
  },
  search: {
    flexGrow: 1,
    minWidth: '12rem',
    maxWidth: '24rem',
    '@media (max-width: 599px)': { minWidth: '100%', maxWidth: '100%' },
  },
  space: { flexGrow: 1 },
  link: {
    color: tokens.colorBrandForegroundLink,
    textDecorationLine: 'none',
    ':hover': { textDecorationLine: 'underline' },
    ':focus-visible': { outline: `2px solid ${tokens.colorStrokeFocus2}`, borderRadius: tokens.borderRadiusSmall },
  },
  quiet: { color: tokens.colorNeutralForeground2, fontSize: tokens.fontSizeBase200, overflowWrap: 'anywhere' },
  under: { display: 'block' },
  badge: { whiteSpace: 'nowrap', flexShrink: 0 },
  /** A badge with a name that may be longer than a phone is wide. */
  nameBadge: { height: 'auto', minHeight: '20px', maxWidth: '100%', overflowWrap: 'anywhere' },
  mono: { fontFamily: tokens.fontFamilyMonospace, fontSize: tokens.fontSizeBase200, overflowWrap: 'anywhere' },
  wrap: { overflowWrap: 'anywhere', minWidth: 0 },
})
