import { useId, useState, type ClipboardEvent } from 'react'
import { clockSkewMs, serverNow } from '../../../lib/server-clock.ts'
import { useNow } from '../../../lib/use-now.ts'
import { endOfDay, momentsOf, parsePasted, wallTimeAt } from '../../../lib/zoned-time.ts'
import { useWindowSpeech } from '../../../messages/windows.ts'
import { useFormats } from '../../../messages/use-formats.ts'
import { Banner } from '../../../ui/banner.tsx'
import { Button } from '../../../ui/button.tsx'
import { Menu } from '../../../ui/menu.tsx'
import { TextField } from '../../../ui/text-field.tsx'
import { ExpiryClocks } from './expiry-clocks.tsx'
import { presetsAt } from './expiry-presets.ts'
import {
  expiryAt,
  momentOf,
  noExpiry,
  type ExpiryFault,
  type ExpiryForm,
  type ExpiryInZone,
  type KeyFormFault,
} from './key-form.ts'
import styles from './window.module.css'

const skewWarnedMs = 30_000
const suggestedMs = 90 * 86_400_000

interface ExpiryFieldProps {
  readonly form: ExpiryInZone
  readonly fault: KeyFormFault | undefined
  readonly refusal: string | undefined
  readonly readOnly: boolean
  readonly onChange: (expiry: ExpiryForm) => void
}

/** In the key's zone; under it the same moment on the other clocks. */
export function ExpiryField({ form, fault, refusal, readOnly, onChange }: ExpiryFieldProps) {
  const { messages } = useWindowSpeech()
  const { number, dateTimeIn } = useFormats()
  useNow()
  const { expiry, timeZone } = form
  const now = serverNow()
  const moments = expiry.on ? momentsOf(expiry, timeZone) : undefined
  const [unread, setUnread] = useState<string>()
  const change = (next: ExpiryForm) => {
    setUnread(undefined)
    onChange(next)
  }
  const set = (part: Partial<ExpiryForm>) => change({ ...expiry, fold: undefined, ...part, exactMs: undefined })
  const paste = (event: ClipboardEvent<HTMLInputElement>) => {
    const text = event.clipboardData.getData('text').trim()
    if (readOnly || text === '') return
    event.preventDefault()
    const wall = parsePasted(text, timeZone, expiry.date)
    if (wall) set(wall)
    else setUnread(text)
  }
  const toggle = (on: boolean) => {
    const { date } = wallTimeAt(now + suggestedMs, timeZone)
    change(on ? { on: true, date, time: endOfDay } : noExpiry)
  }
  const isTwice = moments?.kind === 'twice' && expiry.exactMs === undefined
  const skewMs = clockSkewMs()
  const faultID = useId()
  const isWrong = isExpiryFault(fault) || refusal !== undefined
  const described = { 'aria-describedby': faultID, 'aria-invalid': isWrong || undefined }
  return (
    <fieldset className={styles['group']}>
      <label className={styles['check']}>
        <input
          type="checkbox"
          checked={expiry.on}
          disabled={readOnly}
          onChange={(event) => toggle(event.target.checked)}
        />
        {messages.expiresOn}
      </label>
      {!expiry.on && <p className={styles['quiet']}>{messages.neverExpiresHelp}</p>}
      {expiry.on && (
        <>
          <div className={styles['line']}>
            <div className={styles['date']}>
              <TextField
                label={messages.expiresDate}
                {...(!readOnly && described)}
                type="date"
                value={expiry.date}
                readOnly={readOnly}
                onPaste={paste}
                onChange={(event) => set({ date: event.target.value })}
              />
            </div>
            <div className={styles['time']}>
              <TextField
                label={messages.expiresTime}
                {...(!readOnly && described)}
                type="time"
                value={expiry.time}
                readOnly={readOnly}
                onPaste={paste}
                onChange={(event) => set({ time: event.target.value })}
              />
            </div>
            {!readOnly && (
              <Menu
                label={messages.expiryPresets}
                items={presetsAt(now, timeZone).map(({ name, ms }) => ({
                  id: name,
                  name: `${messages[name]} · ${dateTimeIn(ms, timeZone) ?? ''}`,
                  onSelect: () => change(expiryAt(ms, timeZone)),
                }))}
              />
            )}
          </div>
          {isTwice && (
            <div role="radiogroup" aria-label={messages.expiryTwice} className={styles['group']}>
              <p>{messages.expiryTwice}</p>
              {(['earlier', 'later'] as const).map((fold) => (
                <label key={fold} className={styles['check']}>
                  <input
                    type="radio"
                    name="fold"
                    checked={expiry.fold === fold}
                    onChange={() => change({ ...expiry, fold })}
                  />
                  {dateTimeIn(moments[fold], timeZone)}
                </label>
              ))}
            </div>
          )}
          {moments?.kind === 'never' && (
            <div className={styles['line']}>
              {[moments.before, moments.after].map((ms) => (
                <Button key={ms} onClick={() => change(expiryAt(ms, timeZone))}>
                  {dateTimeIn(ms, timeZone)}
                </Button>
              ))}
            </div>
          )}
          {unread !== undefined && <UnreadText text={unread} />}
          {!readOnly && (
            <FaultText id={faultID} fault={isExpiryFault(fault) ? fault : undefined} refusal={refusal} form={form} />
          )}
          <ExpiryClocks moment={momentOf(form)} timeZone={timeZone} now={now} />
          {Math.abs(skewMs) > skewWarnedMs && (
            <Banner tone="warning">{messages.skew(number(Math.round(Math.abs(skewMs) / 1000)))}</Banner>
          )}
        </>
      )}
    </fieldset>
  )
}

const isExpiryFault = (fault: KeyFormFault | undefined): fault is ExpiryFault =>
  fault === 'unreadable' || fault === 'never' || fault === 'twice' || fault === 'past'

// Longer text may be a secret that is on its way elsewhere: it is not put on the screen.
const echoedMax = 32

function UnreadText({ text }: { readonly text: string }) {
  const { messages } = useWindowSpeech()
  return (
    <p role="alert" className={styles['fault']}>
      {text.length > echoedMax ? messages.expiryPastedLong : messages.expiryPasted(text)} {messages.expiryForms}
    </p>
  )
}

interface FaultTextProps {
  readonly id: string
  readonly fault: ExpiryFault | undefined
  readonly refusal: string | undefined
  readonly form: ExpiryInZone
}

function FaultText({ id, fault, refusal, form: { expiry, timeZone } }: FaultTextProps) {
  const { messages } = useWindowSpeech()
  const { dateTimeIn } = useFormats()
  const moments = momentsOf(expiry, timeZone)
  const text = (ms: number) => dateTimeIn(ms, timeZone) ?? ''
  const words = {
    unreadable: messages.expiryUnreadable,
    never: moments.kind === 'never' ? messages.expirySkipped(text(moments.before), text(moments.after)) : '',
    twice: messages.expiryTwice,
    past: messages.expiryPast,
  }
  const shown = fault ? words[fault] : refusal
  if (shown === undefined)
    return (
      <p id={id} className={styles['quiet']}>
        {messages.pastHelp}
      </p>
    )
  return (
    <p id={id} role="alert" className={styles['fault']}>
      {shown}
    </p>
  )
}
