import { useQuery, useSuspenseQuery } from '@tanstack/react-query'
import { UserRound } from 'lucide-react'
import { Failure } from '../../frames/failure.tsx'
import { useAdministrationSpeech } from '../../messages/administration.ts'
import { profileQueries } from '../../queries/profile-queries.ts'
import { sessionQueries } from '../../queries/session-queries.ts'
import { GridSkeleton } from '../../ui/grid/grid-skeleton.tsx'
import { PageHeader } from '../../ui/page-header.tsx'
import { Statement } from '../../ui/statement.tsx'
import { MfaSection } from './mfa-section.tsx'
import { OwnDataForm } from './own-data-form.tsx'
import { OwnPasswordForm } from './own-password-form.tsx'
import { OwnSessions } from './own-sessions.tsx'
import styles from './profile.module.css'

export function ProfilePage() {
  const { messages } = useAdministrationSpeech()
  const { data: session } = useSuspenseQuery(sessionQueries.current())
  return (
    <>
      <title>{`${messages.ownProfile} · Latchkey`}</title>
      <PageHeader title={messages.ownProfile}>
        <span>{`${session.userName}, ${session.role?.name ?? messages.roleUnknown}`}</span>
      </PageHeader>
      <div className={styles['page']}>
        {session.extensions ? (
          <OwnRecord />
        ) : (
          <Statement icon={<UserRound size={24} aria-hidden />} title={messages.profileElsewhere}>
            {messages.profileElsewhereHelp}
          </Statement>
        )}
        <OwnSessions />
      </div>
    </>
  )
}

function OwnRecord() {
  const { messages } = useAdministrationSpeech()
  const own = useQuery(profileQueries.own())
  if (own.isError)
    return (
      <Failure
        subject={messages.ownProfile}
        right={messages.ownProfile}
        roleName={undefined}
        error={own.error}
        onRetry={() => void own.refetch()}
      />
    )
  if (own.isPending) return <GridSkeleton label={messages.loadingList} />
  return (
    <>
      <OwnDataForm own={own.data} />
      <OwnPasswordForm />
      <MfaSection />
    </>
  )
}
