import { encode } from 'uqr'
import styles from './qr-code.module.css'

interface QrCodeProps {
  readonly label: string
  readonly text: string
}

const quietZone = 4

/** Drawn here: what it says goes to no other server. */
export function QrCode({ label, text }: QrCodeProps) {
  const { data, size } = encode(text, { border: quietZone, ecc: 'M' })
  return (
    <svg
      role="img"
      aria-label={label}
      className={styles['code']}
      viewBox={`0 0 ${size} ${size}`}
      shapeRendering="crispEdges"
    >
      <path className={styles['light']} d={`M0 0h${size}v${size}H0Z`} />
      <path className={styles['dark']} d={outlineOf(data)} />
    </svg>
  )
}

/** One stroke for each run of dark modules in a row. */
const outlineOf = (rows: readonly (readonly boolean[])[]): string =>
  rows
    .flatMap((row, y) =>
      row.flatMap((isDark, x) => {
        if (!isDark || row[x - 1]) return []
        const end = row.indexOf(false, x)
        return `M${x} ${y}h${(end === -1 ? row.length : end) - x}v1H${x}Z`
      }),
    )
    .join('')
