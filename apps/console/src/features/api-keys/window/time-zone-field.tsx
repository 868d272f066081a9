import { useState } from 'react'
import { useWindowSpeech } from '../../../messages/windows.ts'
import { useFormats } from '../../../messages/use-formats.ts'
import { Button } from '../../../ui/button.tsx'
import { ComboBox } from '../../../ui/combo-box.tsx'
import { inZone, momentOf, type KeyForm } from './key-form.ts'
import { findZones, zonesIn } from '../../../lib/time-zones.ts'
import styles from './window.module.css'

interface TimeZoneFieldProps {
  readonly form: KeyForm
  readonly readOnly: boolean
  readonly onChange: (form: KeyForm) => void
}

export function TimeZoneField({ form, readOnly, onChange }: TimeZoneFieldProps) {
  const { messages, language } = useWindowSpeech()
  const { number } = useFormats()
  // As it was before another zone was chosen, while it is asked what stays.
  const [before, setBefore] = useState<KeyForm>()
  const choose = (timeZone: string) => {
    const isAsked = timeZone !== form.timeZone && momentOf(form) !== undefined
    setBefore(isAsked ? form : undefined)
    onChange(inZone(form, timeZone, 'moment'))
  }
  const keep = (what: 'moment' | 'wall') => {
    if (before) onChange({ ...form, expiry: inZone(before, form.timeZone, what).expiry })
    setBefore(undefined)
  }
  return (
    <>
      <ComboBox
        label={messages.timeZone}
        help={readOnly ? undefined : messages.zoneSearchHelp}
        value={form.timeZone}
        valueName={form.timeZone}
        find={(text) =>
          findZones(zonesIn(language), text).map(({ name, offset }) => ({ value: name, name, detail: offset }))
        }
        onChange={choose}
        emptyText={messages.noOption}
        moreText={(count) => messages.manyMatches(number(count))}
        readOnly={readOnly}
      />
      {before && (
        <div role="group" aria-label={messages.changeZoneAsk} className={styles['group']}>
          <p>{messages.changeZoneAsk}</p>
          <div className={styles['line']}>
            <Button onClick={() => keep('moment')}>
              {messages.keepMoment(wallText(before, form.timeZone, 'moment'))}
            </Button>
            <Button onClick={() => keep('wall')}>{messages.keepWall(wallText(before, form.timeZone, 'wall'))}</Button>
          </div>
        </div>
      )}
    </>
  )
}

function wallText(before: KeyForm, zone: string, keep: 'moment' | 'wall'): string {
  const { date, time } = inZone(before, zone, keep).expiry
  return `${date} ${time}`
}
