import assert from 'node:assert/strict';
import { phone } from './browser.mjs';

// What a browser must be told, and what nobody may ask.
export async function guarded(world) {
  await world.serve();
  await world.holdCard(7);
  const page = await world.ask('GET', world.page());
  assert.equal(page.status, 200);
  assert.equal(page.headers['content-type'], 'text/html; charset=utf-8');
  assert.match(page.headers['content-security-policy'], /default-src 'none'; script-src 'self'/);
  assert.equal(page.headers['x-content-type-options'], 'nosniff');
  assert.equal(page.headers['cache-control'], 'no-store');
  assert.equal(page.headers['referrer-policy'], 'no-referrer');
  assert.doesNotMatch(page.body.toString(), /<script(?![^>]* src=)|<[^>]+ (style|on\w+)=/, 'nothing inline');
  for (const path of ['/v/nobody', `/v/${world.token}?kind=4`, `/v/${world.token}/code.gif`, '/', '/web/else.js', '/v/nobody/code.svg']) {
    const unknown = await world.ask('GET', world.web + path);
    assert.equal(unknown.status, 404, path);
    assert.match(unknown.body.toString(), /受付ページが見つかりません/);
  }
  assert.match((await world.ask('GET', `${world.web}/v/${world.token}/code.svg`)).body.toString(), /^<svg /);
  assert.equal((await world.ask('GET', `${world.web}/v/${world.token}/code.png`)).body.subarray(1, 4).toString(), 'PNG');

  const visits = `${world.web}/v/${world.token}/visits`;
  const consents = JSON.stringify({ consents: { operations: true, diagnosis_and_medication: true, health_checkup: false, limit_amount: true, specific_disease: true } });
  const foreign = await world.ask('POST', visits, { headers: { Origin: 'https://elsewhere.invalid' }, body: consents });
  assert.equal(foreign.status, 403);
  const opened = JSON.parse((await world.ask('POST', visits, { headers: { Origin: world.web }, body: consents })).body);
  assert.equal(opened.outcome, 'accepted');
  assert.deepEqual(JSON.parse((await world.ask('GET', `${visits}/${opened.session}`)).body), { state: 'waiting' });
  for (const path of [`${visits}/${'0'.repeat(32)}`, `${world.web}/v/nobody/visits/${opened.session}`]) {
    const unknown = await world.ask('GET', path);
    assert.equal(unknown.status, 404);
    assert.deepEqual(JSON.parse(unknown.body), { state: 'unknown' });
  }
  assert.equal((await world.ask('POST', `${visits}/${opened.session}/end`, { body: '{}' })).status, 400);

  // The app: only its own page may ask, and only with a whole visit and four digits.
  const proof = { token: world.token, session: opened.session, nonce: opened.nonce, pin: world.pin(7) };
  const toApp = (headers, body) => fetch(`${world.app}/proof`, { method: 'POST', headers, body: JSON.stringify(body) });
  assert.equal((await toApp({ Origin: world.web }, proof)).status, 403);
  assert.equal((await toApp({}, proof)).status, 403);
  assert.equal((await toApp({ Origin: world.app }, { ...proof, pin: '12345' })).status, 400);
  assert.equal((await toApp({ Origin: world.app }, { ...proof, nonce: undefined })).status, 400);
  const shown = await (await toApp({ Origin: world.app }, proof)).json();
  assert.equal(shown.result, 'accepted');
  const judged = JSON.parse((await world.ask('GET', `${visits}/${opened.session}`)).body);
  assert.equal(judged.outcome, 'accepted');
  assert.equal('registration_number' in judged, false, 'the page learns the outcome and no more');
  const twice = await (await toApp({ Origin: world.app }, proof)).json();
  assert.equal(twice.result, 'session_unknown');
  assert.equal(JSON.parse((await world.ask('GET', `${visits}/${opened.session}`)).body).outcome, 'accepted', 'the first outcome stands');

  const browser = await world.browse();
  await browser.size(phone);
  await browser.open(`${world.web}/v/nobody`);
  await browser.heading('受付ページが見つかりません');
  await world.shot('1-unknown');
  await browser.open(world.app);
  await browser.heading('受付画面から開いてください');
  await world.shot('2-app-alone');
}
