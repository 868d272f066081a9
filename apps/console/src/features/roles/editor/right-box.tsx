import { CheckBox } from '../../../ui/check-box.tsx'
import { toggled } from '../feature-level.ts'
import type { CatalogRight } from '../rights-catalog.ts'
import { reasonAgainst, type Editing } from './editing.ts'

interface RightBoxProps {
  readonly editing: Editing
  readonly right: CatalogRight
  readonly label: string
}

export function RightBox({ editing, right, label }: RightBoxProps) {
  const { form, set, readOnly } = editing
  return (
    <CheckBox
      label={label}
      checked={form.rights.has(right.path)}
      disabled={readOnly}
      reason={reasonAgainst(editing, right.path)}
      onChange={(on) => set({ rights: toggled(form.rights, right.path, on) })}
    />
  )
}
