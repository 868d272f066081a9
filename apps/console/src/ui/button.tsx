import type { ComponentProps } from 'react'
import styles from './button.module.css'

interface ButtonProps extends ComponentProps<'button'> {
  readonly look?: 'plain' | 'primary' | 'quiet' | 'danger'
  /** Stays focusable and readable while what it started is under way, and starts nothing twice. */
  readonly busy?: boolean
  /** Why this cannot be done now: told on hover and to screen readers, and the button does nothing. */
  readonly blocked?: string | undefined
}

export function Button({ look = 'plain', busy = false, blocked, type = 'button', onClick, ...rest }: ButtonProps) {
  const isOff = busy || blocked !== undefined
  return (
    <button
      {...rest}
      {...(blocked !== undefined && { title: blocked })}
      type={isOff ? 'button' : type}
      className={`${styles['button']} ${styles[look]}`}
      {...(isOff && { 'aria-disabled': true })}
      onClick={isOff ? undefined : onClick}
    />
  )
}

interface IconButtonProps extends Omit<ComponentProps<'button'>, 'aria-label' | 'title'> {
  readonly label: string
}

export const IconButton = ({ label, ...rest }: IconButtonProps) => (
  <button
    type="button"
    {...rest}
    className={`${styles['button']} ${styles['icon']}`}
    aria-label={label}
    title={label}
  />
)
