import videojs from 'video.js';
import type Player from 'video.js/dist/types/player';
import type { MediaTracking } from '../index';
import { Recorder, type Known } from './recorder';

interface Tracked {
  mediaTracking: (options?: Known) => MediaTracking;
  usingPlugin(name: string): boolean;
}

type Plugin = (new () => MediaTracking) & { prototype: MediaTracking };

const NAME = 'mediaTracking';
const recorders = new Map<MediaTracking, Recorder>();
/** Of those whose player is gone, for whoever still has them. */
const ended = new WeakMap<MediaTracking, Recorder>();

/** The plugin's class; undefined if it is not registered. */
export const plugin = (): Plugin | undefined =>
  (videojs.getPlugin as (name: string) => unknown)(NAME) as Plugin | undefined;

/** The record of an instance, which begins with the first call. */
export function recorderOf(tracking: MediaTracking): Recorder {
  const before = recorders.get(tracking) ?? ended.get(tracking);
  if (before) return before;
  const recorder = new Recorder(tracking, {});
  (recorder.ended ? ended : recorders).set(tracking, recorder);
  return recorder;
}

/**
 * Calls back with the record of every tracking that is set up: at once for those that are, then for each as it comes. What
 * was told before that is not known, except for what still waits.
 */
export function watch(found: (recorder: Recorder, player: Player) => void): void {
  const heard = new WeakSet<Player>();
  const hear = (tracking: MediaTracking, known?: Known): void => {
    const { player } = tracking;
    const recorder = recorderOf(tracking);
    if (known) recorder.known = known;
    player.one('dispose', () => {
      ended.set(tracking, recorder);
      recorders.delete(tracking);
    });
    // What was there before anything was wrapped below is set up anew past it.
    if (!heard.has(player))
      player.on(`pluginsetup:${NAME}`, (_event: unknown, { instance }: { instance: MediaTracking }) => hear(instance));
    heard.add(player);
    found(recorder, player);
  };
  for (const player of videojs.getAllPlayers() as unknown as Tracked[])
    if (player.usingPlugin(NAME)) hear(player.mediaTracking());
  follow(hear);
  if (typeof document === 'undefined') return;
  document.addEventListener('securitypolicyviolation', refused);
  // When all others have heard of it.
  addEventListener('pageshow', () => setTimeout(() => each((recorder) => recorder.settle(true))));
}

/** Options are told to nobody but the plugin; they say whether to log, and where the collection server is. */
function follow(hear: (tracking: MediaTracking, known?: Known) => void): void {
  const players = (videojs.getComponent('Player') as unknown as { prototype: Tracked }).prototype;
  const instances = plugin()?.prototype;
  if (!instances) return;
  const setUp = players.mediaTracking;
  players.mediaTracking = function (this: Tracked, options) {
    const tracking = setUp.call(this, options);
    hear(tracking, { ...options });
    return tracking;
  };
  // eslint-disable-next-line @typescript-eslint/unbound-method -- called with the instance below
  const { dispose, updateOptions } = instances;
  instances.dispose = function () {
    const player = this.player as Partial<Tracked> | null;
    dispose.call(this);
    // video.js has put a factory of its own before what is wrapped above.
    delete player?.mediaTracking;
  };
  instances.updateOptions = function (options) {
    updateOptions.call(this, options);
    recorders.get(this)?.take(options);
  };
}

const each = (act: (recorder: Recorder) => void): void => [...recorders.values()].forEach(act);

function refused({ effectiveDirective, blockedURI }: SecurityPolicyViolationEvent): void {
  if (effectiveDirective !== 'connect-src') return;
  // Some name none, such as `data`.
  const host = hostOf(blockedURI);
  if (host)
    each((recorder) => {
      if (hostOf(String(recorder.known.collectionUrl)) === host) recorder.refused();
    });
}

const hostOf = (url: string): string | undefined => /\/\/([^/]+)/.exec(url)?.[1];
