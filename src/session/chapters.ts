import type { Chapter, Emit, EventType, Extra, Reading } from '../model';

/** A chapter is begun this much before its start, in s: a seek to its start may land a little before. */
const EARLY_SECONDS = 0.05;

/** A chapter in its place: the index counts from 1, and the end is known. */
type Placed = Chapter & { readonly index: number };

const rounded = (seconds: number): number => Math.round(seconds * 1000) / 1000;

/** What `chapterStart` tells of a chapter (API section "Parameters"). */
export const describeChapter = ({ index, start, end, title, customMetadata }: Placed): Extra => ({
  params: {
    media: {
      chapter: { index, offset: rounded(start), length: rounded(end - start), friendlyName: title || undefined },
    },
  },
  ...(customMetadata && { customMetadata }),
});

/** The chapter at a position: the last one begun, which lasts until its end, the next one's start or the content's end. */
export function chapterAt(chapters: readonly Chapter[], position: number, duration: number): Placed | undefined {
  const sorted = [...chapters].sort((a, b) => a.start - b.start);
  const index = sorted.filter(({ start }) => start <= position).length;
  const chapter = sorted[index - 1];
  if (!chapter) return undefined;
  const end = Math.min(chapter.end, sorted[index]?.start ?? Infinity, duration || Infinity);
  return position < end && end < Infinity ? { ...chapter, index, end } : undefined;
}

/** Chapters follow the content that is on screen, not the player's cues: those fire in the middle of a scrub too. */
export class Chapters {
  /** Told as begun, and not yet as ended. */
  open: Placed | undefined;
  /** Content was on screen up to here; NaN after a jump. */
  private _from = NaN;

  constructor(private readonly _tell: Emit) {}

  /** The position is about to be another, by no playing. */
  jump(): void {
    this._from = NaN;
  }

  /** Content is on screen. What did not happen on the way here happened at the given moment. */
  move(
    { chapters, mediaTime, duration, rate, at: now, playhead: position }: Reading,
    at: number,
    playhead: number,
  ): void {
    const near = mediaTime + EARLY_SECONDS;
    const next = chapterAt(chapters, near, duration);
    const { open, _from: from } = this;
    /** Tells it at the moment when a boundary was passed, which was up to a quarter of a second ago. */
    const tell = (boundary: number, type: EventType, extra?: Extra): void => {
      const ago = boundary > from ? Math.max(0, mediaTime - boundary) : NaN;
      if (ago >= 0) this._tell(type, now - (ago / (rate || 1)) * 1000, position - ago, extra);
      else this._tell(type, at, playhead, extra);
    };
    this._from = mediaTime;
    this.open = next;
    if (open?.start === next?.start) return;
    if (open) tell(open.end, from >= 0 && near >= open.end ? 'chapterComplete' : 'chapterSkip');
    if (next) tell(next.start, 'chapterStart', describeChapter(next));
  }
}
