import { Fragment, type ReactNode } from 'react'
import styles from './frames.module.css'

export type Fact = readonly [name: string, value: ReactNode]

/** What is known of something, by name; what is undefined is left out. */
export const Facts = ({ facts }: { readonly facts: readonly Fact[] }) => (
  <dl className={styles['facts']}>
    {facts.map(([name, value]) =>
      value === undefined ? null : (
        <Fragment key={name}>
          <dt>{name}</dt>
          <dd>{value}</dd>
        </Fragment>
      ),
    )}
  </dl>
)
