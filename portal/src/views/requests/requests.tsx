import { PartedView } from '../../parts/parted-view'
import { addressOf } from '../../routing'
import { REQUESTS } from '../../texts/requests'
import type { ViewProps } from '../areas'
import { Hints } from './hints'
import { Journal } from './journal'
import { Privilege } from './privilege'

const PARTS = [
  { name: '', href: addressOf(['requests']), title: REQUESTS.list },
  { name: 'least-privilege', href: addressOf(['requests', 'least-privilege']), title: REQUESTS.privilege },
  { name: 'hints', href: addressOf(['requests', 'hints']), title: REQUESTS.hints },
]

export default function Requests({ rest }: ViewProps) {
  const [part = ''] = rest
  const id = /^\d+$/.test(part) ? Number(part) : undefined
  const here = id === undefined ? part : ''
  return (
    <PartedView title={REQUESTS.title} label={REQUESTS.parts} parts={PARTS} here={here} fit="filling">
      {here === 'least-privilege' ? <Privilege /> : here === 'hints' ? <Hints /> : <Journal id={id} />}
    </PartedView>
  )
}
