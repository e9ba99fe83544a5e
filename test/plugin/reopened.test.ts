import QUnit from 'qunit';
import { HELD_MS, LONG_MS, onPlayer, type PluginHarness } from '../support/plugin-harness';

const NAMES = Array.from({ length: 10 }, (_, index) => `name${index}`);

/** The names of states that were begun on each of the sessions, in order. */
function begun({ collector }: PluginHarness): unknown[][] {
  const sessions: unknown[][] = [];
  for (const { body } of collector.accepted) {
    if (body.eventType === 'sessionStart') sessions.push([]);
    if (body.eventType === 'stateStart') sessions[sessions.length - 1]?.push(body.params?.['media.state.name']);
  }
  return sessions;
}

/** The backend has forgotten the session, and hears of it with the next event. */
async function lose(harness: PluginHarness): Promise<void> {
  harness.collector.script.push(404);
  await harness.pause();
  await harness.pass(LONG_MS);
}

QUnit.module('plugin: a session that the backend has lost', () => {
  onPlayer('the one in its place takes ten names of its own', async (harness, assert) => {
    await harness.ready();
    await harness.play(1000);
    for (const name of NAMES) {
      harness.tracking.startState(name);
      await harness.pass(HELD_MS);
      if (name !== 'name9') harness.tracking.endState(name);
      await harness.pass(HELD_MS);
    }
    await lose(harness);
    harness.tracking.startState('another');
    await harness.pass(HELD_MS);
    assert.deepEqual(begun(harness), [NAMES, ['name9', 'another']]);
    assert.false(harness.tracking.status.problems.some((problem) => problem.includes('10 states')));
  });

  onPlayer('the one in its place is told that content stayed paused after ads', async (harness, assert) => {
    await harness.ready();
    await harness.play(5000);
    harness.tracking.startAdBreak();
    harness.player.pause();
    harness.tracking.startAd({ id: 'a', length: 1 });
    await harness.pass(1000);
    harness.tracking.completeAd();
    harness.tracking.completeAdBreak();
    await harness.pass(1500);
    harness.collector.script.push(404);
    await harness.pass(LONG_MS);
    const again = harness.collector.told.slice(harness.collector.told.lastIndexOf('sessionStart@5'));
    assert.deepEqual(
      again.filter((event) => !event.startsWith('ping')),
      ['sessionStart@5', 'pauseStart@5'],
    );
  });

  onPlayer('the one in its place is told the quality with its next event', async (harness, assert) => {
    await harness.ready({ qoe: true });
    harness.tracking.updateQoe({ bitrate: 140_000 });
    await harness.play(1000);
    await lose(harness);
    await harness.play(1000);
    const { body } = harness.collector.accepted[harness.collector.accepted.length - 1]!;
    assert.strictEqual(body.eventType, 'play');
    assert.strictEqual(body.qoeData?.['media.qoe.bitrate'], 140_000);
  });
});
