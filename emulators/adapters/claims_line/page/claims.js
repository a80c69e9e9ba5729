// The clerk's page: log in at a payer, send files, look at what became of them, claim or cancel.
import { ClaimsLine, Refusal } from './claims_line.js';
import * as texts from './texts.js';

const at = (id) => document.getElementById(id);
let line = null;         // the payer's system that we are logged in to
let login = null;        // while its first password is to be changed
let sending = null;      // what stops the upload that is under way
let timer = 0;           // looks again while something is being checked

function make(tag, properties, ...children) {
  const node = Object.assign(document.createElement(tag), properties);
  node.append(...children);
  return node;
}

function tell(id, text) {
  at('problem').hidden = true;
  at('notice').hidden = true;
  at(id).textContent = text;
  at(id).hidden = !text;
  if (text) at(id).scrollIntoView({ block: 'nearest' });
}

function draw(name) {
  for (const screen of document.querySelectorAll('[data-screen]')) screen.hidden = screen.dataset.screen !== name;
  tell('notice', '');
  document.querySelector(`[data-screen="${name}"] h1`).focus({ preventScroll: true });
}

// Runs what a button does, and says what went wrong.
async function attempt(work) {
  try {
    tell('notice', '');
    await work();
  } catch (error) {
    if (error.name === 'AbortError') return;
    if (error instanceof Refusal && error.outcome === 'not_logged_in') leave();
    tell('problem', error.message || texts.strange);
  }
}

function leave() {
  clearTimeout(timer);
  sending?.abort();
  line = null;
  at('password').value = '';
  draw('login');
}

const field = (form, name) => new FormData(form).get(name);

function askForPassword(lead) {
  at('password-lead').textContent = lead;
  at('present').hidden = login !== null;
  for (const id of ['present-password', 'new-password', 'again']) at(id).value = '';
  draw('password');
}

async function enter(made) {
  line = made;
  login = null;
  at('payer-name').textContent = texts.payers[line.payer];
  draw('claims');
  await refresh();
}

async function logIn() {
  const payer = field(at('login'), 'payer');
  const given = { user: at('user').value, password: at('password').value };
  try {
    await enter(await ClaimsLine.logIn(payer, given));
  } catch (error) {
    if (error.outcome !== 'password_must_change') throw error;
    login = { payer, ...given };
    askForPassword(`${texts.payers[payer]}：${texts.outcomes.password_must_change}`);
  }
}

async function changePassword() {
  if (at('new-password').value !== at('again').value) {
    at('again').focus();
    throw new Error('確認のパスワードが違います。');
  }
  const user = login?.user ?? at('user').value;
  const password = login?.password ?? at('present-password').value;
  const payer = login?.payer ?? line.payer;
  await enter(await ClaimsLine.logIn(payer, { user, password, new_password: at('new-password').value }));
  tell('notice', 'パスワードを変更しました。');
}

async function download(name, send) {
  const { blob, name: called } = await line.list(name, at('month').value, send);
  const url = URL.createObjectURL(blob);
  make('a', { href: url, download: called }).click();
  setTimeout(() => URL.revokeObjectURL(url), 10_000);
  tell('notice', `${called} を保存しました。`);
}

// A question that only "yes" answers with true.
function isSure(title, text, yes) {
  at('confirm-title').textContent = title;
  at('confirm-text').textContent = text;
  at('confirm-yes').textContent = yes;
  at('confirm').returnValue = 'no';
  at('confirm').showModal();
  return new Promise((answered) => {
    at('confirm').addEventListener('close', () => answered(at('confirm').returnValue === 'yes'), { once: true });
  });
}

async function decide(send, action, withErrors, done) {
  await line.decide({ month: at('month').value, send: send.send, action, with_errors: withErrors });
  await refresh();
  tell('notice', done);
}

const sum = (send, names) => names.reduce((all, name) => all + send.counts[name], 0);

async function claim(send, withErrors) {
  const names = withErrors || !send.asp ? ['normal', 'notice', 'review', 'return'] : ['normal', 'notice'];
  const text = `送信回${send.send}のレセプト${sum(send, names)}件を請求します。確定したあとは取り消せません。`;
  if (!await isSure(withErrors ? 'エラー分を含めて確定' : '請求確定', text, '確定する')) return;
  await decide(send, 'confirm', withErrors, `送信回${send.send}を請求確定しました。`);
}

