import { useId } from 'react'
import type { AllMessages } from '../../../messages/administration.ts'
import { hasViewOnly, levels, type Level } from '../feature-level.ts'
import type { CatalogRight } from '../rights-catalog.ts'
import { reasonAgainst, type Editing } from './editing.ts'
import styles from './editor.module.css'

interface LevelRadiosProps {
  /** The element that names them. */
  readonly labelledBy: string
  readonly rights: readonly CatalogRight[]
  readonly editing: Editing
  readonly shown: Level
  /** Custom is what it is when rights differ, and nothing to choose. */
  readonly isCustomTold?: boolean
  readonly onChoose: (level: Level) => void
}

export function LevelRadios({ labelledBy, rights, editing, shown, isCustomTold = false, onChoose }: LevelRadiosProps) {
  const { readOnly, messages } = editing
  const name = useId()
  const reasonOf = (level: Level) =>
    level === 'custom' && isCustomTold ? messages.customBelow : reasonAgainstLevel(editing, rights, level, messages)
  return (
    <div role="radiogroup" aria-labelledby={labelledBy} className={styles['levels']}>
      {levels.map((level) => (
        <label key={level} className={styles['level']} title={reasonOf(level)}>
          <input
            type="radio"
            name={name}
            checked={level === shown}
            disabled={readOnly || reasonOf(level) !== undefined}
            onChange={() => onChoose(level)}
          />
          <span className={styles['levelName']}>{messages[`level.${level}`]}</span>
        </label>
      ))}
    </div>
  )
}

function reasonAgainstLevel(
  editing: Editing,
  rights: readonly CatalogRight[],
  level: Level,
  messages: AllMessages,
): string | undefined {
  if (level === 'hide' || level === 'custom') return undefined
  if (level === 'view' && !hasViewOnly(rights)) return messages.noViewOnly
  const taken = level === 'full' ? rights : rights.filter(({ isView }) => isView)
  return taken.map(({ path }) => reasonAgainst(editing, path)).find((reason) => reason !== undefined)
}
