// The app on the phone: whose visit, PIN, card, outcome. The PIN is forgotten as soon as it is sent to the app.

const at = (id) => document.getElementById(id);
const facts = new URLSearchParams(location.hash.slice(1));
const visit = { token: facts.get('token'), session: facts.get('session'), nonce: facts.get('nonce') };

const ends = {
  accepted: ['good', '読み取りが完了しました', '受付画面に戻って、結果を確認してください。'],
  pin_locked: ['stop', '暗証番号がロックされています', '3回続けて間違えたか、暗証番号のないカードのため、暗証番号を使えません。'],
  not_this_card: ['stop', 'マイナンバーカードではありません', 'カードを確かめて、受付画面からやり直してください。'],
  no_visit: ['stop', '受付画面から開いてください', 'このアプリは、受付画面の「マイナポータルアプリを開く」から使います。'],
  unknown_institution: ['stop', '受付先が見つかりません', '受付画面のURLを、スタッフにお確かめください。'],
  ended: ['heed', '手続きをやめました', '受付画面に戻ってください。'],
};
const retries = {
  card_removed: ['heed', 'カードが離れました', '読み取りが終わる前にカードが離れました。暗証番号の入力からやり直してください。'],
  card_timed_out: ['heed', 'カードを読み取れませんでした', 'カードが見つからないか、応答がありません。'],
  busy: ['heed', 'ほかのカードを読み取っています', '終わってから、もう一度お試しください。'],
  reader_lost: ['stop', '読み取り装置を使えません', '装置の接続を確かめて、もう一度お試しください。'],
  unreachable: ['stop', 'マイナポータルに接続できません', '通信できないか、マイナポータルが停止しています。時間をおいて、もう一度お試しください。'],
  timed_out: ['stop', 'マイナポータルから応答がありません', '時間をおいて、もう一度お試しください。'],
};

function draw(name) {
  for (const screen of document.querySelectorAll('[data-screen]')) screen.hidden = screen.dataset.screen !== name;
  document.querySelector(`[data-screen="${name}"] h1`)?.focus({ preventScroll: true });
}

async function ask(path, body) {
  try {
    const answer = await fetch(path, { method: 'POST', headers: { 'Content-Type': 'application/json' }, body: JSON.stringify(body), cache: 'no-store' });
    return await answer.json();
  } catch {
    return { result: 'unreachable' };
  }
}

function button(text, looks, onclick) {
  return Object.assign(document.createElement('button'), { type: 'button', className: `button ${looks}`, textContent: text, onclick });
}

function askPin(problem = '') {
  at('pin').value = '';
  at('pin').setAttribute('aria-invalid', problem === '' ? 'false' : 'true');
  at('pin-problem').textContent = problem;
  at('pin-problem').hidden = problem === '';
  draw('pin');
  at('pin').focus();
}

function finish(result, message) {
  const again = retries[result];
  const [sign, title, text] = again || ends[result] || ['stop', '受付できませんでした', message || '受付画面に戻ってください。'];
  at('sign').className = `sign sign-${sign}`;
  at('end-title').textContent = title;
  at('end-text').textContent = text;
  at('end-ways').hidden = result !== 'pin_locked';
  const close = button('受付画面に戻る', again ? 'button-quiet' : 'button-main', () => window.close());
  at('end-actions').replaceChildren(...(again ? [button('もう一度試す', 'button-main', start)] : []), close);
  draw('end');
}

async function prove(pin) {
  draw('tap');
  const seen = await ask('/proof', { ...visit, pin });
  if (seen.result === 'pin_wrong') {
    return askPin(`暗証番号が違います。あと${seen.tries_left}回間違えるとロックされます。`);
  }
  return finish(seen.result, seen.message);
}

async function start() {
  if (!visit.token || !visit.session || !visit.nonce) return finish('no_visit');
  draw('start');
  const seen = await ask('/institution', visit);
  if (seen.result !== 'ready') return finish(seen.result);
  at('institution').textContent = seen.institution;
  at('place').hidden = false;
  return askPin();
}

at('pin-form').addEventListener('submit', (event) => {
  event.preventDefault();
  const pin = at('pin').value;
  if (!/^[0-9]{4}$/.test(pin)) return askPin('数字4桁で入力してください。');
  at('pin').value = '';
  return prove(pin);
});
document.querySelector('[data-stop]').addEventListener('click', async () => finish((await ask('/end', visit)).result));
history.replaceState(null, '', '/');  // neither session nor nonce stays in the history
start();
