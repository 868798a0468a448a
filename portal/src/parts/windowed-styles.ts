/** Styles of a table of which only the rows in sight are there, each of them a link. */
import { tokens } from '@fluentui/react-components'
import type { GriffelStyle } from '@fluentui/react-components'

export const NARROW = '@media (max-width: 699px)'

/** Texts too long for a cell go on in a second line, and end with dots there. */
export const TWO_LINES = {
  display: '-webkit-box',
  WebkitBoxOrient: 'vertical',
  WebkitLineClamp: 2,
  overflow: 'hidden',
  overflowWrap: 'anywhere',
} satisfies GriffelStyle

/** `height` is that of a row, in pixels; the columns of `grid` are for the table to say. */
export function windowedStyles(height: number) {
  return {
    scroller: {
      overflow: 'auto',
      border: `1px solid ${tokens.colorNeutralStroke2}`,
      borderRadius: tokens.borderRadiusMedium,
      ':focus-visible': { outline: `2px solid ${tokens.colorStrokeFocus2}` },
    },
    grid: { display: 'grid', alignItems: 'center', columnGap: tokens.spacingHorizontalS },
    head: {
      position: 'sticky',
      top: 0,
      zIndex: 1,
      height: `${height}px`,
      backgroundColor: tokens.colorNeutralBackground2,
      borderBottom: `1px solid ${tokens.colorNeutralStroke2}`,
      fontSize: tokens.fontSizeBase200,
      fontWeight: tokens.fontWeightSemibold,
    },
    body: { position: 'relative' },
    row: {
      position: 'absolute',
      left: 0,
      right: 0,
      height: `${height}px`,
      boxSizing: 'border-box',
      borderBottom: `1px solid ${tokens.colorNeutralStroke3}`,
      contain: 'layout style',
      ':hover': { backgroundColor: tokens.colorSubtleBackgroundHover },
    },
    cell: { overflow: 'hidden', textOverflow: 'ellipsis', whiteSpace: 'nowrap' },
    long: { ...TWO_LINES, whiteSpace: 'normal', lineHeight: '16px' },
    away: { [NARROW]: { display: 'none' } },
    link: {
      color: tokens.colorNeutralForeground1,
      textDecorationLine: 'none',
      // The whole row leads there.
      '::after': { content: '""', position: 'absolute', inset: 0 },
      ':focus-visible': { outline: 'none' },
      ':focus-visible::after': { outline: `2px solid ${tokens.colorStrokeFocus2}`, outlineOffset: '-2px' },
    },
  } satisfies Record<string, GriffelStyle>
}