async function cancel(send) {
  if (!await isSure('請求の取消', `送信回${send.send}を取り消します。`, '取り消す')) return;
  await decide(send, 'cancel', false, `送信回${send.send}を取り消しました。`);
}

function actionsOf(send) {
  const button = (text, work, className = 'small') =>
    make('button', { type: 'button', className, ariaLabel: `送信回${send.send} ${text}`, onclick: () => attempt(work) }, text);
  const actions = [];
  if (send.state === 'checked' && send.kind === 'claim') {
    actions.push(button(send.asp ? '確定（エラー分を除く）' : '確定', () => claim(send, false)));
    if (send.asp && send.counts.review + send.counts.return > 0) actions.push(button('確定（エラー分を含む）', () => claim(send, true)));
  }
  if (['checked', 'being_checked', 'refused'].includes(send.state) && send.kind === 'claim') actions.push(button('取消', () => cancel(send), 'small small-stop'));
  if (send.state !== 'being_checked') actions.unshift(button(texts.sendLists.check_result, () => download('check_result', send.send)));
  if (send.state === 'confirmed') {
    for (const name of ['confirmation', 'receipt']) actions.push(button(texts.sendLists[name], () => download(name, send.send)));
  }
  return make('div', { className: 'actions' }, ...actions);
}

function rowOf(send) {
  const text = (value, className = '') => make('td', { className }, `${value}`);
  const counted = send.state === 'being_checked' ? () => '…' : (name) => send.counts[name];
  return make('tr', {},
    make('th', { scope: 'row' }, `${send.send}`),
    text(send.received.slice(0, 16).replace('T', ' ')),
    text(`${texts.kinds[send.kind]}${send.asp ? '' : '・ASPなし'}`),
    make('td', {}, make('span', { className: `state state-${send.state}` }, texts.states[send.state])),
    ...texts.classes.map((name) => text(counted(name), 'number')),
    text(send.claimed, 'number'),
    make('td', {}, actionsOf(send)));
}

async function refresh() {
  clearTimeout(timer);
  const sends = await line.sends(at('month').value);
  at('status-title').textContent = `送信状況（${at('month').value.replace('-', '年')}月）`;
  at('none').hidden = sends.length > 0;
  at('sends-box').hidden = sends.length === 0;
  at('sends').replaceChildren(...sends.map(rowOf));
  if (sends.some(({ state }) => state === 'being_checked')) timer = setTimeout(() => line && attempt(refresh), 5000);
}

async function send() {
  const file = at('file').files[0];
  if (!file) throw new Error('ファイルを選んでください。');
  sending = new AbortController();
  at('sending').hidden = false;
  const came = (bytes) => {
    at('progress').value = file.size === 0 ? 100 : (100 * bytes) / file.size;
    at('progress-text').textContent = `送信中 ${Math.floor(bytes / 1024)} / ${Math.ceil(file.size / 1024)} KiB`;
  };
  came(0);
  try {
    const form = at('send');
    const wanted = { month: at('month').value, asp: field(form, 'asp') === 'yes', kind: field(form, 'kind') };
    const said = await line.send(file, wanted, came, sending.signal);
    at('file').value = '';
    await refresh();
    tell('notice', said.outcome === 'accepted_before' ? `送信回${said.send}：${texts.outcomes.accepted_before}` : `送信回${said.send}として受け付けました。`);
  } finally {
    sending = null;
    at('sending').hidden = true;
  }
}

function onSubmit(id, work) {
  at(id).addEventListener('submit', async (event) => {
    event.preventDefault();
    const button = at(id).querySelector('[type="submit"]');
    if (button.disabled) return;
    button.disabled = true;
    await attempt(work);
    button.disabled = false;
  });
}

onSubmit('login', logIn);
onSubmit('change', changePassword);
onSubmit('send', send);
onSubmit('month-form', refresh);
at('stop').onclick = () => sending?.abort();
at('refresh').onclick = () => attempt(refresh);
at('open-password').onclick = () => askForPassword('今のパスワードを、新しいものに変えます。');
at('leave-password').onclick = () => { login = null; draw(line ? 'claims' : 'login'); };
at('logout').onclick = () => attempt(async () => { await line.logOut(); leave(); });
for (const [name, text] of Object.entries(texts.monthLists)) {
  at('month-lists').append(make('button', { type: 'button', className: 'small', onclick: () => attempt(() => download(name)) }, text));
}
at('month').value = document.body.dataset.month;
draw('login');
