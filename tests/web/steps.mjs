// What several flows have in common: headings of screens, and the steps from one to another.
import { phone } from './browser.mjs';

export const choose = 'ご希望の手続きを選んでください';
export const sure = 'この内容でよろしいですか';
export const reading = 'カードを読み取ります';
export const pinScreen = '暗証番号の入力';

export async function openPage(world, kind = 2) {
  const browser = world.browser ?? await world.browse();
  await browser.size(phone);
  await browser.open(world.page(kind));
  await browser.heading(choose);
  return browser;
}

// From the menu to the screen that waits for the card.
export async function consentToAll(world) {
  const { browser } = world;
  await browser.pressText('同意登録');
  await browser.heading('提供に同意する情報');
  await browser.pressText('すべてに同意する');
  await browser.pressText('内容を確認する');
  await browser.heading(sure);
  await browser.press('#submit');
  await browser.heading(reading);
}

// The app opens in a window of its own; gives the page's window to come back to.
export async function openApp(world) {
  const { browser } = world;
  const [page] = await browser.windows();
  await browser.press('#open-app');
  const app = await browser.until('the window of the app', async () => (await browser.windows()).find((handle) => handle !== page));
  await browser.use(app);
  return page;
}

export async function enterPin(world, pin) {
  await world.browser.heading(pinScreen);
  await world.browser.type('#pin', pin);
  await world.browser.pressText('次へ');
}

export async function backToPage(world, page) {
  await world.browser.closeWindow();
  await world.browser.use(page);
}

// The app's part of a visit, to its last screen.
export async function showCard(world, pin, end = '読み取りが完了しました') {
  const page = await openApp(world);
  await enterPin(world, pin);
  await world.browser.heading(end);
  await backToPage(world, page);
}
