import { CircleAlert, Info, TriangleAlert } from 'lucide-react'
import type { ReactNode } from 'react'
import styles from './banner.module.css'

const icons = { danger: CircleAlert, warning: TriangleAlert, info: Info }

interface BannerProps {
  readonly tone: keyof typeof icons
  readonly children: ReactNode
  readonly action?: ReactNode
}

export function Banner({ tone, children, action }: BannerProps) {
  const Icon = icons[tone]
  return (
    <div className={`${styles['banner']} ${styles[tone]}`} role={tone === 'info' ? 'status' : 'alert'}>
      <Icon size={16} aria-hidden />
      <div className={styles['body']}>{children}</div>
      {action}
    </div>
  )
}
