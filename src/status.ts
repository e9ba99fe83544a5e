import type { Consent } from './model';
import type { Counts } from './queue/delivery';
import type { QueueReport } from './queue/ports';

/** A plain snapshot of what the plugin is doing. */
export interface Status extends Counts {
  /** Undefined while the options are wrong and nobody has said. */
  consent: Consent | undefined;
  /**
   * The latest session: `opening` until the backend has named it, then `open`; `none` before the first
   * and after its last event is through.
   */
  session: {
    /** As the backend has named it. */
    id: string | undefined;
    /** Where it is in its life. */
    state: 'none' | 'opening' | 'open';
  };
  /** What went wrong so far, each told once in the log too. */
  problems: string[];
}

/** What listeners on the instance are told, by event name: `tracking.on(name, (event, detail) => …)`. */
export interface MediaTrackingEvents extends QueueReport {
  /** The options are wrong and change nothing. */
  invalid: {
    /** One sentence for each: path, what was expected, what came. */
    problems: string[];
  };
}
