// What the card bureau says of a card, as the patient meets it on the page.
import assert from 'node:assert/strict';
import { phone } from './browser.mjs';
import { choose, consentToAll, openApp, openPage, enterPin, backToPage, reading, showCard, sure } from './steps.mjs';

// Not yet an insurance card: the page offers to register it, and the second showing of the card does so.
export async function unregistered_card(world) {
  await world.serve('--unregistered', '1000000');
  await world.holdCard(7);
  const pin = world.pin(7);
  assert.equal((await world.administer('GET', '/people/7')).card, 'unregistered');
  const browser = await openPage(world);
  await consentToAll(world);
  await showCard(world, pin, '受付できませんでした');
  await browser.heading('受付できませんでした');
  assert.match(await browser.text(), /保険証として登録されていません[^]*手続きの中で登録/);
  assert.deepEqual((await world.administer('GET', '/people/7')).consents, [], 'nothing is registered unasked');
  await world.shot('1-offer');

  await browser.pressText('カードを健康保険証として登録し、受け付ける');
  await browser.heading(sure);
  assert.match(await browser.text(), /健康保険証としての利用登録\s*登録する/, 'what is confirmed says that the card is registered');
  await world.shot('2-confirm');
  await browser.press('#submit');
  await browser.heading(reading);
  await showCard(world, pin);
  await browser.heading('受付が完了しました');
  assert.match(await browser.text(), /健康保険証として登録しました/);
  await world.shot('3-registered');
  const known = await world.administer('GET', '/people/7');
  assert.equal(known.card, 'registered');
  assert.equal(known.consents.length, 1);

  // The next visit is an ordinary one: nothing is offered or said of it any more.
  await browser.pressText('はじめの画面に戻る');
  await browser.heading(choose);
  await consentToAll(world);
  await showCard(world, pin);
  await browser.heading('受付が完了しました');
  assert.doesNotMatch(await browser.text(), /健康保険証として登録しました/);
}

// Declining the offer leaves everything as it was.
export async function unregistered_declined(world) {
  await world.serve('--unregistered', '1000000');
  await world.holdCard(7);
  const pin = world.pin(7);
  const browser = await openPage(world);
  await consentToAll(world);
  await showCard(world, pin, '受付できませんでした');
  await browser.heading('受付できませんでした');
  await browser.pressText('はじめの画面に戻る');
  await browser.heading(choose);
  await consentToAll(world);
  await showCard(world, pin, '受付できませんでした');
  await browser.heading('受付できませんでした');
  assert.match(await browser.text(), /保険証として登録されていません/, 'the offer was not taken on its own');
  const known = await world.administer('GET', '/people/7');
  assert.equal(known.card, 'unregistered');
  assert.deepEqual(known.consents, []);
}

// Suspended, for instance after a loss: refused until the bureau takes it back.
export async function suspended_card(world) {
  await world.serve('--suspended', '1000000');
  await world.holdCard(7);
  const pin = world.pin(7);
  const browser = await openPage(world);
  await consentToAll(world);
  const page = await openApp(world);
  await browser.size(phone);
  await enterPin(world, pin);
  await browser.heading('受付できませんでした');
  assert.match(await browser.text(), /一時停止/, 'the app says why');
  await world.shot('1-app');
  await backToPage(world, page);
  await browser.heading('受付できませんでした');
  assert.match(await browser.text(), /一時停止されています[^]*解除[^]*ほかの方法[^]*資格確認書/);
  assert.doesNotMatch(await browser.text(), /マイナ資格確認アプリ/, 'the app refuses the card as well');
  await world.shot('2-refused');

  assert.deepEqual(await world.administer('PUT', '/people/7/card', { standing: 'registered' }), { person: 7, card: 'registered', before: 'suspended' });
  await browser.pressText('はじめの画面に戻る');
  await browser.heading(choose);
  await consentToAll(world);
  await showCard(world, pin);
  await browser.heading('受付が完了しました');

  // And the other way round, between two visits.
  await world.administer('PUT', '/people/7/card', { standing: 'suspended' });
  await browser.pressText('はじめの画面に戻る');
  await browser.heading(choose);
  await browser.pressText('同意照会・更新');
  await browser.press('#submit');
  await browser.heading(reading);
  await showCard(world, pin, '受付できませんでした');
  await browser.heading('受付できませんでした');
  assert.match(await browser.text(), /一時停止されています/);
  assert.deepEqual(await browser.complaints(), []);
}
