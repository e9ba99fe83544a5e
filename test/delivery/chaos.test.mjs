import assert from 'node:assert/strict';
import { after, describe, it } from 'node:test';
import { runChaos } from '../chaos/run.mjs';
import { browserNames, closeBrowsers } from '../e2e/support/browsers.mjs';
import { isMineOf } from '../e2e/support/share.mjs';

after(closeBrowsers);

/** Some of very many; `npm run chaos` knows the others. */
const seeds = [1, 2, 3].filter(() => isMineOf(30));
const clean = { lost: [], needless: [], disordered: [], misplaced: [], invalid: [], unwanted: [], errors: [] };

describe('chaos', { concurrency: true }, () => {
  for (const name of browserNames)
    describe(name, { concurrency: 1 }, () => {
      for (const seed of seeds)
        it(`seed ${seed}: nothing lost or out of order, doubles only where an answer was lost`, async (context) => {
          const { server, lost, needless, disordered, misplaced, invalid, unwanted, errors } = await runChaos(
            seed,
            name,
          );
          for (const { receivedAt, sessionId, status, body, fault } of server.ledger.entries)
            context.diagnostic(
              `${receivedAt} ${sessionId} ${status} ${body?.eventType}@${body?.playerTime?.ts} ${fault}`,
            );
          assert.deepEqual({ lost, needless, disordered, misplaced, invalid, unwanted, errors }, clean);
        });
    });
});
