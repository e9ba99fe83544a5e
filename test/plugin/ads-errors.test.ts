import QUnit from 'qunit';
import { onPlayer, PluginHarness, SOURCE } from '../support/plugin-harness';

/** Where contrib-ads stands, and what it makes of an `error` then. */
const STATES = {
  waiting: { inAdBreak: false, isContentResuming: false, renamed: 'aderror' },
  inAd: { inAdBreak: true, isContentResuming: false, renamed: 'aderror' },
  /** An ad plugin ended the break at once. */
  adFailed: { inAdBreak: false, isContentResuming: true, renamed: 'aderror' },
  resuming: { inAdBreak: false, isContentResuming: true, renamed: 'contenterror' },
};

/** A player on contrib-ads, which was set up first; `become` brings it into one of its states. */
async function withAds(harness: PluginHarness): Promise<(state: keyof typeof STATES) => void> {
  let now: (typeof STATES)[keyof typeof STATES] | undefined;
  const { player } = await harness.build();
  const ads = {
    inAdBreak: () => !!now?.inAdBreak,
    isContentResuming: () => !!now?.isContentResuming,
    contentSrc: SOURCE.src,
  };
  Object.assign(player, { ads });
  player.on('error', (event: { isImmediatePropagationStopped: () => boolean }) => {
    if (!now) return;
    event.isImmediatePropagationStopped = () => true;
    player.trigger(now.renamed);
  });
  harness.track();
  await harness.load();
  return (state) => (now = STATES[state]);
}

/** As contrib-ads renames what is loaded where the source is its content's. */
const reloads = (harness: PluginHarness): void => {
  harness.player.trigger('emptied');
  harness.player.trigger('contentloadstart');
};

QUnit.module('plugin: the same source loaded again, with contrib-ads', () => {
  onPlayer('ends the session', async (harness, assert) => {
    await withAds(harness);
    await harness.play(1000);
    reloads(harness);
    await harness.pass(10);
    assert.deepEqual(harness.collector.told, ['sessionStart@0', 'play@0', 'sessionEnd@1']);
  });

  onPlayer('to restore the content after an ad does not', async (harness, assert) => {
    const become = await withAds(harness);
    await harness.play(1000);
    become('resuming');
    reloads(harness);
    await harness.pass(10);
    assert.deepEqual(harness.collector.told, ['sessionStart@0', 'play@0']);
  });
});

QUnit.module('plugin: an error, with contrib-ads', () => {
  onPlayer('of the content that waits for its pre-roll is told', async (harness, assert) => {
    const become = await withAds(harness);
    become('waiting');
    void harness.player.play();
    harness.tech.fail(4);
    await harness.pass(10);
    assert.deepEqual(harness.collector.told, ['sessionStart@0', 'error@0']);
    assert.propContains(harness.collector.accepted[1]!.body.qoeData, { 'media.qoe.errorID': '4' });
  });

  onPlayer('of the content on its way back from ads is told', async (harness, assert) => {
    const become = await withAds(harness);
    await harness.play(1000);
    become('resuming');
    harness.tech.fail(2);
    await harness.pass(10);
    assert.deepEqual(harness.collector.told, ['sessionStart@0', 'play@0', 'error@1']);
  });

  onPlayer('of an ad is not told', async (harness, assert) => {
    const become = await withAds(harness);
    await harness.play(1000);
    for (const state of ['inAd', 'adFailed'] as const) {
      become(state);
      harness.tech.fail(4);
      await harness.pass(10);
    }
    assert.deepEqual(harness.collector.told, ['sessionStart@0', 'play@0']);
  });

  onPlayer('that an ad plugin makes up is none of the player', async (harness, assert) => {
    await withAds(harness);
    await harness.play(1000);
    harness.player.trigger('aderror');
    harness.tech.media.moving = false;
    await harness.pass(2000);
    assert.deepEqual(harness.collector.told, ['sessionStart@0', 'play@0', 'bufferStart@1']);
  });
});
