import type { systemSettingEndpoints } from '@latchkey/contract'
import type { Handlers } from '@latchkey/server'
import type { Caller } from '../../caller.ts'
import type { SystemSettingService } from './system-setting-service.ts'

type SystemSettingHandlers = Handlers<{ systemSettings: typeof systemSettingEndpoints }, Caller>['systemSettings']

export const systemSettingHandlers = (settings: SystemSettingService): SystemSettingHandlers => ({
  list: ({ context }) => settings.list(context),
  modifyAll: ({ context, body }) => settings.modifyAll(context, body),
  describe: ({ context, params }) => settings.describe(context, params.name),
  modify: ({ context, params, body }) => settings.modify(context, params.name, body),
  reset: ({ context, params }) => settings.reset(context, params.name),
})
