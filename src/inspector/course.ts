import { beginSequence, nextInSequence, type Sequence } from '../../demo/server/sequence-warnings.mjs';
import type { MediaEvent } from '../index';
import type { Finding } from './findings';

interface Body {
  readonly eventType: string;
  readonly params?: Readonly<Record<string, unknown>>;
}

const PLAYBACK = ['play', 'pauseStart', 'bufferStart'];
const TURNS = [...PLAYBACK, 'adBreakStart', 'adStart', 'adBreakComplete', 'sessionStart', 'sessionEnd'];

/** The order of one player's events: what the backend takes, and reports wrongly. */
export class Course {
  private _sequence: Sequence | undefined;
  private _start = 0;
  private _turn = '';

  /** The next in the order of happening. */
  next({ id, type }: MediaEvent, body: Body): Finding[] {
    if (type === 'sessionStart') {
      this._start = id;
      this._sequence = undefined;
      this.described(id, body);
    }
    const before = this._turn;
    if (TURNS.includes(type)) this._turn = type;
    // Of a viewing that began before anybody looked on, it is not known what is open.
    const wrong = this._sequence ? nextInSequence(this._sequence, body) : [];
    return [
      ...wrong.map((message): Finding => ({ level: 'wrong', message, section: 'Event types' })),
      ...(PLAYBACK.includes(type) && before === type ? [repeated(type)] : []),
    ];
  }

  /** The `sessionStart` is known whole: only now the content's length is. */
  described(id: number, { params = {} }: Body): void {
    if (id !== this._start) return;
    const begun = beginSequence({ params });
    this._sequence ??= begun;
    // A missing length is told by itself; every playhead would lie behind it.
    this._sequence.limit = begun.limit || Infinity;
  }
}

const repeated = (type: string): Finding => ({
  level: 'note',
  message: `${type} follows on ${type}${type === 'pauseStart' ? ': counted as another pause' : ''}`,
  section: 'Event types',
});
