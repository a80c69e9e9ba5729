// Runs the commands of docs/first-visit.md as they stand there, but for the ports and the place of the program.
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { cpSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { freePort } from './free_port.mjs';

const [page, program, data] = process.argv.slice(2);
const folder = mkdtempSync(join(tmpdir(), 'kazasu-how-to-'));

async function script() {
  let text = readFileSync(page, 'utf8').split('```').filter((block) => block.startsWith('sh\n')).map((block) => block.slice(3)).join('\n');
  for (const port of ['8443', '9443', '8444']) text = text.replaceAll(port, `${await freePort()}`);
  assert.match(text, /phone-app --web/);
  text = text.replace('phone-app --web', `phone-app --port ${await freePort()} --web`);
  // Whatever a command says, nothing that it started stays behind.
  return `set -euo pipefail -m\ntrap 'kill $(jobs -p) 2>/dev/null || true; wait' EXIT\n${text}`;
}

try {
  if (!existsSync(join(data, 'pki'))) execFileSync(program, ['pki', 'export', '--station', '0', '--data', data, '--out', join(folder, 'warm')]);
  mkdirSync(join(folder, '.kazasu'));
  cpSync(join(data, 'pki'), join(folder, '.kazasu', 'pki'), { recursive: true });
  symlinkSync(dirname(program), join(folder, 'build'));
  writeFileSync(join(folder, 'how-to.sh'), await script());
  const said = execFileSync('bash', ['how-to.sh'], { cwd: folder, encoding: 'utf8', timeout: 50_000, stdio: ['ignore', 'pipe', 'inherit'] });
  assert.equal(said.match(/"outcome": "accepted"/g).length, 2, said);
  assert.match(said, /<QualificationValidity>1<\/QualificationValidity>/);
  assert.match(said, /<SegmentOfResult>1<\/SegmentOfResult>/);
  assert.equal(readFileSync(join(folder, 'code.png')).subarray(1, 4).toString(), 'PNG');
  const url = /https:\S+\?kind=2/.exec(said)[0];
  if (existsSync('/usr/bin/zbarimg')) {
    const read = execFileSync('zbarimg', ['-q', '--raw', join(folder, 'code.png')], { encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] });
    assert.equal(read.trim(), url, 'the two-dimensional code reads as the URL of the page');
  }
} finally {
  rmSync(folder, { recursive: true, force: true, maxRetries: 10, retryDelay: 100 });
}
