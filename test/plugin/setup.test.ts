import QUnit from 'qunit';
import videojs from 'video.js';
import type Player from 'video.js/dist/types/player';
import { MediaTracking } from '../../src/index';
import { onPlayer, SOURCE } from '../support/plugin-harness';

interface PluginAware {
  hasPlugin(name: string): boolean;
  usingPlugin(name: string): boolean;
}

QUnit.module('plugin: set-up', () => {
  onPlayer('importing it registers it, with its version', async (harness, assert) => {
    await harness.build();
    const player = harness.player as unknown as PluginAware;
    assert.strictEqual(videojs.getPlugin('mediaTracking') as unknown, MediaTracking);
    assert.true(player.hasPlugin('mediaTracking'));
    assert.false(player.usingPlugin('mediaTracking'));
    const tracking = harness.track();
    assert.true(player.usingPlugin('mediaTracking'));
    assert.ok(tracking instanceof MediaTracking);
    assert.ok(/^\d+\.\d+\.\d+/.test(MediaTracking.VERSION), MediaTracking.VERSION);
    assert.strictEqual(tracking.version(), MediaTracking.VERSION);
    assert.strictEqual(videojs.getPluginVersion('mediaTracking'), MediaTracking.VERSION);
  });

  onPlayer('a second call gives the same instance, and its options change nothing', async (harness, assert) => {
    await harness.ready();
    const again = harness.player.mediaTracking(harness.optionsWith({ collectionUrl: 'https://other.test' }));
    assert.strictEqual(again, harness.tracking);
    await harness.play(1000);
    assert.strictEqual(harness.collector.starts.length, 1);
    assert.strictEqual(harness.collector.starts[0]!.url, `${harness.collectionUrl}/api/v1/sessions`);
  });

  onPlayer('two players tell two sessions', async (harness, assert) => {
    await harness.ready();
    const first = harness.player;
    await harness.build();
    harness.track();
    await harness.load({ src: 'https://media.test/b.mp4', type: 'video/mp4' });
    await harness.play(1000);
    void first.play();
    await harness.pass(10);
    const ids = harness.collector.starts.map(({ body }) => body.params!['media.id']);
    assert.deepEqual(ids, ['https://media.test/b.mp4', 'https://media.test/a.mp4']);
    first.dispose();
  });

  onPlayer('as an option of the player it is set up before there is a tech', async (harness, assert) => {
    const hadTech: boolean[] = [];
    const playhead = (player: Player): number => {
      hadTech.push(!!player.tech(true));
      return player.currentTime()!;
    };
    await harness.build({ plugins: { mediaTracking: harness.optionsWith({ playhead }) }, sources: [SOURCE] });
    assert.false(hadTech[0]);
    harness.tech.fire('durationchange', { duration: 600 });
    await harness.play(2000);
    assert.deepEqual(harness.collector.told, ['sessionStart@0', 'play@0']);
  });

  onPlayer('on a player that plays it takes the viewing up from there', async (harness, assert) => {
    await harness.build();
    await harness.load();
    await harness.play(5000);
    harness.track();
    await harness.pass(1000);
    assert.deepEqual(harness.collector.told, ['sessionStart@5', 'play@5.25']);
    assert.strictEqual(harness.collector.starts[0]!.body.params!['media.length'], 600);
  });

  onPlayer('on a player that is paused it waits for the viewer', async (harness, assert) => {
    await harness.build();
    await harness.load();
    await harness.play(5000);
    await harness.pause();
    harness.track();
    await harness.pass(20_000);
    assert.deepEqual(harness.collector.requests, []);
    await harness.play(1000);
    assert.deepEqual(harness.collector.told, ['sessionStart@5', 'play@5']);
  });

  onPlayer('without a source there is nothing to tell', async (harness, assert) => {
    await harness.build();
    harness.track();
    void harness.player.play();
    await harness.pass(20_000);
    assert.deepEqual(harness.collector.requests, []);
    assert.strictEqual(harness.tracking.status.session.state, 'none');
  });
});
