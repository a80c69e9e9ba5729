// The processes of a first visit: kazasu serve, the app on the phone, and the browser between them.
import { execFileSync, spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { cpSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import https from 'node:https';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import tls from 'node:tls';
import { Browser } from './browser.mjs';
import { freePort } from './free_port.mjs';

export class World {
  // `program` is kazasu; `data` a folder whose test PKI is used again, because its keys take seconds to make.
  constructor(program, data) {
    this.program = program;
    this.folder = mkdtempSync(join(tmpdir(), 'kazasu-web-'));
    this.data = join(this.folder, 'data');
    this.children = [];
    if (!existsSync(join(data, 'pki'))) this.kazasu('pki', 'export', '--station', '0', '--data', data, '--out', join(this.folder, 'warm'));
    mkdirSync(this.data);
    cpSync(join(data, 'pki'), join(this.data, 'pki'), { recursive: true });
    const said = this.kazasu('pki', 'export', '--station', '0', '--data', this.data, '--out', join(this.folder, 'station'));
    this.token = /reception at \/v\/(\S+),/.exec(said)[1];
    this.ca = readFileSync(join(this.folder, 'station', 'server-ca.pem'));
  }

  kazasu(...words) {
    return execFileSync(this.program, words, { encoding: 'utf8' });
  }

  // Starts a command and waits for its "ready" line.
  async start(...words) {
    const child = spawn(this.program, words, { stdio: ['ignore', 'pipe', 'inherit'] });
    this.children.push(child);
    const line = await new Promise((ready, failed) => {
      let text = '';
      child.stdout.on('data', (bytes) => {
        text += bytes;
        if (text.includes('\n')) ready(text);
      });
      child.on('exit', (code) => failed(new Error(`kazasu ${words[0]} ended with ${code}`)));
    });
    return { child, ports: Object.fromEntries([...line.matchAll(/(\w+)=(\S+)/g)].map(([, name, value]) => [name, value])) };
  }

  // The app gets its port first, so that the page can be told where it is.
  async serve(...more) {
    this.app = `http://127.0.0.1:${await freePort()}`;
    const served = await this.start('serve', '--data', this.data, '--web-port', '0', '--phone-app', this.app, ...more);
    this.ports = served.ports;
    this.web = `https://127.0.0.1:${served.ports.web}`;
    this.spki = await keyOf(Number(served.ports.web), this.ca);
  }

  async holdCard(person, ...more) {
    await this.putAway();
    const port = new URL(this.app).port;
    this.held = await this.start('phone-app', '--data', this.data, '--web', this.web, '--port', port, '--person', `${person}`, ...more);
  }

  async putAway() {
    if (this.held) await ended(this.held.child);
    this.held = undefined;
  }

  pin(person, ...more) {
    return this.kazasu('card', 'show', '--data', this.data, '--person', `${person}`, '--pins', ...more).split('\n')[0];
  }

  page(kind = 2) { return `${this.web}/v/${this.token}?kind=${kind}`; }

  async browse() {
    this.browser = await Browser.start({ spki: this.spki, profile: join(this.folder, 'profile') });
    return this.browser;
  }

  // One request outside the browser: status, headers, body.
  ask(method, url, { headers = {}, body } = {}) {
    return new Promise((done, failed) => {
      const request = https.request(url, { method, headers, ca: this.ca, agent: false }, (answer) => {
        const parts = [];
        answer.on('data', (part) => parts.push(part));
        answer.on('end', () => done({ status: answer.statusCode, headers: answer.headers, body: Buffer.concat(parts) }));
      });
      request.on('error', failed);
      request.end(body);
    });
  }

  // A request of the admin listener; what it answered, when it did what was asked.
  async administer(method, path, body) {
    const token = readFileSync(join(this.data, 'admin.token'), 'utf8').trim();
    const answer = await fetch(`http://127.0.0.1:${this.ports.admin}${path}`, { method, headers: { Authorization: `Bearer ${token}` }, body: body && JSON.stringify(body) });
    const said = await answer.json();
    if (!answer.ok) throw new Error(`${method} ${path}: ${answer.status} ${JSON.stringify(said)}`);
    return said;
  }

  async end() {
    await this.browser?.close();
    await Promise.all(this.children.map(ended));
    rmSync(this.folder, { recursive: true, force: true, maxRetries: 10, retryDelay: 100 });
  }
}

function ended(child) {
  if (child.exitCode !== null || child.signalCode !== null) return Promise.resolve();
  const over = new Promise((done) => child.on('exit', done));
  child.kill('SIGTERM');
  return over;
}

// SHA-256 of the server's key, read over a connection that the test CA vouches for.
function keyOf(port, ca) {
  return new Promise((found, failed) => {
    const socket = tls.connect({ port, host: '127.0.0.1', ca }, () => {
      const key = socket.getPeerX509Certificate().publicKey.export({ type: 'spki', format: 'der' });
      socket.end();
      found(createHash('sha256').update(key).digest('base64'));
    });
    socket.on('error', failed);
  });
}
