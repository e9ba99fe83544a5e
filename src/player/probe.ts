import type { Quality, Reading, Warn } from '../model';
import type { Settings } from '../options';
import { sift, type Table } from '../options/check';
import { attempt } from './attempt';
import { readChapters } from './chapters';
import type { HostPlayer } from './host';
import { livePlayhead } from './live';
import { identity } from './metadata';
import { readQuality } from './quality';
import { readStates } from './states';

/** What the integrator has said of the player, over what can be read from it. */
export interface Said {
  /** Names of the states that are on. */
  readonly states: Set<string>;
  /** Of the loaded item. */
  quality: Quality;
  /**
   * When it was last seen without an end, ms since the epoch; 0 if never. One that its stream is given in mid-viewing
   * changes nothing of how it is told.
   */
  liveAt?: number;
  /** The moment of its position 0, as the live edge has it, ms since the epoch. */
  liveZeroMs?: number;
  /** In seconds, as it was then. */
  liveEdge?: number;
  /** What was loaded last outside of ads: contrib-ads itself knows it only from `loadstart` on, which `preload="none"` may bring after the ads. */
  contentSrc?: string;
  /** Of the last ad in the content's own element, in seconds: video.js tells it until the content is loaded again. */
  adDuration?: number;
}

const OWN_PLAYHEAD: Table = [['playhead', 'a finite number']];

/** What is on screen is an ad, or the content after it and not yet where it was left. */
export const isAway = ({ ads }: HostPlayer): boolean => !!(ads?.inAdBreak?.() || ads?.isContentResuming?.());

/**
 * Reads the player as it is now.
 * @param at now, ms since the epoch
 * @param focused whether the page has the viewer's attention
 */
export function read<P>(
  player: P & HostPlayer,
  at: number,
  warn: Warn,
  { playhead, chapters = false, states = false, qoe = false }: Partial<Settings<P>>,
  said: Said,
  focused: boolean,
): Reading {
  const mediaTime = player.currentTime();
  const duration = player.duration();
  const away = isAway(player);
  const src = player.currentSrc();
  if (!away) said.contentSrc = src;
  // In the content's own element it says nothing of the content, which is loaded anew after it.
  const isAd = src !== said.contentSrc && src !== player.ads?.contentSrc;
  if (isAd) {
    said.adDuration = duration;
    said.liveZeroMs = 0;
  } else if (duration === Infinity && (said.liveAt || !away)) said.liveAt = at;
  const { liveAt } = said;
  const own = sift('', { playhead: attempt('playhead', playhead, player, warn) }, OWN_PLAYHEAD, warn).playhead;
  return {
    at,
    source: isAd ? '' : identity(player),
    mediaTime,
    playhead: (own as number | undefined) ?? (liveAt ? livePlayhead(player, mediaTime, at, said) : mediaTime),
    duration: liveAt ? Infinity : away && duration === said.adDuration ? NaN : duration,
    rate: player.playbackRate() ?? 1,
    paused: player.paused(),
    seeking: away || player.seeking(),
    awaitsAds: !away && !!player.ads?.isWaitingForAdBreak?.(),
    ended: player.ended() && !away,
    loop: !!player.loop(),
    chapters: readChapters(player, chapters, warn),
    states: [...readStates(player, states, focused, warn), ...said.states],
    timed: !!qoe,
    quality: { ...(qoe && readQuality(player, warn, qoe)), ...said.quality },
  };
}
