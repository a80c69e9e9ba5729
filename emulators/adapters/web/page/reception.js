// マイナ在宅受付Web: one screen at a time, from the menu to the outcome.
import * as texts from './texts.js';
import * as visits from './visit.js';

const place = document.body.dataset;
const online = place.kind === '3';
const patience = Number(place.patience) * 1000;
const steps = { consent: 0, confirm: 1, waiting: 2, result: 3 };

const nothing = () => Object.fromEntries(texts.items.map(({ name }) => [name, false]));
let choice = { action: 'register', care: 'continuing', consents: nothing(), registersCard: false };
let visit = null;      // the one that waits for its card
let sending = false;   // a visit is being opened: a second press does nothing

const at = (id) => document.getElementById(id);

function make(tag, properties, ...children) {
  const node = Object.assign(document.createElement(tag), properties);
  node.append(...children);
  return node;
}

function draw(name) {
  for (const screen of document.querySelectorAll('[data-screen]')) screen.hidden = screen.dataset.screen !== name;
  at('steps').hidden = !(name in steps) || choice.action !== 'register';
  [...at('steps').children].forEach((step, i) => {
    step.className = i < steps[name] ? 'done' : i === steps[name] ? 'now' : '';
    if (i === steps[name]) step.setAttribute('aria-current', 'step'); else step.removeAttribute('aria-current');
  });
  at('problem').hidden = true;
  window.scrollTo(0, 0);
  document.querySelector(`[data-screen="${name}"] h1`).focus({ preventScroll: true });
}

// A screen that the back button may come back to.
function go(name) {
  history.pushState({ screen: name }, '');
  draw(name);
}

function showProblem(text) {
  at('problem').textContent = text;
  at('problem').hidden = false;
  at('problem').scrollIntoView({ block: 'center' });
}

function drawItems() {
  const side = (name, value, text) => make('label', { className: 'side' }, make('input', { type: 'radio', name, value }), text);
  for (const { name, title, detail } of texts.items) {
    at('items').append(make('fieldset', { className: 'card item', id: `item-${name}` },
      make('legend', {}, title), make('small', {}, detail),
      make('div', { className: 'sides' }, side(name, 'yes', '同意する'), side(name, 'no', '同意しない'))));
  }
}

// An item that was asked for again is in order as soon as it is answered.
function clearMissing() {
  for (const { name } of texts.items) {
    if (at('consents').elements[name].value !== '') at(`item-${name}`).classList.remove('item-missing');
  }
  at('problem').hidden = document.querySelector('.item-missing') === null;
}

function fillItems(consents) {
  for (const radio of at('consents').elements) {
    if (radio.type === 'radio') radio.checked = consents !== null && consents[radio.name] === (radio.value === 'yes');
  }
  clearMissing();
}

// Nothing when an item is not answered; the first such one gets the focus.
function readItems() {
  const consents = {};
  let missing = null;
  for (const { name } of texts.items) {
    const chosen = at('consents').elements[name].value;
    at(`item-${name}`).classList.toggle('item-missing', chosen === '');
    if (chosen === '') missing ??= name;
    consents[name] = chosen === 'yes';
  }
  if (missing === null) return consents;
  at('consents').elements[missing][0].focus();
  showProblem('すべての項目で「同意する」か「同意しない」を選んでください。');
  return null;
}

function list(consents) {
  return texts.items.map(({ name, title }) => make('div', {}, make('dt', {}, title),
    make('dd', consents[name] ? {} : { className: 'no' }, consents[name] ? '同意する' : '同意しない')));
}

function drawConfirm() {
  const care = [make('div', {}, make('dt', {}, '診療等'), make('dd', {}, texts.cares[choice.care]))];
  if (choice.consultation) care.push(make('div', {}, make('dt', {}, '診療を受ける日'), make('dd', {}, choice.consultation.replaceAll('-', '/'))));
  if (choice.registersCard) care.push(make('div', {}, make('dt', {}, '健康保険証としての利用登録'), make('dd', {}, '登録する')));
  at('confirm-title').textContent = texts.confirmTitles[choice.action];
  at('choices').replaceChildren(...(choice.action === 'register' ? [...care, ...list(choice.consents)]
    : [make('div', {}, make('dt', {}, '手続き'), make('dd', {}, texts.actions[choice.action]))]));
}

function day(text) {
  return text.slice(0, 10).replaceAll('-', '/');
}

function drawConsents(consents) {
  return consents.map(({ care, consents: given, until }) => make('div', { className: 'card' },
    make('p', { className: 'card-title' }, texts.cares[care]), make('small', {}, `${day(until)} まで`),
    make('dl', { className: 'list' }, ...list(given))));
}

function note(kind, ...children) {
  const looks = { heed: 'card note note-heed', plain: 'card note' };
  return make('div', { className: looks[kind] }, ...children);
}

