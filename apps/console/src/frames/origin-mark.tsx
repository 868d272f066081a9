import type { Origin } from '../lib/outside.ts'
import type { AllMessages } from '../messages/administration.ts'
import { StateMark } from '../ui/state-mark.tsx'
import styles from './frames.module.css'

interface OriginMarkProps {
  readonly origin: Origin | undefined
  readonly messages: AllMessages
}

export function OriginMark({ origin, messages }: OriginMarkProps) {
  if (origin === undefined) return null
  if (origin === 'outside') return <StateMark tone="warning">{messages['origin.outside']}</StateMark>
  return <span className={styles['quiet']}>{messages[`origin.${origin}`]}</span>
}
