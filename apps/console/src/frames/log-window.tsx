import type { ReactNode } from 'react'
import { useAdministrationSpeech } from '../messages/administration.ts'
import { Button } from '../ui/button.tsx'
import { Dialog } from '../ui/dialog.tsx'
import { Facts, type Fact } from './facts.tsx'
import styles from './frames.module.css'

interface LogWindowProps {
  readonly title: string
  readonly facts: readonly Fact[]
  readonly onClose: () => void
  /** The ways on: to what else happened to it, and to what else that person did. */
  readonly children: ReactNode
}

/** One entry of a log in full. */
export function LogWindow({ title, facts, onClose, children }: LogWindowProps) {
  const { messages } = useAdministrationSpeech()
  return (
    <Dialog title={title} onClose={onClose} footer={<Button onClick={onClose}>{messages.close}</Button>}>
      <Facts facts={facts} />
      <div className={styles['line']}>{children}</div>
    </Dialog>
  )
}
