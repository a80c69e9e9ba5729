// What the page asks of the claims line.
import * as texts from './texts.js';

const pieceSize = 4 * 1024 * 1024;

// A refusal, with the words for the clerk.
export class Refusal extends Error {
  constructor(outcome, status) {
    super(texts.outcomes[outcome] ?? (status === 415 ? texts.archive : `${texts.strange}（${status}）`));
    this.outcome = outcome;
  }
}

async function ask(method, path, { session, body, signal } = {}) {
  const headers = session ? { Authorization: `Bearer ${session}` } : {};
  const answer = await fetch(path, { method, headers, body, signal, cache: 'no-store' }).catch((error) => {
    if (error.name === 'AbortError') throw error;
    throw new Error(texts.unreachable);
  });
  if (!answer.ok) {
    const said = await answer.json().catch(() => ({}));
    throw Object.assign(new Refusal(said.outcome, answer.status), { said });
  }
  return answer;
}

const askJson = async (...call) => (await ask(...call)).json();

// One payer's system, once logged in.
export class ClaimsLine {
  static async logIn(payer, login) {
    const { session } = await askJson('POST', `/${payer}/login`, { body: JSON.stringify(login) });
    return new ClaimsLine(payer, session);
  }

  constructor(payer, session) {
    this.payer = payer;
    this.session = session;
  }

  ask(method, path, more = {}) { return askJson(method, `/${this.payer}${path}`, { session: this.session, ...more }); }

  logOut() { return this.ask('POST', '/logout'); }

  async sends(month) { return (await this.ask('GET', `/sends?month=${month}`)).sends; }

  decide(decision) { return this.ask('POST', '/decisions', { body: JSON.stringify(decision) }); }

  // The file of a list, and what it is called.
  async list(name, month, send) {
    const path = `/${this.payer}/lists/${name}?month=${month}${send ? `&send=${send}` : ''}`;
    const answer = await ask('GET', path, { session: this.session });
    const called = /filename\*=UTF-8''(\S+)/.exec(answer.headers.get('Content-Disposition') ?? '');
    return { blob: await answer.blob(), name: called ? decodeURIComponent(called[1]) : `${name}.csv` };
  }

  // In pieces; `came` is told how many bytes are there. A piece that got lost is sent again.
  async send(file, { month, asp, kind }, came, signal) {
    const digest = await crypto.subtle.digest('SHA-256', await file.arrayBuffer());
    const sha256 = [...new Uint8Array(digest)].map((byte) => byte.toString(16).padStart(2, '0')).join('');
    const announced = { month, asp, kind, size: file.size, sha256 };
    const { upload } = await this.ask('POST', '/uploads', { body: JSON.stringify(announced), signal });
    let offset = 0;
    for (let lost = 0; ;) {
      try {
        const body = file.slice(offset, offset + pieceSize);
        const said = await this.ask('PUT', `/uploads/${upload}?offset=${offset}`, { body, signal });
        if (said.send) return said;
        offset = said.offset;
        lost = 0;
      } catch (error) {
        if (error.name === 'AbortError') {
          await this.ask('DELETE', `/uploads/${upload}`).catch(() => {});
          throw error;
        }
        if (error instanceof Refusal || ++lost === 3) throw error;
        offset = (await this.ask('GET', `/uploads/${upload}`, { signal })).offset;
      }
      came(offset);
    }
  }
}
