import type { entry as en } from '../en/entry.ts'

export const entry: typeof en = {
  code: '認証コード',
  codeHelp: '多要素認証を使用している場合のみ',
  keptOut:
    'この役割ではサインインできません。役割の編集権限を持つ人が、[管理] > [ユーザ管理] > [役割] で「WebサービスAPIへのアクセスを許可」をオンにできます。',
  password: 'パスワード',
  passwordAgain: 'パスワード（確認）',
  passwordAgainMissing: 'パスワードをもう一度入力してください。',
  passwordMissing: 'パスワードを入力してください。',
  passwordsDiffer: '2つのパスワードが一致しません。',
  setUpFirst: 'まだアカウントがありません。Latchkeyの起動時に表示されたセットアップリンクを開いてください。',
  setUpHelp: 'このリンクは一度だけ使用できます。作成するアカウントにはすべての権限があります。',
  setUpNoLink: 'このページにはセットアップリンクが必要です',
  setUpNoLinkHelp: '管理者が作成されるまで、Latchkeyは起動のたびに新しいリンクを表示します。',
  setUpPasswordHelp: '12文字以上',
  setUpSubmit: '管理者を作成',
  setUpTitle: '最初の管理者を作成',
  signIn: 'サインイン',
  signInAgain: 'セッションが終了しました。サインインすると続きから再開できます。',
  signInLater: 'このページを離れる',
  signInTitle: 'マネージャにサインイン',
  signingIn: 'サインイン中…',
  tenantHelp: 'マネージャに複数のテナントがある場合のみ',
  tenantMore: 'テナントにサインインする',
  userName: 'ユーザ名',
  userNameMissing: 'ユーザ名を入力してください。',
}
