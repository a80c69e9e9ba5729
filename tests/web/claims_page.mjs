// What a clerk does on the page of the claims line: first password, upload, lists, claim, cancel.
import assert from 'node:assert/strict';
import { readFileSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { desktop, phone } from './browser.mjs';

const chosen = 'Synthetic1';
const fund = '社会保険診療報酬支払基金';
const federation = '国民健康保険団体連合会';
const tab = '\uE004';
const enter = '\uE007';

// The station's own files: what it sends to the fund, and to the federation.
function generate(world) {
  const out = join(world.folder, 'files');
  world.kazasu('claims', 'generate', '--stations', '1', '--month', '2024-12', '--seed', '1', '--out', out);
  const files = readdirSync(out, { recursive: true }).filter((name) => name.endsWith('.UKE')).sort();
  assert.equal(files.length, 2);
  return files.map((name) => join(out, name));
}

async function logIn(world, payer, password) {
  const { browser } = world;
  await browser.heading('ログイン');
  if (payer === federation) await browser.press('[value="federation"]');
  await browser.run('document.getElementById("user").value = ""; document.getElementById("password").value = ""');
  await browser.type('#user', world.login.user);
  await browser.type('#password', password);
  await browser.pressText('ログイン');
}

async function changeFirst(world, payer) {
  const { browser } = world;
  await logIn(world, payer, world.login.password);
  await browser.heading('パスワードの変更');
  await browser.type('#new-password', chosen);
  await browser.type('#again', chosen);
  await browser.pressText('変更する');
  await browser.heading(payer);
}

const says = (browser, text) => browser.until(`"${text}"`, async () => (await browser.text()).includes(text));

async function open(world) {
  await world.serve('--claims-port', '0', '--claims-page-port', '0', '--calendar-start', '2024-12-06T09:00:00+09:00',
    '--claims-asp-fixed-ms', '0', '--claims-asp-file-us', '0', '--claims-asp-receipt-us', '0');
  world.login = JSON.parse(readFileSync(join(world.folder, 'station', 'claims-login.json'), 'utf8'));
  const browser = await world.browse();
  await browser.size(desktop);
  await browser.open(`http://127.0.0.1:${world.ports.page}/`);
  await browser.heading('ログイン');
  return browser;
}

export async function claims_page(world) {
  const [first] = generate(world);
  const browser = await open(world);
  await world.shot('1-login');
  await logIn(world, fund, 'Wrong12345');
  await says(browser, 'ユーザIDまたはパスワードが違います');
  await world.shot('2-wrong-password');
  await logIn(world, fund, world.login.password);
  await browser.heading('パスワードの変更');
  await browser.type('#new-password', 'short');
  await browser.type('#again', 'short');
  await browser.pressText('変更する');
  await says(browser, '8〜16文字で、今と違うもの');
  await world.shot('3-first-password');
  await browser.run('document.getElementById("new-password").value = document.getElementById("again").value = ""');
  await browser.type('#new-password', chosen);
  await browser.type('#again', chosen);
  await browser.pressText('変更する');
  await browser.heading(fund);
  await says(browser, 'この請求年月の送信はまだありません');
  await world.shot('4-empty');

  const archive = join(world.folder, 'a.UKE');
  writeFileSync(archive, Buffer.from('PK\x03\x04 archive'));
  await browser.type('#file', archive);
  await browser.pressText('送信する');
  await says(browser, 'ZIPファイルは送れません');
  await browser.run('document.getElementById("file").value = ""');
  await browser.type('#file', first);
  await browser.pressText('送信する');
  await says(browser, '送信回1として受け付けました');
  await says(browser, '確定待ち');
  await world.shot('5-sent');
  await browser.type('#file', first);
  await browser.pressText('送信する');
  await says(browser, 'このファイルは送信済みです');
  await browser.pressText('結果リスト');
  await says(browser, 'を保存しました');
  await browser.pressText('返戻レセプト');
  await browser.until('a refusal', async () => browser.run('return !document.getElementById("problem").hidden'));
  await world.shot('6-not-settled');

  await browser.pressText('取消');
  await browser.until('the dialog', () => browser.run('return document.getElementById("confirm").open'));
  await world.shot('7-sure');
  await browser.pressText('取り消す');
  await says(browser, '取消済');
  await browser.type('#file', first);
  await browser.pressText('送信する');
  await says(browser, '送信回2として受け付けました');
  await browser.pressText('確定（エラー分を除く）');
  await browser.pressText('確定する');
  await says(browser, '請求確定しました');
  await browser.pressText('受領書');
  await says(browser, 'を保存しました');
  await world.shot('8-claimed');
  await browser.size(phone);
  await world.shot('9-claimed-phone');
  await browser.size(desktop);
  await browser.pressText('ログアウト');
  await changeFirst(world, federation);
  await says(browser, 'この請求年月の送信はまだありません');
  // Refusals are answers of the line, which the browser writes down as failed requests.
  const complaints = (await browser.complaints()).filter((text) => !/status of 4\d\d/.test(text));
  assert.deepEqual(complaints, []);
}

// Without a mouse, from the login to the upload.
export async function claims_keyboard(world) {
  const [first] = generate(world);
  const browser = await open(world);
  await browser.run('document.getElementById("user").focus()');
  await browser.keys(...world.login.user, tab, ...world.login.password, enter);
  await browser.heading('パスワードの変更');
  await browser.keys(tab, ...chosen, tab, ...chosen, enter);
  await browser.heading(fund);
  await browser.type('#file', first);
  await browser.run('document.getElementById("file").focus()');
  await browser.keys(tab, tab, tab, enter);
  await says(browser, '送信回1として受け付けました');
}
