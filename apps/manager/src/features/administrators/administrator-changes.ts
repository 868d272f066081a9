import { Refusal, type CreateAdministrator, type ModifyAdministrator } from '@latchkey/contract'
import type { Caller } from '../../caller.ts'
import { changesOf } from '../../events/changes.ts'
import type { Happening } from '../../events/system-events.ts'
import type { StoredAdministrator } from './administrator-repository.ts'

export function present<Found>(user: Found | undefined): Found {
  if (user === undefined) throw new Refusal(404, 'The administrator does not exist.')
  return user
}

export const happening = (
  event: Happening['event'],
  caller: Pick<Caller, 'tenantID' | 'ID' | 'name'>,
  user: StoredAdministrator,
): Happening => ({
  event,
  tenantID: caller.tenantID,
  by: caller,
  target: { kind: 'administrator', ID: user.ID, name: user.username },
})

/** An administrator may take a second factor away from others; nobody can give one, and their own takes a code. */
export function refuseSecondFactor(
  { mfaType }: Pick<ModifyAdministrator, 'mfaType'>,
  before: Pick<StoredAdministrator, 'ID' | 'mfaType'>,
  caller: Pick<Caller, 'ID'>,
): void {
  if (mfaType === undefined || mfaType === before.mfaType) return
  if (mfaType === 'local-totp')
    throw new Refusal(400, 'mfaType: only the users themselves can switch multi-factor authentication on.', {
      field: 'mfaType',
    })
  if (before.ID === caller.ID)
    throw new Refusal(400, 'mfaType: your own multi-factor authentication is switched off with a code.', {
      field: 'mfaType',
    })
}

export function refuseMailWithoutAddress({
  primaryContact,
  receiveNotifications,
  emailAddress,
}: StoredAdministrator): void {
  if ((primaryContact || receiveNotifications) && emailAddress === '')
    throw new Refusal(400, 'emailAddress: who receives notifications, or is the primary contact, needs one.', {
      field: 'emailAddress',
    })
}

export function refuseLockingOneself(caller: Caller, before: StoredAdministrator, after: StoredAdministrator): void {
  if (caller.ID === before.ID && before.active && !after.active)
    throw new Refusal(400, 'active: nobody can lock themselves out.', { field: 'active' })
}

/** Each kind of change tells itself once; what only follows from another tells nothing. */
export function happeningsOf(
  caller: Pick<Caller, 'tenantID' | 'ID' | 'name'>,
  before: StoredAdministrator,
  after: StoredAdministrator,
  newPassword: boolean,
): Happening[] {
  const description = changesOf(chosenOf(before), chosenOf(after))
  const events: Happening[] = []
  if (newPassword) events.push(happening('password-set', caller, after))
  if (before.active !== after.active || endsLock(before, after, newPassword))
    events.push(happening(after.active ? 'administrator-unlocked' : 'administrator-locked-out', caller, after))
  if (description !== '') events.push({ ...happening('administrator-updated', caller, after), description })
  return events
}

/** That a new password ends it as well goes without saying. */
const endsLock = (before: StoredAdministrator, after: StoredAdministrator, newPassword: boolean): boolean =>
  !newPassword && before.unlockTime !== undefined && after.unlockTime === undefined

/** By someone who says that the user is active: one who was locked by hand, or one whom wrong passwords lock for now. */
export const isUnlocked = (
  { active, unlockTime = 0 }: StoredAdministrator,
  { active: asked }: Pick<ModifyAdministrator, 'active'>,
  now: number,
): boolean => asked === true && (!active || unlockTime > now)

const chosenOf = ({
  active: _active,
  lastPasswordChange: _change,
  lastSignIn: _signIn,
  unlockTime: _time,
  unsuccessfulSignInAttempts: _attempts,
  ...rest
}: StoredAdministrator) => rest

export const newUser = (
  caller: Caller,
  { username, roleID }: Pick<CreateAdministrator, 'username' | 'roleID'>,
  ID: number,
  now: number,
): StoredAdministrator => ({
  username,
  fullName: '',
  description: '',
  roleID,
  locale: caller.locale,
  timeZone: caller.timeZone,
  timeFormat: '24',
  passwordNeverExpires: false,
  active: true,
  mfaType: 'none',
  phoneNumber: '',
  mobileNumber: '',
  pagerNumber: '',
  emailAddress: '',
  primaryContact: false,
  receiveNotifications: false,
  reportPDFPasswordEnabled: false,
  created: now,
  lastPasswordChange: now,
  unsuccessfulSignInAttempts: 0,
  external: false,
  type: 'normal',
  readOnly: false,
  ID,
})

export function changed(
  user: StoredAdministrator,
  body: Partial<Omit<ModifyAdministrator, 'password'>>,
  passwordChange?: number,
  unlock = false,
): StoredAdministrator {
  const given = Object.fromEntries(Object.entries(body).filter(([, value]) => value !== undefined))
  const after: StoredAdministrator = {
    ...user,
    ...given,
    ...(passwordChange !== undefined && { lastPasswordChange: passwordChange }),
  }
  if (passwordChange === undefined && !unlock) return after
  const { unlockTime: _unlockTime, ...unlocked } = after
  return { ...unlocked, unsuccessfulSignInAttempts: 0 }
}
