import { settingDefinition, settingDefinitions } from '@latchkey/contract'
import { describe, expect, test } from 'vitest'
import {
  changeOf,
  choicesWith,
  faultyNames,
  isFine,
  settingGroups,
  valuesOf,
  type ShownSetting,
} from './setting-table.ts'

const shown: readonly ShownSetting[] = Object.values(settingGroups).flat()

describe('what can be chosen here', () => {
  test.each(shown)('$name is what the manager takes', (setting) => {
    const accepts = (value: string) => settingDefinition(setting.name)?.value.safeParse(value).success
    const offered =
      setting.kind === 'choice'
        ? setting.values
        : setting.kind === 'flag'
          ? ['true', 'false']
          : [String(setting.min), String(setting.max), ...(setting.noLimit ? ['-1'] : [])]
    expect(offered.filter((value) => !accepts(value))).toEqual([])
    if (setting.kind === 'count')
      for (const value of [String(setting.min - 1), String(setting.max + 1), '1.5', ''])
        expect([value, isFine(setting, value)]).toEqual([value, accepts(value)])
    expect(isFine(setting, settingDefinitions[setting.name].default)).toBe(true)
  })

  test('also what stands there already', () => {
    expect(choicesWith(['1 Hour'], '3 Hours')).toEqual(['3 Hours', '1 Hour'])
    expect(choicesWith(['1 Hour'], '1 Hour')).toEqual(['1 Hour'])
  })
})

test('only what was changed is sent', () => {
  const before = valuesOf({ a: { value: '1' }, b: { value: 'true' } })
  expect(changeOf(before, before)).toEqual({})
  expect(changeOf({ ...before, b: 'false' }, before)).toEqual({ b: { value: 'false' } })
})

test('a number out of its bounds is named', () => {
  expect(faultyNames({ platformSettingUserPasswordLengthMin: '7' })).toEqual(['platformSettingUserPasswordLengthMin'])
  expect(faultyNames({ platformSettingActiveSessionsMax: '-1' })).toEqual([])
})
