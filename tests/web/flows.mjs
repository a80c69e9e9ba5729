// What a patient does on the page of マイナ在宅受付Web and in the app, from the first screen to the outcome.
import assert from 'node:assert/strict';
import { desktop, phone } from './browser.mjs';
import { backToPage, choose, consentToAll, enterPin, openApp, openPage, pinScreen, reading, showCard, sure } from './steps.mjs';

export { claims_keyboard, claims_page } from './claims_page.mjs';
export { guarded } from './guarded.mjs';
export { struck_questions } from './struck_questions.mjs';
export { suspended_card, unregistered_card, unregistered_declined } from './standings.mjs';

export async function first_visit(world) {
  await world.serve();
  await world.holdCard(7, '--latency', '250');
  const browser = await openPage(world);
  await world.shot('1-menu');
  await browser.pressText('同意登録');
  await browser.heading('提供に同意する情報');
  await browser.press('#item-operations .side:nth-child(1)');
  await browser.pressText('内容を確認する');
  assert.match(await browser.text(), /すべての項目で/, 'an item without an answer is asked for again');
  await world.shot('2-consent-missing');
  await browser.pressText('すべてに同意する');
  assert.doesNotMatch(await browser.text(), /すべての項目で/, 'what is answered is not complained of any more');
  await browser.run('window.scrollTo(0, 0)');
  await world.shot('2-consent');
  await browser.size(desktop);
  await world.shot('2-consent-desktop');
  await browser.size(phone);
  await browser.pressText('内容を確認する');
  await browser.heading(sure);
  assert.equal((await browser.text()).match(/同意する/g).length, 5);
  await world.shot('3-confirm');
  await browser.press('#submit');
  await browser.heading(reading);
  await world.shot('4-waiting');
  const page = await openApp(world);
  await browser.size(phone);
  await browser.heading(pinScreen);
  assert.equal(await browser.run('return location.hash + location.search'), '', 'the address keeps nothing');
  assert.match(await browser.text(), /訪問看護/, 'the app says for whom');
  await world.shot('5-app-pin');
  await enterPin(world, world.pin(7));
  await browser.heading('カードをかざしてください');
  await world.shot('6-app-tap');
  await browser.heading('読み取りが完了しました');
  await world.shot('6-app-done');
  await browser.pressText('受付画面に戻る');
  await browser.until('the window of the app to close', async () => (await browser.windows()).length === 1);
  await browser.use(page);
  await browser.heading('受付が完了しました');
  assert.deepEqual(await browser.complaints(), []);
  await world.shot('7-registered');
  await browser.size(desktop);
  await world.shot('8-registered-desktop');
}

export async function view_and_cancel(world) {
  await world.serve();
  await world.holdCard(7);
  const pin = world.pin(7);
  const browser = await openPage(world);
  await consentToAll(world);
  await showCard(world, pin);
  await browser.heading('受付が完了しました');
  await browser.pressText('はじめの画面に戻る');

  await browser.heading(choose);
  await browser.pressText('同意照会・更新');
  await browser.heading('登録されている同意を照会します');
  await world.shot('1-view-confirm');
  await browser.press('#submit');
  await browser.heading(reading);
  await showCard(world, pin);
  await browser.heading('登録されている同意');
  assert.match(await browser.text(), /2025\/03\/31 まで/, 'to the end of the third month');
  await world.shot('2-view');
  await browser.pressText('同意の内容を変更する');
  await browser.heading('提供に同意する情報');
  await browser.press('#item-limit_amount .side:nth-child(2)');
  await browser.pressText('内容を確認する');
  await browser.heading(sure);
  await browser.press('#submit');
  await browser.heading(reading);
  await showCard(world, pin);
  await browser.heading('受付が完了しました');
  await browser.pressText('はじめの画面に戻る');

  await browser.heading(choose);
  await browser.pressText('すべての同意を取消す');
  await browser.heading('すべての同意を取り消しますか');
  await browser.press('#submit');
  await browser.heading(reading);
  await showCard(world, pin);
  await browser.heading('同意を取り消しました');
  const cancelled = await browser.text();
  assert.equal(cancelled.match(/同意する/g).length, 4, 'what was renewed is what is cancelled');
  assert.equal(cancelled.match(/同意しない/g).length, 1);
  await world.shot('3-cancelled');
  await browser.pressText('はじめの画面に戻る');
  await browser.heading(choose);
  await browser.pressText('同意照会・更新');
  await browser.press('#submit');
  await browser.heading(reading);
  await showCard(world, pin);
  await browser.heading('登録されている同意はありません');
}

