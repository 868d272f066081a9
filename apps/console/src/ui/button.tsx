import type { ButtonHTMLAttributes } from 'react'
import styles from './button.module.css'

interface ButtonProps extends ButtonHTMLAttributes<HTMLButtonElement> {
  readonly look?: 'plain' | 'primary' | 'quiet'
}

export const Button = ({ look = 'plain', type = 'button', ...rest }: ButtonProps) => (
  <button type={type} className={`${styles['button']} ${styles[look]}`} {...rest} />
)
