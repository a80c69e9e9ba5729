// The page loses answers to its question what became of the visit, and asks again.
import assert from 'node:assert/strict';
import { consentToAll, openPage, showCard } from './steps.mjs';

export async function struck_questions(world) {
  await world.serve();
  await world.holdCard(7);
  for (const rule of ['busy on visit first 2', 'reset on visit first 3', 'malform on visit first 4', 'delay 200ms on visit']) {
    await world.administer('POST', '/faults', { rule });
  }
  const browser = await openPage(world);
  await consentToAll(world);
  await showCard(world, world.pin(7));
  await browser.heading('受付が完了しました');
  const { faults } = await world.administer('GET', '/faults');
  assert.deepEqual(faults.slice(0, 3).map(({ struck }) => struck), [2, 3, 4]);
}
