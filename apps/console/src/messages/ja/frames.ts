import type { frames as en } from '../en/frames.ts'

export const frames: typeof en = {
  cannotBeRead: (subject) => `${subject}を読み取れません`,
  cannotDo: 'この操作を行う権限がありません',
  cannotSee: (subject) => `${subject}を表示する権限がありません`,
  deleteEllipsis: '削除…',
  exportedRows: (count) => `${count}行をファイルに保存しました。`,
  loadingList: '読み込み中…',
  nothingMatches: (search) => `「${search}」に一致する項目はありません`,
  nothingMatchesHelp: 'すべての語が行のどこかに一致する必要があります。',
  nothingMatchesFilters: 'このフィルタに一致する項目はありません',
  nothingToExport: 'エクスポートする項目がありません',
  notTold: (subject) => `このマネージャでは取得できません: ${subject}`,
  notToldHelp: '外部から読み取る方法がありません。マネージャ自身のコンソールで確認してください。',
  selectOneRow: '1行選択してください',
  selectRowFirst: '先に行を選択してください',
  takesRight: (right, role) =>
    `権限「${right}」が必要です。役割を編集できる人が、管理 > ユーザ管理 > 役割で${role}に付与できます。`,
  typeName: (name) => `続けるには${name}と入力`,
}
