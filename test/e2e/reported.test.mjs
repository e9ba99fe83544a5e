import assert from 'node:assert/strict';
import { inOneBrowser } from './support.mjs';

/** Seconds by which a report may differ from what was seen. */
const tolerance = 0.5;

/** @param {number | undefined} told @param {number} truth @param {string} what */
function assertNear(told = NaN, truth, what) {
  assert.ok(Math.abs(told - truth) <= tolerance, `${what} is reported as ${told} s, was ${truth} s`);
}

inOneBrowser('the session report tells what the viewer did', async (scene) => {
  const { viewer, server } = scene;
  await scene.visit();
  const { onScreen } = await viewer.plays();
  await viewer.watches(2.5);
  const pause = await viewer.pauses();
  await viewer.quiet();
  const { onScreen: again } = await viewer.plays();
  await viewer.watches(1);
  const { from, to } = await viewer.seeks(20);
  await viewer.watches(1);
  const end = await viewer.does('tracking.endSession()');
  await scene.arrived('sessionEnd');

  const report = server.report(server.ledger.sessions()[0] ?? '');
  const seconds = (/** @type {{ at: number }} */ one, /** @type {{ at: number }} */ other) =>
    (other.at - one.at) / 1_000;
  const played = seconds(onScreen, pause) + seconds(again, from) + seconds(to, end);
  assertNear(report?.times.content, played, 'content time spent');
  assertNear(report?.times.unique, played, 'unique time played');
  assertNear(report?.times.paused, seconds(pause, again) + seconds(from, to), 'total pause duration');
  assert.deepEqual([report?.interruptions.pauses.count, report?.seeks.length, report?.ending], [2, 1, 'ended']);
  assertNear(report?.seeks[0]?.to, to.playhead, 'where the seek landed');
  assert.deepEqual(
    report?.markers.map(({ outcome }) => outcome),
    ['played', 'jumped', 'jumped', 'missed', 'missed'],
  );
  const wrong = report?.findings.filter(({ level }) => level === 'wrong').map(({ message }) => message);
  assert.deepEqual(wrong, []);
});
