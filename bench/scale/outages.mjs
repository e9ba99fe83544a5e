/** The simulation begins so long before the outage, to know the steady load. */
export const LEAD_MS = 60_000;

/** How long it goes on afterwards, to see the last viewer through. */
const AFTERMATH_MS = 1_200_000;

/** @typedef {'refused' | 'hanging'} Kind  connections are refused at once, or nothing ever answers */

/** A backend that is down from 0 to `endMs`, for all viewers alike. */
export class Outage {
  /**
   * @param {number} seconds
   * @param {Kind} kind
   */
  constructor(seconds, kind) {
    this.seconds = seconds;
    this.kind = kind;
    this.endMs = seconds * 1000;
    /** When the simulation ends. */
    this.horizonMs = this.endMs + AFTERMATH_MS;
  }

  get name() {
    return `${this.seconds} s ${this.kind}`;
  }

  /** @param {number} at */
  reached(at) {
    return at >= 0 && at < this.endMs;
  }
}

/** @param {number[]} lengthsSeconds */
const ofBothKinds = (lengthsSeconds) =>
  lengthsSeconds.flatMap((seconds) => [new Outage(seconds, 'refused'), new Outage(seconds, 'hanging')]);

/** Those the constants are chosen for. */
export const outages = ofBothKinds([20, 300, 3600]);

/** Shorter, between and longer, to see that nothing bad hides there. */
export const otherOutages = ofBothKinds([2, 5, 10, 30, 60, 120, 900, 7200]);
