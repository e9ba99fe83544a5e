import QUnit from 'qunit';
import type Player from 'video.js/dist/types/player';
import { EXPECTED } from '../fixtures/expected';
import type { Step } from '../fixtures/step';
import { onPlayer, type PluginHarness } from '../support/plugin-harness';

/** What video.js fires itself, without a word from its tech. */
const PLAYERS_OWN = ['ready', 'playerreset', 'autoplay-failure', 'autoplay-success', 'error'];

/** The loaded item as recordings tell it, in place of what `player.src()` left. */
function showSource({ player, tech }: PluginHarness): void {
  const source = () => ({ src: tech.media.read().source });
  Object.assign(player, { currentSource: source, currentSources: () => [source()], currentSrc: () => source().src });
}

async function replay(harness: PluginHarness, steps: readonly Step[]): Promise<void> {
  const startedAt = Date.now();
  for (const { at, type, shown } of steps) {
    await harness.pass(startedAt + at - Date.now());
    if (PLAYERS_OWN.includes(type)) {
      harness.tech.media.apply(type, shown);
      (harness.player as Player & { trigger(type: string): void }).trigger(type);
    } else harness.tech.fire(type, shown);
  }
  await harness.pass(400);
}

QUnit.module('plugin: recorded sequences of video.js', () => {
  for (const [behaviour, [steps, expected]] of Object.entries(EXPECTED)) {
    onPlayer(behaviour, async (harness, assert) => {
      await harness.build();
      const startedAt = Date.now();
      showSource(harness);
      // Recordings tell the position of a live stream too.
      harness.track({ playhead: (player: Player) => player.currentTime() });
      const queued = harness.record('eventqueued');
      await replay(harness, steps);
      const told = queued.map(({ event: { type, playhead, ts } }) => {
        return `${type}@${Math.floor(playhead * 100 + 0.001) / 100} +${ts - startedAt}`;
      });
      assert.deepEqual(told, expected);
    });
  }
});
