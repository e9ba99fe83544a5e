import QUnit from 'qunit';
import sinon from 'sinon';
import videojs from 'video.js';
import type Player from 'video.js/dist/types/player';
import { MediaTracking, type MediaTrackingEvents, type MediaTrackingOptions } from '../../src/index';
import { settled } from './fake-backend';
import { FakeCollector } from './fake-collector';
import { FakeTech } from './fake-tech';
import { ListenerLedger } from './listener-ledger';
import { REQUIRED } from './options';

/** Later than any real clock that tests may be run by: ms since the epoch. */
const FIRST_DAY = Date.UTC(2100, 0, 1);
const DAY_MS = 86_400_000;
let made = 0;
/** How often a playing media element tells its position, ms. */
const TIMEUPDATE_MS = 250;
/** Longer than anything is held until it is told, ms. */
export const HELD_MS = 300;
/** Longer than the longest wait between two attempts, ms. */
export const LONG_MS = 60_000;
export const SOURCE = { src: 'https://media.test/a.mp4?token=1', type: 'video/mp4' };

/** What these add has tests of its own; and nothing of one test is to be found by the next. */
const PLAYBACK_ONLY = { ads: false, chapters: false, states: false, qoe: false, storage: 'memory' } as const;

/** What video.js adds to every detail. */
const VIDEO_JS_OWN = ['name', 'plugin', 'instance'];

type Name = keyof MediaTrackingEvents;

/** The plugin on a real video.js player with a fake tech, a fake collection server and a fake clock. */
export class PluginHarness {
  readonly collectionUrl: string;
  readonly clock: sinon.SinonFakeTimers;
  readonly collector = new FakeCollector();
  readonly listeners = new ListenerLedger();
  /** What was written to the console by the plugin. */
  readonly logs: string[] = [];
  player!: Player;
  tracking!: MediaTracking;
  private readonly _sandbox = sinon.createSandbox();
  private _nextUpdateAt = 0;

  constructor() {
    // Each is alone on its day with its backend: what the plugin knows of both outlives a player.
    made += 1;
    this.collectionUrl = `https://collect-${made}.test`;
    this.clock = sinon.useFakeTimers({ now: FIRST_DAY + made * DAY_MS, toNotFake: ['queueMicrotask', 'nextTick'] });
    this._sandbox.stub(window, 'fetch').callsFake(this.collector.fetch as never);
    for (const level of ['log', 'warn', 'error'] as const) {
      this._sandbox.stub(console, level).callsFake((...words: unknown[]) => {
        const line = words.map(String).join(' ');
        if (line.includes('mediaTracking')) this.logs.push(line);
      });
    }
  }

  /** Undefined only before a player is ready, and after its end. */
  get tech(): FakeTech {
    return this.player.tech(true) as unknown as FakeTech;
  }

  /** A player that is ready; without children, because theirs is not what is tested. */
  async build(options: object = {}): Promise<this> {
    const element = document.createElement('video');
    document.querySelector('#qunit-fixture')!.append(element);
    this.player = videojs(element, {
      techOrder: ['fakeTech'],
      children: ['mediaLoader'],
      inactivityTimeout: 0,
      ...options,
    });
    this.listeners.watch(this.player);
    await this.pass(10);
    this.tech.onFired = () => {
      this._nextUpdateAt = Math.max(this._nextUpdateAt, Date.now() + TIMEUPDATE_MS);
    };
    return this;
  }

  /** A player that has played before: only then it listens and counts all that it ever does. */
  async buildUsed(): Promise<void> {
    await this.build();
    await this.load();
    await this.play(1000);
    await this.pause();
  }

  /** The least that is enough, and `options`. */
  optionsWith(options: object = {}): MediaTrackingOptions {
    const { collectionUrl } = this;
    return { ...REQUIRED, ...PLAYBACK_ONLY, collectionUrl, ...options } as MediaTrackingOptions;
  }

  track(options: object = {}): MediaTracking {
    this.tracking = this.player.mediaTracking(this.optionsWith(options));
    return this.tracking;
  }

  async load(source: object = SOURCE, duration = 600): Promise<void> {
    this.player.src(source as never);
    await this.pass(10);
    this.tech.fire('durationchange', { duration });
  }

  /** The usual start of a test: set up, loaded, with `options`. */
  async ready(options: object = {}): Promise<this> {
    await this.build();
    this.track(options);
    await this.load();
    return this;
  }

  /** The viewer plays, and content is on screen. */
  async play(watchMs = 0): Promise<void> {
    void this.player.play();
    this.tech.fire('playing');
    await this.pass(watchMs);
  }

  async pause(): Promise<void> {
    this.player.pause();
    await this.pass(HELD_MS);
  }

  /** The content's end. */
  async finish(): Promise<void> {
    const mediaTime = this.tech.duration();
    this.tech.fire('pause', { mediaTime, paused: true, ended: true });
    this.tech.fire('ended');
    await this.pass(HELD_MS);
  }

  /** Time passes, with all that comes of it; a player on screen tells its position on the way. */
  async pass(ms: number): Promise<void> {
    const end = Date.now() + ms;
    await settled();
    while (Date.now() < end) {
      const moving = !this.player.isDisposed() && (this.tech as FakeTech | undefined)?.media.moving;
      const until = moving ? Math.min(end, this._nextUpdateAt) : Math.min(end, Date.now() + TIMEUPDATE_MS);
      this.clock.tick(until - Date.now());
      if (moving && Date.now() >= this._nextUpdateAt) this.tech.fire('timeupdate');
      await settled();
    }
  }

  /** The details of all events of a name from now on, without what video.js adds to them. */
  record<N extends Name>(name: N): MediaTrackingEvents[N][] {
    const seen: MediaTrackingEvents[N][] = [];
    this.tracking.on(name, (_event, detail) => {
      const own = Object.entries(detail).filter(([key]) => !VIDEO_JS_OWN.includes(key));
      seen.push(Object.fromEntries(own) as MediaTrackingEvents[N]);
    });
    return seen;
  }

  async close(): Promise<void> {
    if (!this.player.isDisposed()) this.player.dispose();
    // What still waits is sent, and not to the real network.
    await this.pass(HELD_MS);
    // What is still left would listen to the page for all tests after this one.
    if (this.tracking as unknown) this.tracking.setConsent('out');
    this.listeners.restore();
    this._sandbox.restore();
    this.clock.restore();
  }
}

/** A test of the plugin on a player; whatever it is about, all that is sent obeys the API's schemas and rules of order. */
export function onPlayer(behaviour: string, run: (harness: PluginHarness, assert: Assert) => Promise<void>): void {
  QUnit.test(behaviour, async (assert) => {
    const harness = new PluginHarness();
    try {
      await run(harness, assert);
      assert.deepEqual(harness.collector.violations, [], 'bodies obey the schemas');
      assert.deepEqual(harness.collector.disorder, [], 'events obey the rules of order');
    } finally {
      await harness.close();
    }
  });
}
