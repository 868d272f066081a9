export const frames = {
  cannotBeRead: (subject: string) => `${subject} cannot be read`,
  cannotDo: 'This is not yours to do',
  cannotSee: (subject: string) => `You cannot see this: ${subject}`,
  deleteEllipsis: 'Delete…',
  exportedRows: (count: string) => (count === '1' ? '1 row is in the file.' : `${count} rows are in the file.`),
  loadingList: 'Loading…',
  nothingMatches: (search: string) => `Nothing matches “${search}”`,
  nothingMatchesHelp: 'Every word has to match somewhere in the row.',
  nothingMatchesFilters: 'Nothing matches these filters',
  nothingToExport: 'There is nothing to export',
  notTold: (subject: string) => `This manager does not tell: ${subject}`,
  notToldHelp: 'It has no way to read them from outside. Look in the manager’s own console.',
  selectOneRow: 'Select one row',
  selectRowFirst: 'Select a row first',
  takesRight: (right: string, role: string) =>
    `It takes the right “${right}”. Whoever edits roles can grant it to ${role} under Administration > User Management > Roles.`,
  typeName: (name: string) => `Type ${name} to go on`,
}
