import {
  endMediaTracking,
  SnowplowMediaPlugin,
  startMediaTracking,
  trackMediaBufferStart,
  trackMediaEnd,
  trackMediaError,
  trackMediaPause,
  trackMediaPlay,
  updateMediaTracking,
} from '@snowplow/browser-plugin-media';
import { newTracker } from '@snowplow/browser-tracker';

let items = 0;

/** What an integrator writes: video.js's events to Snowplow's calls. */
export function track(player, port) {
  // One for all players of a page; a second call of the name does nothing.
  if (!items) newTracker('bench', `http://localhost:${port}`, { appId: 'bench', plugins: [SnowplowMediaPlugin()] });
  let id;
  const state = () => ({ currentTime: player.currentTime(), duration: player.duration(), paused: player.paused() });
  const tell = (say, more) => id && say({ id, player: state(), ...more });
  const end = () => {
    if (id) endMediaTracking({ id });
    id = undefined;
  };
  player.on('play', () => {
    if (id) return;
    id = `bench-${++items}`;
    startMediaTracking({ id, label: player.currentSrc(), player: state(), pings: { pingInterval: 10 } });
  });
  player.on('playing', () => tell(trackMediaPlay));
  player.on('timeupdate', () => tell(updateMediaTracking));
  player.on('waiting', () => tell(trackMediaBufferStart));
  player.on('pause', () => player.ended() || tell(trackMediaPause));
  player.on('ended', () => {
    tell(trackMediaEnd);
    end();
  });
  player.on('loadstart', end);
  player.on('dispose', end);
  return { event: (n) => tell(trackMediaError, { errorCode: String(n), errorName: 'bench' }) };
}
