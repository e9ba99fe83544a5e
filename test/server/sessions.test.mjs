import assert from 'node:assert/strict';
import { beforeEach, describe, it } from 'node:test';
import * as make from './support.mjs';

const minute = 60_000;
let now = Date.UTC(2026, 0, 1);
const api = make.useServer({ now: () => now });
let sessionId = '';

/** @param {number} playhead */
const pingAt = async (playhead) => {
  const ping = make.event('ping');
  return (await api.send(sessionId, { ...ping, playerTime: { ...ping.playerTime, playhead } })).status;
};

beforeEach(async () => {
  sessionId = await api.open();
});

describe('a session', () => {
  for (const end of ['sessionEnd', 'sessionComplete']) {
    it(`is closed by ${end}: what follows is 410 with the reason`, async () => {
      await api.send(sessionId, make.event(end));
      const answer = await api.send(sessionId, make.event('play'));
      assert.equal(answer.status, 410);
      assert.match((await answer.json()).error, new RegExp(`closed: ${end} was received`));
    });

    it(`takes another sessionEnd after ${end} without harm`, async () => {
      await api.send(sessionId, make.event(end));
      assert.equal((await api.send(sessionId, make.event('sessionEnd'))).status, 204);
    });
  }

  it('does not take a sessionEnd once it closed for another reason', async () => {
    api.server.closeSession(sessionId);
    assert.equal((await api.send(sessionId, make.event('sessionEnd'))).status, 410);
  });

  it('closes after 10 minutes without events', async () => {
    now += 10 * minute - 1;
    assert.equal(await pingAt(1), 204);
    now += 10 * minute;
    assert.equal(await pingAt(2), 410);
  });

  it('is not kept open by events that were refused', async () => {
    now += 9 * minute;
    await api.send(sessionId, { eventType: 'ping' });
    now += minute;
    assert.equal(await pingAt(1), 410);
  });

  it('closes after 30 minutes without playhead movement, pings or not', async () => {
    for (let passed = 0; passed < 27; passed += 9) {
      now += 9 * minute;
      assert.equal(await pingAt(0), 204);
    }
    now += 3 * minute;
    assert.equal(await pingAt(0), 410);
  });

  it('stays open as long as the playhead moves now and then', async () => {
    for (let passed = 0; passed < 90; passed += 9) {
      now += 9 * minute;
      assert.equal(await pingAt(passed), 204);
    }
  });

  it('that was forgotten is 404', async () => {
    api.server.forgetSessions();
    assert.equal(await pingAt(1), 404);
  });

  it('outlives a reset of the ledger', async () => {
    api.server.reset();
    assert.equal(await pingAt(1), 204);
  });
});
