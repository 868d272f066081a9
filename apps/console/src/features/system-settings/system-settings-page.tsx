import { useQuery, useSuspenseQuery } from '@tanstack/react-query'
import { Failure } from '../../frames/failure.tsx'
import { rightOf } from '../../lib/rights.ts'
import { useAdministrationSpeech } from '../../messages/administration.ts'
import { sessionQueries } from '../../queries/session-queries.ts'
import { systemSettingQueries } from '../../queries/system-setting-queries.ts'
import { GridSkeleton } from '../../ui/grid/grid-skeleton.tsx'
import { PageHeader } from '../../ui/page-header.tsx'
import { SettingsForm } from './settings-form.tsx'

export function SystemSettingsPage() {
  const { messages } = useAdministrationSpeech()
  const { data: session } = useSuspenseQuery(sessionQueries.current())
  const settings = useQuery(systemSettingQueries.list())
  const readOnly = rightOf(session, 'platformRights.settingRights.canEditSettings') === 'missing'
  return (
    <>
      <title>{`${messages.systemSettings} · Latchkey`}</title>
      <PageHeader title={messages.systemSettings}>
        <span>{messages.settingsHelp}</span>
        {readOnly && settings.isSuccess && <span>{messages.readAccess}</span>}
      </PageHeader>
      {settings.isError ? (
        <Failure
          subject={messages.systemSettings}
          right={messages.rightOf(messages['feature.settingRights'], messages['verb.view'])}
          roleName={session.role?.name}
          error={settings.error}
          onRetry={() => void settings.refetch()}
        />
      ) : settings.isPending ? (
        <GridSkeleton label={messages.loadingList} />
      ) : (
        <SettingsForm settings={settings.data} readOnly={readOnly} />
      )}
    </>
  )
}
