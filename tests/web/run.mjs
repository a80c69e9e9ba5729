// node run.mjs FLOW KAZASU DATA [SHOTS]: one flow of flows.mjs in a real browser. Ends with 77 where there is no
// browser, which ctest shows as skipped. Screenshots go into the folder SHOTS.
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { isInstalled } from './browser.mjs';
import * as flows from './flows.mjs';
import { World } from './world.mjs';

const [name, program, data, shots] = process.argv.slice(2);
if (!isInstalled) {
  console.error('chromium and chromium-driver are not installed; tools/install-packages --check installs them');
  process.exit(77);
}
if (shots) mkdirSync(shots, { recursive: true });
const world = new World(program, data);
world.shot = (part) => world.browser.shot(shots && join(shots, `${name}-${part}.png`));
// Ended from outside, for instance by a time-out: nothing that was started stays behind.
process.on('SIGTERM', () => world.end().finally(() => process.exit(1)));
let failure = null;
try {
  await flows[name](world);
} catch (error) {
  failure = error;
}
await world.end();
if (failure) {
  console.error(failure.stack);
  process.exit(1);
}
