import { beginOrder, isPlayback, nextInOrder, type Order } from '../../demo/server/sequence-warnings.mjs';
import type { Finding } from './findings';
import { parsed, type Row } from './row';

const TURNS = /^(ad(Break|Start)|session)/;

/** The order of one player's events: what the backend takes, and reports wrongly. */
export class Course {
  private _order: Order | undefined;
  private _turn = '';
  /** So many rows were judged. */
  private _judged = 0;

  /** The next row to be judged is this, or one before it: there, or of its session, something has changed. */
  rewind(rows: readonly Row[], at: number): void {
    if (at >= this._judged) return;
    let from = at;
    while (from > 0 && !begins(rows[from])) from--;
    this._judged = from;
    this._order = undefined;
    this._turn = '';
  }

  /** The first rows are no longer there. */
  forget(count: number): void {
    this._judged = Math.max(0, this._judged - count);
  }

  /** Judges the rows that were not yet. */
  judge(rows: readonly Row[], found: (row: Row, findings: Finding[]) => void): void {
    for (; this._judged < rows.length; this._judged++) {
      const row = rows[this._judged];
      if (row && !row.earlier) found(row, this._next(row));
    }
  }

  private _next(row: Row): Finding[] {
    const { type } = row.event;
    const body = parsed(row.event);
    if (begins(row)) {
      this._order = beginOrder({ params: body.params ?? {} });
      // A length that is missing, or not yet known, is told by itself; every playhead would lie behind it.
      this._order.limit ||= Infinity;
    }
    const before = this._turn;
    if (isPlayback(type) || TURNS.test(type)) this._turn = type;
    // Of a viewing that began before anybody looked on, it is not known what is open.
    const wrong = this._order ? nextInOrder(this._order, body) : [];
    return [
      ...wrong.map((message): Finding => ({ level: 'wrong', message, section: 'Event types' })),
      ...(isPlayback(type) && before === type ? [repeated(type)] : []),
    ];
  }
}

const begins = (row: Row | undefined): boolean => row?.event.type === 'sessionStart' && !row.earlier;

const repeated = (type: string): Finding => ({
  level: 'note',
  message: `${type} follows on ${type}${type === 'pauseStart' ? ': counted as another pause' : ''}`,
  section: 'Event types',
});
