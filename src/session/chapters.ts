import type { Chapter, Extra, Moment } from '../model';
import { emit } from './session';
import type { Viewing } from './viewing';

/** A chapter is begun this much before its start, in s: a seek to its start may land a little before. */
const EARLY_SECONDS = 0.05;

/** A chapter in its place: the index counts from 1. */
type PlacedChapter = Chapter & { readonly index: number };

/** Chapters follow the content that is on screen, not the player's cues: those fire in the middle of a scrub too. */
export interface ChaptersState {
  /** The one that is on screen, as found. */
  _chapter?: PlacedChapter | undefined;
  /** What was told of it; a chapter told by hand is another. */
  _found?: Extra['params'];
  /** Content was on screen up to here, in s; NaN after a jump. */
  _from: number;
}

/** What `chapterStart` tells of a chapter (API section "Parameters"). */
export const describeChapter = ({ index, start, end, title, customMetadata }: PlacedChapter): Extra => ({
  params: {
    media: {
      chapter: { index, offset: start, length: end - start, friendlyName: title || undefined },
    },
  },
  customMetadata,
});

/** The chapter at a position: the last one begun, unless that is over. */
function chapterAt(chapters: readonly Chapter[], position: number): PlacedChapter | undefined {
  const begun = chapters.filter(({ start }) => start <= position).sort((a, b) => b.start - a.start);
  const [chapter] = begun;
  return chapter && position < chapter.end ? { ...chapter, index: begun.length } : undefined;
}

/** The open chapter is one that ends by itself. */
export const inFoundChapter = ({ _context, _found }: Viewing): boolean => _context.chapter?.params === _found;

/** Content is on screen; what was passed on the way here happened when it was passed. */
export function moveChapters(v: Viewing, { at, playhead }: Moment): void {
  const { _reading: r, _chapter: open, _from: from } = v;
  // It may be told late, when playback has gone on.
  const mediaTime = r.mediaTime - (r.playhead - playhead);
  const next = chapterAt(r.chapters, mediaTime + EARLY_SECONDS);
  v._chapter = next;
  v._from = mediaTime;
  if (open?.start === next?.start) return;
  const boundary = next?.start ?? open?.end ?? 0;
  const ago = boundary > from ? Math.max(0, mediaTime - boundary) : 0;
  const passed = { at: at - (ago / (r.rate || 1)) * 1000, playhead: playhead - ago };
  // It may also have gone from the list.
  const complete = from >= 0 && boundary <= mediaTime + EARLY_SECONDS;
  if (open && inFoundChapter(v)) emit(v, complete ? 'chapterComplete' : 'chapterSkip', passed);
  if (!next) return;
  const extra = describeChapter(next);
  v._found = extra.params;
  emit(v, 'chapterStart', passed, extra);
}
