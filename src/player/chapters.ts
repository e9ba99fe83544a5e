import type { Chapter, Warn } from '../model';
import { sift } from '../options/check';
import { chapterTable } from '../options/values';
import type { HostPlayer } from './host';
import { last } from './segments';

const LONGEST_SECONDS = 86_400;

/** Chapters of a track that is loaded, or is loaded from now on. */
function fromTrack(player: HostPlayer): Chapter[] {
  // The one that video.js's own chapters button lists.
  const track = last(player.textTracks(), ({ kind }) => kind === 'chapters');
  // A disabled track is never loaded.
  if (track?.mode === 'disabled') track.mode = 'hidden';
  return Array.from(track?.cues ?? [], ({ startTime, endTime, text }) => ({
    start: startTime,
    // A cue may be without end, which JSON cannot say.
    end: Math.min(endTime, LONGEST_SECONDS),
    title: text,
  }));
}

/** Chapters of what is loaded: from the list on its source object, the option's list, or the player's track. */
export function readChapters(player: HostPlayer, wanted: boolean | readonly unknown[], warn: Warn): Chapter[] {
  if (!wanted) return [];
  const given: unknown = player.currentSource().mediaTracking?.chapters;
  // What is no list is told of with the rest of what is on the source.
  const own = Array.isArray(given);
  const list: unknown = own ? given : wanted;
  if (!Array.isArray(list)) return fromTrack(player);
  const path = own ? 'source.mediaTracking.chapters' : 'chapters';
  return list
    .map((chapter, index) => sift(`${path}[${index}]`, chapter, chapterTable(chapter), warn) as unknown as Chapter)
    .filter(({ start, end }) => end >= start);
}
