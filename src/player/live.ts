import type { HostPlayer } from './host';
import type { Said } from './probe';
import { segmentAt } from './segments';

const DAY_SECONDS = 86_400;
/** The edge of a stream that goes on is never so far behind now, ms. */
const STALLED_MS = 30_000;

/**
 * The live playhead: second of the UTC day of what is on screen (API section "Event body").
 * @param mediaTime position in the media, in seconds
 * @param at now, ms since the epoch
 * @param said when its end was the live edge: now, or where it has ended since, then
 */
export function livePlayhead(player: HostPlayer, mediaTime: number, at: number, said: Said): number {
  // What video.js's HLS engine knows of the segment; Safari plays HLS itself, and knows the date of its time zero.
  const { startTime = 0, value } = segmentAt(player, mediaTime) ?? {};
  const date = value?.programDateTime ?? value?.dateTimeObject?.getTime();
  const zeroMs = date ? date - startTime * 1000 : player.tech(true)?.el?.().getStartDate?.().getTime();
  const seekable = player.seekable();
  const edge = seekable.end(seekable.length - 1);
  // Without dates in the stream the live edge is now. One without an end, such as a radio's, may say Infinity.
  const edgeSeconds = Math.max(edge < Infinity ? edge : 0, mediaTime);
  const freshMs = Number(said.liveAt) - edgeSeconds * 1000;
  const { liveZeroMs: before, liveEdge } = said;
  if (said.liveAt === at) {
    // The edge goes on only when the player hears of more, and not at all where it never does: the freshest says most,
    // unless the stream itself has stood still meanwhile.
    const hasStalled = freshMs - Number(before) > STALLED_MS && edgeSeconds > mediaTime && edgeSeconds !== liveEdge;
    said.liveZeroMs = before && !hasStalled ? Math.min(before, freshMs) : freshMs;
    said.liveEdge = edgeSeconds;
  }
  return ((zeroMs || said.liveZeroMs || freshMs) / 1000 + mediaTime) % DAY_SECONDS;
}
