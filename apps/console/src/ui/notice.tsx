import type { ReactNode } from 'react'
import styles from './notice.module.css'

interface NoticeProps {
  readonly title: string
  readonly tone?: 'plain' | 'danger'
  readonly children?: ReactNode
}

/** What a page says in the place of its content: nothing there, no right, or an error. */
export const Notice = ({ title, tone = 'plain', children }: NoticeProps) => (
  <section className={`${styles['notice']} ${styles[tone]}`} role={tone === 'danger' ? 'alert' : 'status'}>
    <p className={styles['title']}>{title}</p>
    {children}
  </section>
)
