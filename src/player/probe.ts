import type { Reading } from '../model';
import type { HostPlayer } from './host';
import { livePlayhead } from './live';

/** Which item is loaded. The list of sources stays the same while video.js falls back to its next one. */
function identity(player: HostPlayer): string {
  return player.currentSources()[0]?.src || player.currentSource().src || player.currentSrc() || '';
}

/**
 * Reads the player as it is now.
 * @param custom the integrator's own playhead in seconds; anything but a number leaves the default
 */
export function read(player: HostPlayer, at: number, custom?: () => unknown): Reading {
  const mediaTime = player.currentTime() || 0;
  const duration = player.duration() ?? NaN;
  const own = custom?.();
  const usual = duration === Infinity ? livePlayhead(player, mediaTime, at) : mediaTime;
  return {
    at,
    source: identity(player),
    mediaTime,
    playhead: typeof own === 'number' && Number.isFinite(own) ? own : usual,
    duration,
    rate: player.playbackRate() ?? 1,
    paused: player.paused(),
    seeking: player.seeking(),
    ended: player.ended(),
    loop: !!player.loop(),
  };
}
