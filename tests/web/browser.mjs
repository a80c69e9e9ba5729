// Headless Chromium over WebDriver (W3C), as a patient uses it: what is not visible cannot be pressed.
import { spawn } from 'node:child_process';
import { existsSync, writeFileSync } from 'node:fs';
import { freePort } from './free_port.mjs';

const elementKey = 'element-6066-11e4-a52e-4f735466cecf';
const patience = 30_000;

export const isInstalled = existsSync('/usr/bin/chromium') && existsSync('/usr/bin/chromedriver');

export const phone = { width: 390, height: 844, mobile: true };
export const desktop = { width: 1280, height: 900, mobile: false };

const sleep = (ms) => new Promise((done) => setTimeout(done, ms));

// One driver on that port; it ends by itself when the port is taken, on IPv4 or on IPv6.
async function startDriverOn(port) {
  const process_ = spawn('/usr/bin/chromedriver', [`--port=${port}`], { stdio: ['ignore', 'pipe', 'ignore'], env: { ...process.env, LANGUAGE: 'ja' } });
  await new Promise((ready, failed) => {
    let text = '';
    process_.stdout.on('data', (bytes) => {
      text += bytes;
      if (text.includes(`successfully on port ${port}`)) ready();
    });
    process_.on('error', failed);
    process_.on('exit', () => failed(new Error(`chromedriver ended: ${text}`)));
  });
  return { process_, url: `http://127.0.0.1:${port}` };
}

// A port that was free a moment ago may be taken by now, by another test beside this one. With port 0 the
// driver picks one for IPv6 that may be taken for IPv4, and gives up.
async function startDriver() {
  let failure = null;
  for (let tries = 0; tries < 10; ++tries) {
    try {
      return await startDriverOn(await freePort());
    } catch (error) {
      failure = error;
    }
  }
  throw failure;
}

export class Browser {
  // `spki`: SHA-256 of the one key whose certificate is trusted although no authority of the browser knows it.
  static async start({ spki, profile }) {
    const browser = new Browser();
    browser.driver = await startDriver();
    const args = ['--headless=new', '--no-sandbox', '--disable-gpu', '--disable-dev-shm-usage', '--lang=ja',
      '--no-first-run', '--disable-background-networking', '--disable-component-update', '--disable-sync',
      `--user-data-dir=${profile}`, `--ignore-certificate-errors-spki-list=${spki}`];
    const opened = browser.call('POST', '/session', {
      capabilities: {
        alwaysMatch: {
          browserName: 'chrome',
          'goog:chromeOptions': { binary: '/usr/bin/chromium', args },
          'goog:loggingPrefs': { browser: 'ALL' },
        },
      },
    });
    const { sessionId } = await opened.catch((error) => {
      browser.driver.process_.kill();
      throw error;
    });
    browser.session = `/session/${sessionId}`;
    return browser;
  }

  async close() {
    await this.call('DELETE', this.session).catch(() => {});
    this.driver.process_.kill();
  }

  async call(method, path, body) {
    const answer = await fetch(this.driver.url + path, { method, body: body === undefined ? undefined : JSON.stringify(body) });
    const { value } = await answer.json();
    if (!answer.ok) throw Object.assign(new Error(`${value.error}: ${value.message}`), { error: value.error });
    return value;
  }

  async size({ width, height, mobile }) {
    await this.call('POST', `${this.session}/goog/cdp/execute`, { cmd: 'Emulation.setDeviceMetricsOverride', params: { width, height, deviceScaleFactor: mobile ? 2 : 1, mobile } });
  }

  open(url) { return this.call('POST', `${this.session}/url`, { url }); }
  back() { return this.call('POST', `${this.session}/back`, {}); }
  reload() { return this.call('POST', `${this.session}/refresh`, {}); }
  address() { return this.call('GET', `${this.session}/url`); }
  run(script, ...args) { return this.call('POST', `${this.session}/execute/sync`, { script, args }); }
  windows() { return this.call('GET', `${this.session}/window/handles`); }
  use(handle) { return this.call('POST', `${this.session}/window`, { handle }); }
  closeWindow() { return this.call('DELETE', `${this.session}/window`); }

  // Waits until `look` returns something, and returns that; what it throws counts as nothing.
  async until(what, look) {
    const end = Date.now() + patience;
    let last = '';
    while (Date.now() < end) {
      try {
        const seen = await look();
        if (seen) return seen;
      } catch (error) {
        last = error.message.split('\n')[0];
      }
      await sleep(50);
    }
    throw new Error(`${what} did not come within ${patience} ms. ${last}\nThe page says: ${await this.text()}`);
  }

  // The heading that the patient sees now.
  heading(text) {
    return this.until(`the heading "${text}"`, () => this.run(
      'return [...document.querySelectorAll("h1")].some((h) => h.checkVisibility() && h.textContent === arguments[0])', text));
  }

  find(css) {
    return this.call('POST', `${this.session}/element`, { using: 'css selector', value: css }).then((found) => found[elementKey]);
  }

  async press(css) {
    await this.until(`something to press at ${css}`, async () => {
      await this.call('POST', `${this.session}/element/${await this.find(css)}/click`, {});
      return true;
    });
  }

  // A button or link by its words.
  async pressText(text) {
    await this.until(`a button "${text}"`, async () => {
      const value = `//*[self::button or self::a or self::label or self::summary][normalize-space()="${text}"][not(ancestor-or-self::*[@hidden])]`;
      const found = await this.call('POST', `${this.session}/element`, { using: 'xpath', value });
      await this.call('POST', `${this.session}/element/${found[elementKey]}/click`, {});
      return true;
    });
  }

  async type(css, text) {
    const element = await this.until(`a field at ${css}`, () => this.find(css));
    await this.call('POST', `${this.session}/element/${element}/value`, { text });
  }

  // Presses keys wherever the focus is.
  async keys(...keys) {
    const actions = keys.flatMap((value) => [{ type: 'keyDown', value }, { type: 'keyUp', value }]);
    await this.call('POST', `${this.session}/actions`, { actions: [{ type: 'key', id: 'keys', actions }] });
  }

  // What the browser complained of since the last call: what the page's policy forbids, what does not load.
  async complaints() {
    const entries = await this.call('POST', `${this.session}/se/log`, { type: 'browser' });
    return entries.filter(({ level }) => level !== 'INFO' && level !== 'DEBUG').map(({ message }) => message);
  }

  text() { return this.run('return document.querySelector("main").innerText'); }

  async shot(path) {
    if (path === undefined) return;
    writeFileSync(path, Buffer.from(await this.call('GET', `${this.session}/screenshot`), 'base64'));
  }
}
