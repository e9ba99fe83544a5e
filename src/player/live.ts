import type { HostPlayer } from './host';
import { segmentAt } from './segments';

const DAY_SECONDS = 86_400;

/** Program date time of what HLS shows at `mediaTime`, in ms since the epoch, if the stream has it. */
function segmentDate(player: HostPlayer, mediaTime: number): number | undefined {
  const { startTime = 0, value } = segmentAt(player, mediaTime) ?? {};
  const date = value?.programDateTime ?? value?.dateTimeObject?.getTime();
  return date && date + (mediaTime - startTime) * 1000;
}

/** Safari plays HLS itself and knows the date of its time zero. */
function nativeDate(player: HostPlayer, mediaTime: number): number | undefined {
  const startDate = player.tech(true)?.el?.().getStartDate?.();
  return startDate && startDate.getTime() + mediaTime * 1000;
}

/** Without dates in the stream: now, less the distance to the live edge. */
function edgeDate(player: HostPlayer, mediaTime: number, at: number): number {
  const seekable = player.seekable();
  const edge = seekable.end(seekable.length - 1);
  // A stream without an end, such as a radio's, may say Infinity.
  return edge < Infinity ? at - Math.max(0, edge - mediaTime) * 1000 : at;
}

/** The live playhead: second of the UTC day of what is on screen (API section "Event body"). */
export function livePlayhead(player: HostPlayer, mediaTime: number, at: number): number {
  const dateMs = segmentDate(player, mediaTime) || nativeDate(player, mediaTime) || edgeDate(player, mediaTime, at);
  return (dateMs / 1000) % DAY_SECONDS;
}
