import type { ModifyRole, Role } from '@latchkey/contract'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { CallError } from '../../../lib/client.ts'
import { createRole, modifyRole, refreshRoles } from '../../../queries/role-queries.ts'
import type { Rights } from '../feature-level.ts'
import { requireAsSeen, RoleChanged } from '../role-changed.ts'
import { faultsOf, formOf, toCreate, toModify, type RoleForm } from '../role-form.ts'

export interface RoleEditorStart {
  readonly form: RoleForm
  /** The role that is edited; absent for a new one. */
  readonly role?: Role | undefined
  readonly known: Rights
}

export function useRoleEditor({ form: start, role, known }: RoleEditorStart, onSaved: (role: Role) => void) {
  const queryClient = useQueryClient()
  const [form, setForm] = useState(start)
  const [base, setBase] = useState(role)
  const [isChecked, setChecked] = useState(false)
  const change = base && toModify(form, base)
  const isDirty = change ? Object.keys(change).length > 0 : !isSame(form, start, known)
  const faults = faultsOf(form)
  const save = useMutation({
    mutationFn: async (): Promise<Role> => {
      if (!base || !change) return createRole(toCreate(form, known))
      await requireAsSeen(base)
      return modifyRole(base.ID, change)
    },
    onError: (failure) => {
      if (failure instanceof RoleChanged) setBase(failure.now)
    },
    onSuccess: async (saved) => {
      await refreshRoles(queryClient)
      onSaved(saved)
    },
  })
  return {
    form,
    set: (part: Partial<RoleForm>) => setForm((before) => ({ ...before, ...part })),
    base,
    takeTheirs: () => {
      if (base) setForm(formOf(base))
      save.reset()
    },
    isDirty,
    /** What saving sends; undefined where there is nothing to send. */
    apiChange: apiChangeOf(form, known, base, change),
    isBusy: save.isPending,
    faults: isChecked ? faults : {},
    error: save.error,
    refusedName: save.error instanceof CallError && save.error.field === 'name' ? save.error.message : undefined,
    /** False where something in the form has to be mended first. */
    submit: (): boolean => {
      setChecked(true)
      const isFine = Object.keys(faults).length === 0
      if (isFine && !save.isPending) save.mutate()
      return isFine
    },
  }
}

function apiChangeOf(form: RoleForm, known: Rights, base: Role | undefined, change: ModifyRole | undefined) {
  const send = (path: string, body: object) => ({ method: 'POST' as const, path, body: { ...body } })
  if (!base || !change) return send('/roles', toCreate(form, known))
  return Object.keys(change).length > 0 ? send(`/roles/${base.ID}`, change) : undefined
}

const isSame = (a: RoleForm, b: RoleForm, known: Rights): boolean =>
  JSON.stringify(toCreate(a, known)) === JSON.stringify(toCreate(b, known))