function finish(screen) {
  visits.forget();
  visit = null;
  at('sign').className = `sign sign-${screen.sign}`;
  at('result-title').textContent = screen.title;
  at('result-text').textContent = screen.text;
  const notes = (screen.notes || []).map(({ kind, text }) => note(kind, make('p', {}, text)));
  const ways = screen.ways && screen.ways.length > 0 ? [note('plain', make('p', {}, make('b', {}, 'ほかの方法')),
    make('ul', {}, ...screen.ways.map((way) => make('li', {}, way))))] : [];
  at('result-notes').replaceChildren(...notes, ...drawConsents(screen.consents || []), ...ways);
  at('result-actions').replaceChildren(...screen.offers.map((offer, i) => make('button', {
    type: 'button', className: i === 0 ? 'button button-main' : 'button button-quiet', onclick: () => take(offer, screen),
  }, texts.offerTexts[offer])));
  // In place of the waiting screen: back leads to the confirmation, which opens a visit of its own.
  history.replaceState({ screen: 'result' }, '');
  draw('result');
  if (!screen.done) at('steps').hidden = true;
}

function take(offer, screen) {
  if (offer === 'join') choice.registersCard = true;
  if (offer === 'without_checkup') choice.consents.health_checkup = false;
  if (offer === 'change' || offer === 'register') {
    const known = (screen.consents || [])[0];
    choice = { ...choice, action: 'register', registersCard: false };
    if (known) choice.care = online ? 'online' : known.care;
    fillItems(known ? known.consents : null);
    return go('consent');
  }
  if (offer === 'menu') {
    choice.registersCard = false;
    return go('menu');
  }
  drawConfirm();
  return go('confirm');
}

// Until the outcome is there or the patience is over. A visit that was left for another one is forgotten.
async function watch(watched) {
  while (visit === watched) {
    await new Promise((done) => setTimeout(done, 700));
    const seen = await visits.look(watched.session).catch(() => ({ state: 'offline' }));
    if (visit !== watched) return;
    if (seen.state === 'judged') return finish(texts.judgedScreen(watched.action, seen));
    if (seen.state === 'ended') return finish(texts.endedScreen(seen.reason));
    if (seen.state === 'unknown') return finish(texts.forgottenScreen);
    if (Date.now() - watched.opened > patience) return finish(texts.silentScreen);
  }
}

function wait(opened) {
  visit = opened;
  at('open-app').href = visits.appAddress(opened);
  watch(opened);
}

async function submit() {
  if (sending) return;
  sending = true;
  at('submit').disabled = true;
  const answer = await visits.open(choice).catch(() => null);
  sending = false;
  at('submit').disabled = false;
  if (answer === null) {
    go('waiting');
    return finish(texts.offlineScreen);
  }
  go('waiting');
  if (answer.outcome !== 'accepted') return finish(texts.refusedScreen(answer));
  const opened = { session: answer.session, nonce: answer.nonce, action: choice.action, opened: Date.now() };
  visits.keep(opened);
  wait(opened);
}

// Tells the reception, so that the app cannot use the visit any more.
async function stop() {
  const left = visit;
  if (left === null) return;
  const seen = await visits.end(left.session).catch(() => ({ state: 'ended', reason: 'patient' }));
  if (visit !== left) return;
  finish(seen.state === 'judged' ? texts.judgedScreen(left.action, seen) : texts.endedScreen(seen.reason));
}

function choose(action) {
  choice.action = action;
  choice.registersCard = false;
  choice.care = online ? 'online' : document.querySelector('input[name="care"]:checked').value;
  choice.consultation = online ? at('consultation').value : undefined;
  if (online && !choice.consultation) {
    at('consultation').focus();
    return showProblem('診療を受ける日を入力してください。');
  }
  if (action === 'register') return go('consent');
  choice.consents = nothing();
  drawConfirm();
  return go('confirm');
}

function start() {
  const today = place.today.replace(/(\d{4})(\d\d)(\d\d)/, '$1-$2-$3');
  at('home-care').hidden = online;
  at('online-care').hidden = !online;
  Object.assign(at('consultation'), { min: today, value: today });
  drawItems();
  for (const button of document.querySelectorAll('[data-action]')) button.addEventListener('click', () => choose(button.dataset.action));
  for (const button of document.querySelectorAll('[data-back]')) button.addEventListener('click', () => history.back());
  at('agree-all').addEventListener('click', () => fillItems(Object.fromEntries(texts.items.map(({ name }) => [name, true]))));
  at('consents').addEventListener('change', clearMissing);
  at('consents').addEventListener('submit', (event) => {
    event.preventDefault();
    const consents = readItems();
    if (consents === null) return;
    choice.consents = consents;
    drawConfirm();
    go('confirm');
  });
  at('submit').addEventListener('click', submit);
  at('stop').addEventListener('click', stop);
  // Back out of the waiting screen ends the visit: what is sent later belongs to another one.
  window.addEventListener('popstate', ({ state }) => {
    if (visit !== null && state?.screen !== 'waiting') {
      visits.end(visit.session).catch(() => {});
      visits.forget();
      visit = null;
    }
    const known = ['menu', 'consent', 'confirm'].includes(state?.screen);
    draw(known ? state.screen : 'menu');
  });
  const left = visits.kept();
  history.replaceState({ screen: left ? 'waiting' : 'menu' }, '');
  draw(left ? 'waiting' : 'menu');
  if (left) wait(left);
}

start();
