import { Detail } from './detail';
import { arrange, make, set, write } from './dom';
import { DrawnRow } from './drawn-row';
import type { Row } from './row';

/** px, as in the style sheet. */
export const ROW_HEIGHT = 32;
/** Rows that are there beyond the edges of what is seen. */
const BEYOND = 6;
/** Rows that a page key goes. */
const PAGE = 10;

/**
 * The list of events, oldest first. Only what is seen of it is in the document, so that a long session costs no more than a
 * short one. One row can be open. Follows the end for as long as it is scrolled to it.
 */
export class List {
  readonly element = make('div', { class: 'list' });
  private readonly _grid = make('div', { role: 'grid', 'aria-label': 'Events' });
  private readonly _body = make('div', { role: 'rowgroup', class: 'rows' });
  private readonly _detail = new Detail();
  private readonly _drawn = new Map<Row, DrawnRow>();
  private readonly _empty = make('p', { class: 'empty' });
  private _rows: readonly Row[] = [];
  private _places = new Map<Row, number>();
  /** The one that keys move from. */
  private _active: Row | undefined;
  private _openRow: Row | undefined;
  private _detailHeight = 0;
  private _follows = true;

  /** @param _changed another row is open, or none */
  constructor(private readonly _changed: () => void) {
    const head = ['Time', 'Event', 'Playhead', 'State', 'Took'].map((name) =>
      make('span', { role: 'columnheader' }, name),
    );
    const heading = make('div', { role: 'row', class: 'head', 'aria-rowindex': 1 }, ...head);
    this._grid.append(make('div', { role: 'rowgroup', class: 'top' }, heading), this._body);
    this.element.append(this._grid, this._empty);
    this.element.addEventListener('scroll', () => this._scrolled());
    this._body.addEventListener('keydown', (event) => this._key(event));
    this._body.addEventListener('focusin', ({ target }) => this._focused(target as Element));
  }

  /** The open row. */
  get open(): Row | undefined {
    return this._openRow;
  }

  /** @param rows those to show, in order @param none what to say if there are none */
  show(rows: readonly Row[], none: string): void {
    this._rows = rows;
    this._places = new Map(rows.map((row, index) => [row, index]));
    if (this._openRow && !this._places.has(this._openRow)) this._toggle(this._openRow);
    if (!this._active || !this._places.has(this._active)) this._active = rows[rows.length - 1];
    write(this._empty, rows.length ? '' : none);
    set(this._grid, { 'aria-rowcount': rows.length + 1 });
    this._refill();
    this._draw();
    if (this._follows) this.element.scrollTop = this.element.scrollHeight;
    this._draw();
  }

  /** Opens a row and brings it into view. */
  reveal(row: Row): void {
    if (!this._places.has(row)) return;
    if (this._openRow !== row) this._toggle(row);
    this._activate(row, false);
  }

  private _scrolled(): void {
    const { scrollTop, clientHeight, scrollHeight } = this.element;
    this._follows = scrollHeight - scrollTop - clientHeight < ROW_HEIGHT;
    this._draw();
  }

  private _placeOf(row: Row): number {
    return this._places.get(row) ?? 0;
  }

  private _top(place: number): number {
    const open = this._openRow && this._places.get(this._openRow);
    return place * ROW_HEIGHT + (open !== undefined && place > open ? this._detailHeight : 0);
  }

  private _draw(): void {
    const { scrollTop, clientHeight } = this.element;
    const from = Math.max(0, Math.floor((scrollTop - this._detailHeight) / ROW_HEIGHT) - BEYOND);
    const to = Math.ceil((scrollTop + clientHeight) / ROW_HEIGHT) + BEYOND;
    const wanted = new Set(this._rows.slice(from, to));
    // Focus must not fall out of the document.
    for (const row of [this._active, this._openRow]) if (row && this._places.has(row)) wanted.add(row);
    const free: DrawnRow[] = [];
    for (const [row, drawn] of this._drawn)
      if (!wanted.has(row)) {
        free.push(drawn);
        this._drawn.delete(row);
      }
    const rows = [...wanted].sort((one, other) => this._placeOf(one) - this._placeOf(other));
    // Read and tabbed through in their order.
    const shown = rows.flatMap((row) => {
      const { element } = this._show(row, free);
      return row === this._openRow ? [element, this._detail.element] : element;
    });
    arrange(this._body, shown);
    this._body.style.height = `${this._rows.length * ROW_HEIGHT + this._detailHeight}px`;
  }

  private _show(row: Row, free: DrawnRow[]): DrawnRow {
    const drawn = this._drawn.get(row) ?? free.pop() ?? new DrawnRow((chosen) => this._chosen(chosen));
    this._drawn.set(row, drawn);
    const place = this._placeOf(row);
    const [isOpen, isActive] = [row === this._openRow, row === this._active];
    drawn.show(row, { place, top: this._top(place), isOpen, isActive });
    return drawn;
  }

  private _chosen(row: Row): void {
    this._active = row;
    this._toggle(row);
  }

  private _toggle(row: Row): void {
    this._openRow = this._openRow === row ? undefined : row;
    this._refill();
    this._draw();
    this._changed();
  }

  /** Writes the open row's detail, and measures it. */
  private _refill(): void {
    const row = this._openRow;
    const { element } = this._detail;
    if (row) {
      this._detail.show(row);
      if (!element.isConnected) this._body.append(element);
      element.style.transform = `translateY(${(this._placeOf(row) + 1) * ROW_HEIGHT}px)`;
    } else element.remove();
    this._detailHeight = row ? element.offsetHeight : 0;
  }

  private _key(event: KeyboardEvent): void {
    // Keys in an open row's detail are its own.
    if (this._detail.element.contains(event.target as Node)) return;
    const at = (this._active && this._places.get(this._active)) ?? 0;
    const steps: Record<string, number> = { ArrowUp: -1, ArrowDown: 1, PageUp: -PAGE, PageDown: PAGE };
    const ends: Record<string, number> = { Home: 0, End: this._rows.length - 1 };
    const step = steps[event.key];
    const next = step === undefined ? ends[event.key] : at + step;
    if (next === undefined) return;
    event.preventDefault();
    const row = this._rows[Math.max(0, Math.min(this._rows.length - 1, next))];
    if (row) this._activate(row, true);
  }

  private _focused(target: Element): void {
    for (const [row, { toggle }] of this._drawn) if (toggle === target) this._active = row;
  }

  private _activate(row: Row, focus: boolean): void {
    this._active = row;
    const top = this._top(this._placeOf(row));
    const bottom = top + ROW_HEIGHT + (row === this._openRow ? this._detailHeight : 0);
    const { element } = this;
    const head = ROW_HEIGHT;
    if (top < element.scrollTop) element.scrollTop = top;
    else if (bottom + head > element.scrollTop + element.clientHeight)
      element.scrollTop = Math.min(top, bottom + head - element.clientHeight);
    this._follows = false;
    this._draw();
    if (focus) this._drawn.get(row)?.toggle.focus({ preventScroll: true });
  }
}
