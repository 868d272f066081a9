import { fieldRefusal, saysRoleGone, type FieldRefusal } from '../../../frames/refusal.ts'
import { useWindowSpeech } from '../../../messages/windows.ts'

const formFields = ['keyName', 'description', 'roleID', 'expiryDate']

/** What the server said about one field of the form, in our words where we have better ones. */
export function useRefusal(error: Error | null): FieldRefusal | undefined {
  const { messages } = useWindowSpeech()
  const refusal = fieldRefusal(error, formFields)
  if (refusal?.field === 'keyName' && /\balready\b/i.test(refusal.message))
    return { ...refusal, message: messages.nameTaken }
  return refusal && saysRoleGone(refusal) ? { ...refusal, message: messages.roleDeleted } : refusal
}