export async function wrong_pin(world) {
  await world.serve();
  await world.holdCard(7);
  const pin = world.pin(7);
  const wrong = pin === '0000' ? '0001' : '0000';
  const browser = await openPage(world);
  await consentToAll(world);
  const page = await openApp(world);
  await browser.size(phone);
  await enterPin(world, '12');
  await browser.until('a word on the form of a PIN', async () => /数字4桁で入力/.test(await browser.text()));
  await enterPin(world, wrong);
  await browser.until('the tries that are left', async () => /あと2回/.test(await browser.text()));
  await world.shot('1-wrong');
  await enterPin(world, pin);
  await browser.heading('読み取りが完了しました');
  await backToPage(world, page);
  await browser.heading('受付が完了しました');
  await browser.pressText('はじめの画面に戻る');

  await browser.heading(choose);
  await consentToAll(world);
  const again = await openApp(world);
  await browser.size(phone);
  for (const left of [2, 1]) {
    await enterPin(world, wrong);
    await browser.until('the tries that are left', async () => new RegExp(`あと${left}回`).test(await browser.text()));
  }
  await enterPin(world, wrong);
  await browser.heading('暗証番号がロックされています');
  assert.match(await browser.text(), /目視/, 'the way of the app without a PIN');
  await world.shot('2-locked-app');
  await backToPage(world, again);
  await browser.heading('暗証番号がロックされています');
  assert.match(await browser.text(), /マイナ資格確認アプリ[^]*資格確認書[^]*申立書/);
  await world.shot('3-locked-page');

  // A new process finds the card as it was left.
  await world.holdCard(7);
  await browser.pressText('はじめの画面に戻る');
  await browser.heading(choose);
  await consentToAll(world);
  await openApp(world);
  await enterPin(world, pin);
  await browser.heading('暗証番号がロックされています');
}

export async function portal_down(world) {
  await world.serve('--web-patience', '6');
  await world.holdCard(7, '--down-for', '3600');
  const browser = await openPage(world);
  await consentToAll(world);
  const page = await openApp(world);
  await browser.size(phone);
  await browser.heading('マイナポータルに接続できません');
  await world.shot('1-app');
  await backToPage(world, page);
  await browser.heading('マイナポータルから応答がありません');
  await world.shot('2-page');

  // Up again, but this card's answer is lost on the way.
  await world.holdCard(7, '--failing', '1000000');
  await browser.pressText('もう一度試す');
  await browser.heading(sure);
  await browser.press('#submit');
  await browser.heading(reading);
  const lost = await openApp(world);
  await enterPin(world, world.pin(7));
  await browser.heading('マイナポータルに接続できません');
  await backToPage(world, lost);
  await browser.heading('マイナポータルから応答がありません');
}

export async function refusals(world) {
  await world.serve('--ocsp-port', '0');
  const young = 3;
  const browser = await world.browse();
  await openPage(world);
  await world.holdCard(young, '--profile', 'near_expiry');
  await consentToAll(world);
  await showCard(world, world.pin(young, '--profile', 'near_expiry'), '受付できませんでした');
  await browser.heading('受付できませんでした');
  assert.match(await browser.text(), /40歳以上/);
  await world.shot('1-under-age');
  await browser.pressText('特定健診等情報を「同意しない」に変えて進む');
  await browser.heading(sure);
  assert.equal((await browser.text()).match(/同意しない/g).length, 1);
  await browser.press('#submit');
  await browser.heading(reading);
  await showCard(world, world.pin(young, '--profile', 'near_expiry'));
  await browser.heading('受付が完了しました');
  assert.match(await browser.text(), /有効期限まで3か月以内/);
  await world.shot('2-expires-soon');

  for (const [profile, inApp, heading, words] of [
    ['in_grace', '読み取りが完了しました', '資格確認だけを受け付けました', /同意は登録されていません/],
    ['beyond_grace', '受付できませんでした', '受付できませんでした', /有効期限が切れています[^]*資格確認書/]]) {
    await world.holdCard(7, '--profile', profile);
    await browser.pressText('はじめの画面に戻る');
    await browser.heading(choose);
    await consentToAll(world);
    await showCard(world, world.pin(7, '--profile', profile), inApp);
    await browser.heading(heading);
    assert.match(await browser.text(), words);
    await world.shot(`3-${profile}`);
  }
}

