import type { AriaAttributes, MouseEvent, ReactNode } from 'react'
import { hrefOf, type Address } from './router.ts'
import { useRouter } from './use-router.ts'

type LinkProps = Address &
  Pick<AriaAttributes, 'aria-current'> & {
    readonly className?: string | undefined
    readonly onClick?: (() => void) | undefined
    readonly children: ReactNode
  }

/** What is behind it is fetched as soon as somebody is about to follow it. */
export function Link({ className, onClick, children, 'aria-current': current, ...address }: LinkProps) {
  const router = useRouter()
  const expect = () => router.expect(address.to)
  const follow = (event: MouseEvent) => {
    // Another tab, a download, a menu: that is the browser's.
    if (event.button !== 0 || event.metaKey || event.ctrlKey || event.shiftKey || event.altKey) return
    event.preventDefault()
    onClick?.()
    void router.navigate(address)
  }
  return (
    <a
      href={hrefOf(address)}
      className={className}
      aria-current={current}
      onClick={follow}
      onFocus={expect}
      onPointerEnter={expect}
    >
      {children}
    </a>
  )
}
