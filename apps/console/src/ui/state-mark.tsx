import type { ReactNode } from 'react'
import styles from './state-mark.module.css'

// Told apart by shape too, for those who do not see the colours and where the system sets them.
const shapes = {
  success: <circle cx="5" cy="5" r="4" fill="currentColor" />,
  warning: <path d="M5 .8 9.4 9H.6Z" fill="currentColor" />,
  danger: <rect x="1" y="1" width="8" height="8" rx="1.5" fill="currentColor" />,
  neutral: <circle cx="5" cy="5" r="3.5" fill="none" stroke="currentColor" strokeWidth="1.5" />,
}
export type Tone = keyof typeof shapes

export function StateMark({ tone, children }: { readonly tone: Tone; readonly children: ReactNode }) {
  return (
    <span className={`${styles['mark']} ${styles[tone]}`}>
      <svg width="10" height="10" viewBox="0 0 10 10" aria-hidden>
        {shapes[tone]}
      </svg>
      {children}
    </span>
  )
}