// The certificate's status is asked elsewhere, so that the answer comes later than the request.
export async function revoked_card(world) {
  await world.serve('--ocsp-port', '0', '--ocsp-revoked', '1000000');
  await world.holdCard(7);
  const browser = await openPage(world);
  await consentToAll(world);
  await showCard(world, world.pin(7), '受付できませんでした');
  await browser.heading('受付できませんでした');
  assert.match(await browser.text(), /電子証明書が失効しています[^]*資格確認書/);
}

export async function online_care(world) {
  await world.serve();
  await world.holdCard(7);
  const browser = await openPage(world, 3);
  await world.shot('1-menu');
  await browser.run('document.querySelector("#consultation").value = ""');
  await browser.pressText('同意登録');
  assert.match(await browser.text(), /診療を受ける日を入力/);
  await browser.run('document.querySelector("#consultation").value = "2024-12-09"');
  await consentToAll(world);
  await showCard(world, world.pin(7));
  await browser.heading('受付が完了しました');
  await browser.pressText('はじめの画面に戻る');
  await browser.pressText('同意照会・更新');
  await browser.press('#submit');
  await browser.heading(reading);
  await showCard(world, world.pin(7));
  await browser.heading('登録されている同意');
  assert.match(await browser.text(), /オンライン診療等\s*2024\/12\/09 まで/);
}

// Back, reload, stop, and a second press of the same button.
export async function safe_ways_back(world) {
  await world.serve();
  await world.holdCard(7);
  const browser = await openPage(world);
  await browser.pressText('同意登録');
  await browser.pressText('すべてに同意する');
  await browser.pressText('内容を確認する');
  await browser.heading(sure);
  await browser.run('const button = document.querySelector("#submit"); button.click(); button.click(); button.click()');
  await browser.heading(reading);
  const opened = await browser.run('return performance.getEntriesByType("resource").filter((entry) => entry.name.endsWith("/visits")).length');
  assert.equal(opened, 1, 'three presses open one visit');

  await browser.reload();
  await browser.heading(reading);
  const page = await openApp(world);
  await browser.heading(pinScreen);
  const app = (await browser.windows()).find((handle) => handle !== page);
  await browser.use(page);
  await browser.back();
  await browser.heading(sure);
  await browser.use(app);
  await enterPin(world, world.pin(7));
  await browser.heading('受付できませんでした');
  await backToPage(world, page);
  await browser.heading(sure);

  await browser.press('#submit');
  await browser.heading(reading);
  await browser.press('#stop');
  await browser.heading('手続きを中止しました');
  await world.shot('1-stopped');
  await browser.back();
  await browser.heading(sure);
  await browser.press('#submit');
  await browser.heading(reading);
  const other = await openApp(world);
  await browser.heading(pinScreen);
  await browser.press('[data-stop]');
  await browser.heading('手続きをやめました');
  await backToPage(world, other);
  await browser.heading('手続きを中止しました');
}

// From the menu to the app without a pointer.
export async function keyboard_alone(world) {
  await world.serve();
  await world.holdCard(7);
  const browser = await openPage(world);
  const tab = '\uE004';
  const enter = '\uE007';
  const space = '\uE00D';
  const tabTo = async (script) => {
    for (let i = 0; i < 40; ++i) {
      await browser.keys(tab);
      if (await browser.run(`const here = document.activeElement; return ${script}`)) return;
    }
    assert.fail(`the keyboard does not reach: ${script}`);
  };
  assert.equal(await browser.run('return [...document.querySelectorAll("input")].filter((input) => input.labels.length !== 1).length'), 0, 'every field has its label');
  await tabTo('here.dataset.action === "register"');
  await browser.keys(enter);
  await browser.heading('提供に同意する情報');
  for (const name of ['operations', 'diagnosis_and_medication', 'health_checkup', 'limit_amount', 'specific_disease']) {
    await tabTo(`here.name === "${name}"`);
    await browser.keys(space);
  }
  await tabTo('here.type === "submit"');
  await browser.keys(enter);
  await browser.heading(sure);
  await tabTo('here.id === "submit"');
  await browser.keys(enter);
  await browser.heading(reading);
  await tabTo('here.id === "open-app"');
  await browser.keys(enter);
  await browser.until('the window of the app', async () => (await browser.windows()).length === 2);
}
