import QUnit from 'qunit';
import { onPlayer, PluginHarness } from '../support/plugin-harness';

const PING_MS = 10_000;

/** All that is set in the page, video.js's own included. */
const pending = ({ clock }: PluginHarness): number => clock.countTimers();

/** How many the plugin has set, by setting it up on a player that has come to where it is compared. */
async function ofPlugin(harness: PluginHarness, without: (harness: PluginHarness) => Promise<void>): Promise<number> {
  const all = pending(harness);
  await harness.close();
  const bare = new PluginHarness();
  try {
    await bare.build();
    await bare.load();
    await without(bare);
    return all - pending(bare);
  } finally {
    await bare.close();
  }
}

QUnit.module('plugin: timers', () => {
  onPlayer('there is none before a viewing', async (harness, assert) => {
    await harness.ready();
    await harness.pass(60_000);
    assert.strictEqual(await ofPlugin(harness, (bare) => bare.pass(60_000)), 0);
  });

  onPlayer('while paused, with all delivered, there is the next ping’s and no other', async (harness, assert) => {
    const story = async (each: PluginHarness): Promise<void> => {
      await each.play(3000);
      await each.pause();
      await each.pass(1000);
    };
    await harness.ready();
    await story(harness);
    assert.strictEqual(harness.tracking.status.queued, 0);
    assert.strictEqual(await ofPlugin(harness, story), 1);
  });

  onPlayer('so it stays: a pause of a minute is six wake-ups', async (harness, assert) => {
    await harness.ready();
    await harness.play(3000);
    await harness.pause();
    const sent = harness.record('eventsent');
    await harness.pass(6 * PING_MS);
    assert.deepEqual(
      sent.map(({ event }) => event.type),
      Array(6).fill('ping'),
    );
    const set = pending(harness);
    await harness.pass(6 * PING_MS);
    assert.strictEqual(pending(harness), set);
  });

  onPlayer('there is none when the viewing is over and told', async (harness, assert) => {
    await harness.ready();
    await harness.play(3000);
    await harness.finish();
    assert.strictEqual(harness.tracking.status.queued, 0);
    const story = async (each: PluginHarness): Promise<void> => {
      await each.play(3000);
      await each.finish();
    };
    assert.strictEqual(await ofPlugin(harness, story), 0);
  });
});
