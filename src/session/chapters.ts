import type { Chapter, Emit, Extra, Reading } from '../model';

/** A chapter is begun this much before its start, in s: a seek to its start may land a little before. */
const EARLY_SECONDS = 0.05;

/** A chapter in its place: the index counts from 1. */
type PlacedChapter = Chapter & { readonly index: number };

/** What `chapterStart` tells of a chapter (API section "Parameters"). */
export const describeChapter = ({ index, start, end, title, customMetadata }: PlacedChapter): Extra => ({
  params: {
    media: {
      chapter: { index, offset: start, length: end - start, friendlyName: title || undefined },
    },
  },
  ...(customMetadata && { customMetadata }),
});

/** The chapter at a position: the last one begun, unless that is over. */
function chapterAt(chapters: readonly Chapter[], position: number): PlacedChapter | undefined {
  const begun = chapters.filter(({ start }) => start <= position).sort((a, b) => b.start - a.start);
  const [chapter] = begun;
  return chapter && position < chapter.end ? { ...chapter, index: begun.length } : undefined;
}

/** Chapters follow the content that is on screen, not the player's cues: those fire in the middle of a scrub too. */
export class Chapters {
  private _open: PlacedChapter | undefined;
  /** Content was on screen up to here, in s; NaN after a jump. */
  private _from = NaN;

  constructor(private readonly _emit: Emit) {}

  /** The position is about to be another, by no playing. */
  jump(): void {
    this._from = NaN;
  }

  /** Content is on screen, as read; what was passed on the way here happened when it was passed. */
  move({ chapters, mediaTime, rate, at, playhead }: Reading): void {
    const { _open: open, _from: from } = this;
    const next = chapterAt(chapters, mediaTime + EARLY_SECONDS);
    this._open = next;
    this._from = mediaTime;
    const boundary = next?.start ?? open?.end;
    if (boundary === undefined || open?.start === next?.start) return;
    const ago = boundary > from ? Math.max(0, mediaTime - boundary) : 0;
    const passedAt = at - (ago / (rate || 1)) * 1000;
    if (open) this._emit(from >= 0 ? 'chapterComplete' : 'chapterSkip', passedAt, playhead - ago);
    if (next) this._emit('chapterStart', passedAt, playhead - ago, describeChapter(next));
  }
}
