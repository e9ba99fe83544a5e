import QUnit from 'qunit';
import * as recorded from './fixtures/recorded';
import type { Step } from './fixtures/step';
import { TrackerHarness } from './support/tracker-harness';

const BEGUN = ['sessionStart@0 +1000', 'play@0 +1001'];

/** A recording, in words what is to be told of it, and what that is. */
const EXPECTED: Record<string, [readonly Step[], string[]]> = {
  'a pause and a resume are told when they happen': [
    recorded.clickToPlayPauseResume,
    [...BEGUN, 'pauseStart@2 +3000', 'play@2 +5000'],
  ],
  'the `waiting` of a start is no buffering': [
    recorded.clickToPlayWithoutPreload,
    ['sessionStart@0 +1000', 'play@0 +1300'],
  ],
  'three arrow keys are one pauseStart and one play': [
    recorded.threeArrowKeys,
    [...BEGUN, 'pauseStart@3 +4000', 'play@18 +4390'],
  ],
  'the home key is one pauseStart and one play': [recorded.homeKey, [...BEGUN, 'pauseStart@3 +4000', 'play@0 +4030']],
  'keys over a slow network are one pauseStart and one play': [
    recorded.threeArrowKeysOverSlowNetwork,
    [...BEGUN, 'pauseStart@3 +4000', 'play@18 +6100'],
  ],
  'a drag while playing is one pauseStart and one play': [
    recorded.dragWhilePlaying,
    [...BEGUN, 'pauseStart@5 +6000', 'play@11.25 +6801'],
  ],
  'a drag over a slow network is one pauseStart and one play': [
    recorded.dragOverSlowNetwork,
    [...BEGUN, 'pauseStart@5 +6000', 'play@12 +8400'],
  ],
  'a click on the seek bar is one pauseStart and one play': [
    recorded.clickOnSeekBar,
    [...BEGUN, 'pauseStart@5 +6000', 'play@12 +6080'],
  ],
  'a drag while paused tells nothing': [recorded.dragWhilePaused, [...BEGUN, 'pauseStart@2 +3000']],
  'a seek while paused tells nothing': [recorded.seekByScriptWhilePaused, [...BEGUN, 'pauseStart@2 +3000']],
  'the end is sessionComplete without a pauseStart, a replay a new session': [
    recorded.endAndReplay,
    [...BEGUN, 'ping@10 +11001', 'sessionComplete@19.99 +21000', 'sessionStart@0 +25002', 'play@0 +25040'],
  ],
  'each round of a native loop is a session': [
    recorded.nativeLoop,
    [...BEGUN, 'ping@10 +11001', 'sessionComplete@19.99 +21000', 'sessionStart@0 +21001', 'play@0 +21030'],
  ],
  'each round of a loop by option is a session': [
    recorded.loopByOption,
    [...BEGUN, 'ping@10 +11001', 'sessionComplete@19.99 +20991', 'sessionStart@0 +20993', 'play@0 +21040'],
  ],
  'another source ends the session at the last content position': [
    recorded.sourceChange,
    [...BEGUN, 'sessionEnd@5 +6002'],
  ],
  'another source that plays is a new session': [
    recorded.sourceChangeAndPlay,
    [...BEGUN, 'sessionEnd@5 +6002', 'sessionStart@0 +6100', 'play@0 +6101'],
  ],
  'the same source loaded again ends the session': [recorded.sameSourceLoadedAgain, [...BEGUN, 'sessionEnd@5 +6002']],
  'a playlist’s next item begins at its `play`, which is before its `loadstart`': [
    recorded.nextOfPlaylist,
    [...BEGUN, 'ping@10 +11001', 'sessionComplete@19.99 +21000', 'sessionStart@0 +21010', 'play@0 +21200'],
  ],
  'a reset ends the session at the last content position': [recorded.reset, [...BEGUN, 'sessionEnd@5 +6000']],
  'another tech with another source is a new session': [
    recorded.techChange,
    [...BEGUN, 'sessionEnd@5.01 +6010', 'sessionStart@0 +6040', 'play@0 +6090'],
  ],
  'an autoplay begins at its `play`': [recorded.autoplayAllowed, ['sessionStart@0 +60', 'play@0 +61']],
  'an autoplay that is blocked tells nothing': [recorded.autoplayBlocked, []],
  'the bare `pause` of a blocked play() tells nothing': [recorded.autoplayByPlayBlocked, []],
  'an autoplay that succeeds muted tells nothing of its first try': [
    recorded.autoplayMutedAfterBlocked,
    ['sessionStart@0 +50', 'play@0 +300'],
  ],
  'a stall is bufferStart when it begins and play when it ends': [
    recorded.rebuffer,
    [...BEGUN, 'bufferStart@1.83 +2830', 'play@1.83 +5000'],
  ],
  'a pause while buffering is not lost': [
    recorded.pauseWhileBuffering,
    [...BEGUN, 'bufferStart@1.83 +2830', 'pauseStart@1.83 +3500', 'bufferStart@1.83 +5000', 'play@1.83 +6000'],
  ],
  'a source that is not found tells nothing': [recorded.notFound, []],
  'the pause after an error before the first frame tells nothing': [
    recorded.manifestNotFoundWithAutoplay,
    ['sessionStart@0 +0'],
  ],
  'a second source that plays goes on in the same session': [
    recorded.secondSourceRecovers,
    ['sessionStart@0 +0', 'play@0 +500'],
  ],
  'the seek with which live playback starts tells nothing': [
    recorded.liveStart,
    ['sessionStart@24 +20', 'play@26 +350'],
  ],
  'volume, size, tracks and loading tell nothing of playback': [recorded.noise, BEGUN],
};

QUnit.module('tracker: recorded sequences of video.js', () => {
  for (const [behaviour, [steps, expected]] of Object.entries(EXPECTED)) {
    QUnit.test(behaviour, (assert) => {
      assert.deepEqual(new TrackerHarness().replay(steps).timed(), expected);
    });
  }
});
