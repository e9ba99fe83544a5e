import type { Reading, Warn } from '../model';
import { sift } from '../options/check';
import { attempt } from './attempt';
import type { HostPlayer } from './host';
import { livePlayhead } from './live';

/** Which item is loaded. The list of sources stays the same while video.js falls back to its next one. */
function identity(player: HostPlayer): string {
  return player.currentSources()[0]?.src || player.currentSource().src || player.currentSrc() || '';
}

/** The integrator's own playhead; one that fails costs its own data only. */
const ownPlayhead = (custom: () => unknown, warn: Warn): number | undefined =>
  sift('', { playhead: attempt('playhead', custom, warn) }, [['playhead', 'a finite number']], warn).playhead as
    number | undefined;

/** Where playback is. */
type Position = Omit<Reading, 'states' | 'chapters' | 'quality' | 'timed'>;

/**
 * Reads the player as it is now.
 * @param custom the integrator's own playhead in seconds; where it fails, the default is taken
 */
export function read(player: HostPlayer, at: number, warn: Warn, custom?: () => unknown): Position {
  const mediaTime = player.currentTime() || 0;
  const duration = player.duration() ?? NaN;
  const { ads } = player;
  // What is on screen is an ad, or the content after it and not yet where it was left.
  const away = !!(ads?.inAdBreak?.() || ads?.isContentResuming?.());
  const usual = duration === Infinity ? livePlayhead(player, mediaTime, at) : mediaTime;
  return {
    at,
    source: away && player.currentSrc() !== ads?.contentSrc ? '' : identity(player),
    mediaTime,
    playhead: (custom && ownPlayhead(custom, warn)) ?? usual,
    duration,
    rate: player.playbackRate() ?? 1,
    paused: player.paused(),
    seeking: away || player.seeking(),
    ended: player.ended() && !away,
    loop: !!player.loop(),
  };
}
