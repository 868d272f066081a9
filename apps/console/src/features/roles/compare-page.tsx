import type { Role } from '@latchkey/contract'
import { useQuery, useSuspenseQuery } from '@tanstack/react-query'
import { Equal } from 'lucide-react'
import { Failure } from '../../frames/failure.tsx'
import { useAdministrationSpeech } from '../../messages/administration.ts'
import { roleQueries } from '../../queries/role-queries.ts'
import { sessionQueries } from '../../queries/session-queries.ts'
import { Link } from '../../router/link.tsx'
import { GridSkeleton } from '../../ui/grid/grid-skeleton.tsx'
import { PageHeader } from '../../ui/page-header.tsx'
import { SelectField } from '../../ui/select-field.tsx'
import { Statement } from '../../ui/statement.tsx'
import { DifferencesTable } from './differences-table.tsx'
import { roleDifferences } from './role-differences.ts'
import styles from './roles.module.css'

interface ComparePageProps {
  readonly a: number | undefined
  readonly b: number | undefined
  readonly onChoose: (which: 'a' | 'b', ID: string) => void
}

/** Two roles side by side: only where they differ. */
export function ComparePage({ a, b, onChoose }: ComparePageProps) {
  const { messages } = useAdministrationSpeech()
  const { data: session } = useSuspenseQuery(sessionQueries.current())
  const list = useQuery(roleQueries.list())
  if (list.isError)
    return (
      <Failure
        subject={messages.roles}
        right={messages.rightOf(messages['feature.administratorRoleRights'], messages['verb.view'])}
        roleName={session.role?.name}
        error={list.error}
        onRetry={() => void list.refetch()}
      />
    )
  if (list.isPending) return <GridSkeleton label={messages.loadingList} />
  const roleOf = (ID: number | undefined): Role | undefined => list.data.find((role) => role.ID === ID)
  const [left, right] = [roleOf(a), roleOf(b)]
  const options = [{ value: '', name: '–' }, ...list.data.map(({ ID, name }) => ({ value: String(ID), name }))]
  const differences = left && right ? roleDifferences(left, right) : []
  return (
    <>
      <title>{`${messages.compareTitle} · Latchkey`}</title>
      <PageHeader title={messages.compareTitle} actions={<Link to="/roles">{messages.roles}</Link>}>
        {left && right && <span role="status">{messages.differencesCount(String(differences.length))}</span>}
      </PageHeader>
      <div className={styles['choose']}>
        <SelectField
          label={messages.firstRole}
          value={left ? String(left.ID) : ''}
          options={options}
          onChange={(ID) => onChoose('a', ID)}
        />
        <SelectField
          label={messages.secondRole}
          value={right ? String(right.ID) : ''}
          options={options}
          onChange={(ID) => onChoose('b', ID)}
        />
      </div>
      {left && right && differences.length > 0 && (
        <div className={styles['page']}>
          <DifferencesTable differences={differences} a={left.name} b={right.name} />
        </div>
      )}
      {left && right && differences.length === 0 && (
        <Statement icon={<Equal size={24} aria-hidden />} title={messages.noDifference} />
      )}
    </>
  )
}
