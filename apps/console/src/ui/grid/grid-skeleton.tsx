import styles from './grid.module.css'

const lines = Array.from({ length: 12 }, (_, line) => line)

export function GridSkeleton({ label }: { readonly label: string }) {
  return (
    <div role="status" aria-label={label} className={styles['skeleton']}>
      {lines.map((line) => (
        <span key={line} />
      ))}
    </div>
  )
}
