// The words of the screens that depend on what happened.

export const items = [
  { name: 'operations', title: '手術情報', detail: '過去に受けた手術の情報' },
  { name: 'diagnosis_and_medication', title: '診療情報および薬剤情報', detail: '受診の記録と、処方・調剤された薬の情報' },
  { name: 'health_checkup', title: '特定健診等情報', detail: '40歳以上の方。40歳未満の方は「同意しない」を選んでください' },
  { name: 'limit_amount', title: '限度額情報', detail: '高額療養費の自己負担限度額の区分' },
  { name: 'specific_disease', title: '特定疾病療養受療証情報', detail: '長期の高額な治療を要する疾病の認定の情報' },
];

export const cares = { continuing: '訪問診療・訪問看護など', house_call: '往診', online: 'オンライン診療等' };

export const actions = { register: '同意登録', view: '同意照会・更新', cancel_all: 'すべての同意の取消し' };

export const confirmTitles = {
  register: 'この内容でよろしいですか',
  view: '登録されている同意を照会します',
  cancel_all: 'すべての同意を取り消しますか',
};

const fallbacks = [
  'スタッフの端末の「マイナ資格確認アプリ」で受け付ける（顔写真の目視確認もできます）',
  'マイナポータルの資格情報の画面とカードを一緒に見せる',
  '資格確認書を見せる',
  'いずれも難しいときは、被保険者資格申立書に記入する',
];

// Where the card itself will not do, neither app nor portal accepts it.
const withoutCard = fallbacks.slice(2);

const expiring = { kind: 'heed', text: '電子証明書の有効期限まで3か月以内です。お住まいの市区町村の窓口で更新してください。' };

function notesOf(seen) {
  const notes = [];
  if (seen.eligibility_only) {
    notes.push({ kind: 'heed', text: '電子証明書の有効期限が切れているため、資格確認だけを行いました。医療情報の提供への同意は登録されていません。お住まいの市区町村の窓口で更新してください。' });
  }
  if (seen.expires_soon) notes.push(expiring);
  if (seen.card_registered) notes.push({ kind: 'plain', text: 'マイナンバーカードを健康保険証として登録しました。' });
  if (seen.card_linked) notes.push({ kind: 'plain', text: '新しい電子証明書を、これまでの登録に結び付けました。' });
  return notes;
}

function acceptedScreen(action, seen) {
  const screen = { sign: 'good', done: true, notes: notesOf(seen), consents: seen.consents || [] };
  const some = screen.consents.length > 0;
  if (action === 'view') {
    return { ...screen, title: some ? '登録されている同意' : '登録されている同意はありません', text: some ? '受付先に登録されている内容です。' : '「同意登録」から登録できます。', offers: [some ? 'change' : 'register', 'menu'] };
  }
  if (action === 'cancel_all') {
    return { ...screen, title: some ? '同意を取り消しました' : '取り消す同意はありませんでした', text: some ? '次の同意を取り消しました。今後、受付先に医療情報は提供されません。' : '受付先に登録されている同意はありません。', offers: ['menu'] };
  }
  if (seen.eligibility_only) {
    return { ...screen, sign: 'heed', title: '資格確認だけを受け付けました', text: '画面をスタッフにお見せください。', offers: ['menu'] };
  }
  return { ...screen, title: '受付が完了しました', text: '資格確認と同意の登録ができました。画面をスタッフにお見せください。', offers: ['menu'] };
}

const offersOf = {
  card_not_registered: ['join', 'menu'],
  checkup_consent_under_age: ['without_checkup', 'menu'],
  session_expired: ['menu'],
  status_unavailable: ['retry', 'menu'],
  busy: ['retry', 'menu'],
};

const otherWays = {
  certificate_beyond_grace: withoutCard,
  certificate_revoked: withoutCard,
  card_suspended: withoutCard,
  status_unavailable: fallbacks,
  status_unknown: fallbacks,
  person_unknown: fallbacks,
};

const hints = {
  card_not_registered: { kind: 'plain', text: '手続きの中で登録して、このまま受け付けることができます。カードをもう一度読み取ります。' },
  card_suspended: { kind: 'heed', text: '一時停止の解除は、お住まいの市区町村の窓口でできます。' },
};

// What the reception refused, on opening the visit or on judging the card.
export function refusedScreen(seen) {
  return {
    sign: 'stop',
    title: '受付できませんでした',
    text: seen.message || '受付の処理ができませんでした。',
    notes: [...notesOf(seen), ...(hints[seen.outcome] ? [hints[seen.outcome]] : [])],
    ways: otherWays[seen.outcome] || [],
    offers: offersOf[seen.outcome] || ['menu'],
  };
}

export function judgedScreen(action, seen) {
  return seen.outcome === 'accepted' ? acceptedScreen(action, seen) : refusedScreen(seen);
}

export function endedScreen(reason) {
  if (reason === 'pin_locked') {
    return { sign: 'stop', title: '暗証番号がロックされています', text: '3回続けて間違えたか、暗証番号のないカードのため、この受付では本人確認ができません。再設定は市区町村の窓口でできます。', ways: fallbacks, offers: ['menu'] };
  }
  if (reason === 'card_unusable') {
    return { sign: 'stop', title: 'カードを利用できません', text: 'かざしたカードでは本人確認ができませんでした。', ways: fallbacks, offers: ['retry', 'menu'] };
  }
  return { sign: 'heed', title: '手続きを中止しました', text: '登録されている内容は変わっていません。', offers: ['menu'] };
}

export const silentScreen = {
  sign: 'stop', title: 'マイナポータルから応答がありません', text: 'アプリでの手続きを確認できませんでした。同意は登録されていない可能性があります。時間をおいてやり直してください。', ways: fallbacks, offers: ['retry', 'menu'],
};
export const forgottenScreen = {
  sign: 'stop', title: '受付の有効時間が過ぎました', text: 'はじめからやり直してください。', offers: ['menu'],
};
export const offlineScreen = {
  sign: 'stop', title: '通信できませんでした', text: '電波の状態を確かめて、もう一度お試しください。', ways: fallbacks, offers: ['retry', 'menu'],
};

export const offerTexts = {
  menu: 'はじめの画面に戻る',
  retry: 'もう一度試す',
  join: 'カードを健康保険証として登録し、受け付ける',
  without_checkup: '特定健診等情報を「同意しない」に変えて進む',
  change: '同意の内容を変更する',
  register: '同意登録へ進む',
};
