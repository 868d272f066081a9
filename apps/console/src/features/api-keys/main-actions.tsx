import { Button } from '../../ui/button.tsx'
import { useMediaQuery } from '../../ui/use-media-query.ts'
import type { KeyAction } from './key-actions.tsx'

/** Where there is room, what is done most often is where it is in the manager's own console; the menu beside it has all. */
export const MainActions = ({ actions }: { readonly actions: readonly KeyAction[] }) =>
  useMediaQuery('(min-width: 1536px)') &&
  actions.map(
    ({ id, icon, name, isMain, blocked, onSelect }) =>
      isMain && (
        <Button key={id} look="quiet" blocked={blocked} onClick={onSelect}>
          {icon}
          {name}
        </Button>
      ),
  )
