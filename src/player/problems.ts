/** More different problems than this are not kept: a callback could put anything into its message. */
const MAX_PROBLEMS = 100;

/** What went wrong so far: each thing is logged once, and kept for `status`. */
export class Problems {
  private readonly _known = new Set<string>();

  constructor(private readonly _log: (message: string) => void) {}

  get list(): string[] {
    return [...this._known];
  }

  readonly tell = (message: string, log = this._log): void => {
    if (this._known.has(message) || this._known.size >= MAX_PROBLEMS) return;
    this._known.add(message);
    log(message);
  };
}
