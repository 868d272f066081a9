import { CallError } from '../../../lib/client.ts'
import { useWindowSpeech } from '../../../messages/windows.ts'

const formFields = ['keyName', 'description', 'roleID', 'expiryDate']

/** What the server said about one field of the form, in our words where we have better ones. */
export function useRefusal(error: Error | null): { readonly field: string; readonly message: string } | undefined {
  const { messages } = useWindowSpeech()
  if (!(error instanceof CallError) || error.field === undefined || !formFields.includes(error.field)) return undefined
  const isTaken = error.field === 'keyName' && /\balready\b/i.test(error.message)
  return { field: error.field, message: isTaken ? messages.nameTaken : error.message }
}
