import { find } from './dom.js';

/** @import { Stage } from './stage.js' */

const starvedBps = 40_000;
const scrubSteps = 12;
const scrubStepMs = 80;

/** What a hand on the seek bar does: many seeks, one intent. @param {any} player */
async function scrub(player) {
  const from = player.currentTime();
  const length = player.duration() || 0;
  for (let step = 1; step <= scrubSteps; step++) {
    player.currentTime((from + (step / scrubSteps) * length * 0.4) % (length * 0.95));
    await new Promise((resolve) => setTimeout(resolve, scrubStepMs));
  }
}

/** The page's own server can starve the player; another one may not know how. @param {HTMLInputElement} slow */
async function addStarving(slow) {
  const answer = await fetch('/media-throttle');
  const { bps } = answer.ok ? await answer.json() : { bps: undefined };
  slow.disabled = bps === undefined;
  slow.checked = bps > 0;
  slow.addEventListener('change', () => {
    const body = JSON.stringify({ bps: slow.checked ? starvedBps : 0 });
    void fetch('/media-throttle', { method: 'PUT', headers: { 'Content-Type': 'application/json' }, body });
  });
}

/** @param {Stage} stage @param {{ disposed: () => void, rebuild: () => void }} page */
export function addHelpers(stage, { disposed, rebuild }) {
  const consent = /** @type {HTMLInputElement} */ (find('#consent'));
  const dispose = find('#dispose');
  const scrubButton = /** @type {HTMLButtonElement} */ (find('#scrub'));
  const page = /** @type {any} */ (window);

  const inspect = /** @type {HTMLButtonElement} */ (find('#inspect'));

  inspect.addEventListener('click', () => page.tracking.inspector());
  scrubButton.addEventListener('click', () => scrub(stage.player));
  void addStarving(/** @type {HTMLInputElement} */ (find('#starve')));
  consent.addEventListener('change', () => page.tracking.setConsent(consent.checked ? 'in' : 'out'));
  consent.checked = page.tracking.status.consent === 'in';
  dispose.addEventListener('click', () => {
    if (stage.player) {
      stage.dispose();
      disposed();
    } else rebuild();
    const there = Boolean(stage.player);
    dispose.textContent = there ? 'Dispose player' : 'New player';
    for (const control of [scrubButton, inspect, consent]) control.disabled = !there;
    consent.checked = there && page.tracking.status.consent === 'in';
  });
}
