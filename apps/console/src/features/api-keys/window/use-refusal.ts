import { saysRoleGone, useFieldRefusal, type FieldRefusal } from '../../../frames/refusal.ts'
import { useWindowSpeech } from '../../../messages/windows.ts'
import { momentOf, type KeyForm } from './key-form.ts'

/** What the server said about one field of the form, in our words where we have better ones. */
export function useRefusal(error: Error | null, form: KeyForm): FieldRefusal | undefined {
  const { messages } = useWindowSpeech()
  const { keyName, description, roleID } = form
  const refusal = useFieldRefusal(error, { keyName, description, roleID, expiryDate: momentOf(form) })
  if (refusal?.field === 'keyName' && /\balready\b/i.test(refusal.message ?? ''))
    return { ...refusal, message: messages.nameTaken }
  return refusal && saysRoleGone(refusal) ? { ...refusal, message: messages.roleDeleted } : refusal
}
