import QUnit from 'qunit';
import { HELD_MS, onPlayer, type PluginHarness } from '../support/plugin-harness';

const fail = (): never => {
  throw new Error('no luck');
};
/** What callbacks do that they should not, and what is said of it. */
const WRONG: [how: string, callback: () => unknown, said: RegExp][] = [
  ['throws', fail, /^failed: no luck; left out$/],
  ['gives a string', () => 'rubbish', /^must be an object, got "rubbish"; left out$/],
  ['gives a number', () => 7, /^must be an object, got 7; left out$/],
  ['gives a list', () => [1], /^must be an object, got \[1\]; left out$/],
];
const VIEWING = ['sessionStart', 'play', 'pauseStart'];
const AD = ['adBreakStart', 'adStart', 'adComplete', 'adStart', 'adComplete', 'adBreakComplete'];

const types = ({ collector }: PluginHarness): string[] =>
  collector.accepted.map(({ body }) => body.eventType).filter((type) => type !== 'ping');

/** A player on contrib-ads, as far as it is asked for, shows two ads. */
async function showAds(harness: PluginHarness, watchMs = 1000): Promise<void> {
  const { player } = harness;
  let inAdBreak = true;
  const ads = { inAdBreak: () => inAdBreak, isContentResuming: () => false, contentSrc: player.currentSrc() };
  Object.assign(player, { ads });
  player.trigger('adstart');
  for (const id of ['a', 'b']) {
    Object.assign(ads, { ad: { id, duration: 1 } });
    player.trigger('ads-ad-started');
    await harness.pass(watchMs);
    player.trigger('ads-ad-ended');
  }
  inAdBreak = false;
  player.trigger('adend');
}

/** One problem, and one line in the log. */
function toldOnce(harness: PluginHarness, assert: Assert, path: string, said: RegExp): void {
  const { problems } = harness.tracking.status;
  assert.strictEqual(problems.length, 1, problems.join('\n'));
  assert.ok(problems[0]!.startsWith(`${path} `) && said.test(problems[0]!.slice(path.length + 1)), problems[0]);
  assert.strictEqual(harness.logs.length, 1, harness.logs.join('\n'));
}

QUnit.module('plugin: rubbish of the integrator costs its own data, and one warning', () => {
  for (const [how, callback, said] of WRONG) {
    for (const name of ['media', 'customMetadata', 'qoe']) {
      onPlayer(`a ${name} that ${how}`, async (harness, assert) => {
        await harness.ready({ [name]: callback });
        await harness.play(2000);
        await harness.pause();
        assert.deepEqual(types(harness), VIEWING);
        toldOnce(harness, assert, name, said);
      });
    }

    onPlayer(`a describeAd that ${how}, for each ad`, async (harness, assert) => {
      await harness.ready({ ads: { describeAd: callback } });
      await harness.play(1000);
      await showAds(harness);
      harness.tech.fire('playing');
      await harness.pause();
      assert.deepEqual(types(harness), ['sessionStart', 'play', ...AD, 'play', 'pauseStart']);
      const ids = harness.collector.accepted.map(({ body }) => body.params?.['media.ad.id']).filter(Boolean);
      assert.deepEqual(ids, ['a', 'b'], 'the ad plugin is believed');
      toldOnce(harness, assert, 'ads.describeAd', said);
    });
  }

  onPlayer('a chapter without its start', async (harness, assert) => {
    await harness.ready({ chapters: [{ end: 90 }, { start: 0, end: 90, title: 'Opening' }] });
    await harness.play(2000);
    await harness.pause();
    assert.deepEqual(types(harness), ['sessionStart', 'play', 'chapterStart', 'pauseStart']);
    toldOnce(harness, assert, 'chapters[0].start', /^must be .*, got undefined; left out$/);
  });

  onPlayer('a list that travels with the source and is none: the option’s is believed', async (harness, assert) => {
    await harness.ready({ chapters: [{ start: 0, end: 90, title: 'Opening' }] });
    await harness.load({ src: 'b.mp4', type: 'video/mp4', mediaTracking: { chapters: 'rubbish' } });
    await harness.play(2000);
    await harness.pause();
    assert.deepEqual(types(harness), ['sessionStart', 'play', 'chapterStart', 'pauseStart']);
    toldOnce(harness, assert, 'source.mediaTracking.chapters', /^must be .*, got "rubbish"; left out$/);
  });

  onPlayer('a chapter without its end, of a list that travels with the source', async (harness, assert) => {
    await harness.ready({ chapters: true });
    const chapters = [
      { start: 0, title: 'Opening' },
      { start: 0, end: 90 },
    ];
    await harness.load({ src: 'b.mp4', type: 'video/mp4', mediaTracking: { chapters } });
    await harness.play(2000);
    await harness.pause();
    assert.deepEqual(types(harness), ['sessionStart', 'play', 'chapterStart', 'pauseStart']);
    toldOnce(harness, assert, 'source.mediaTracking.chapters[0].end', /^must be .*, got undefined; left out$/);
  });

  onPlayer('a state that there is not', async (harness, assert) => {
    await harness.ready({ states: ['rubbish', 'fullScreen'] });
    harness.player.isFullscreen(true);
    await harness.play(2000);
    await harness.pause();
    assert.deepEqual(types(harness), ['sessionStart', 'stateStart', 'play', 'pauseStart']);
    toldOnce(harness, assert, 'states:', /^"rubbish" is not known; left out$/);
  });
});

QUnit.module('plugin: ads', () => {
  onPlayer('pings in them come at their own interval', async (harness, assert) => {
    await harness.ready({ ads: true, adPingInterval: 3, mainPingInterval: 20 });
    await harness.play(1000);
    const begun = Date.now();
    await showAds(harness, 7000);
    await harness.pass(HELD_MS);
    const pings = harness.collector.accepted.filter(({ body }) => body.eventType === 'ping');
    assert.deepEqual(
      pings.map(({ body: { playerTime } }) => [Math.round((playerTime.ts - begun) / 1000), playerTime.playhead]),
      [3, 6, 10, 13].map((second) => [second, 1]),
    );
  });
});
