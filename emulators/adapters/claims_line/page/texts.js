// The words of the clerk's page.
export const payers = { fund: '社会保険診療報酬支払基金', federation: '国民健康保険団体連合会' };

export const states = {
  being_checked: '点検中',
  checked: '確定待ち',
  confirmed: '請求確定',
  cancelled: '取消済',
  refused: '受付不能（ファイル）',
};

export const kinds = { claim: '請求', test: '確認試験' };

export const classes = ['normal', 'notice', 'review', 'return', 'unacceptable'];

export const sendLists = { check_result: '結果リスト', confirmation: '確定状況', receipt: '受領書' };

export const monthLists = {
  returned_file: '返戻レセプト',
  return_reasons: '返戻内訳書',
  eligibility_results: '資格確認結果連絡書',
};

export const outcomes = {
  accepted_before: 'このファイルは送信済みです。新しい送信にはしていません。',
  outside_window: '受付時間外です。5日から10日の間に送信してください。',
  nothing_to_correct: '11日と12日は、10日までに送信したものの訂正だけを受け付けます。',
  not_this_month: '今月の請求ではありません。請求年月を確かめてください。',
  too_many_sends: '送信回数が999回に達しています。',
  send_unknown: 'その送信はありません。',
  being_checked: '点検が終わっていません。しばらくして更新してください。',
  refused_before: '受付不能のファイルです。直して送信し直してください。',
  confirmed_before: 'すでに請求確定しています。',
  cancelled_before: 'すでに取り消しています。',
  test_only: '確認試験の送信です。確定も取消もありません。',
  not_settled_yet: 'まだ公開されていません。審査のあとに取得してください。',
  nothing_there: '該当するものはありません。',
  wrong_password: 'ユーザIDまたはパスワードが違います。',
  locked: 'パスワードを続けて間違えたため、30分間ログインできません。',
  password_must_change: '初めてのログインです。パスワードを変更してください。',
  password_unfit: '新しいパスワードは、英字と数字をどちらも含む8〜16文字で、今と違うものにしてください。',
  not_logged_in: '時間がたったため、ログアウトしました。もう一度ログインしてください。',
  content_mismatch: '送信中にファイルの内容が変わりました。もう一度送信してください。',
  too_large: 'ファイルが大きすぎます（256 MiBまで）。',
  busy: '混み合っています。しばらくしてから、もう一度操作してください。',
  gateway_time_out: '応答がありませんでした。送信状況を確かめてください。',
};

export const archive = 'ZIPファイルは送れません。RECEIPTH.UKEをそのまま選んでください。';
export const unreachable = '請求先につながりません。回線を確かめて、もう一度操作してください。';
export const strange = '思いがけない応答がありました。';
