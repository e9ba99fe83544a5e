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

/** Downloads that have begun are slowed too; what is buffered plays on. @param {boolean} slow */
async function starve(slow) {
  const body = JSON.stringify({ bps: slow ? starvedBps : 0 });
  await fetch('/media-throttle', { method: 'PUT', headers: { 'Content-Type': 'application/json' }, body });
}

/** @param {Stage} stage @param {{ disposed: () => void, rebuild: () => void }} page */
export function addHelpers(stage, { disposed, rebuild }) {
  const consent = /** @type {HTMLInputElement} */ (find('#consent'));
  const slow = /** @type {HTMLInputElement} */ (find('#starve'));
  const dispose = find('#dispose');
  const scrubButton = /** @type {HTMLButtonElement} */ (find('#scrub'));
  const page = /** @type {any} */ (window);

  scrubButton.addEventListener('click', () => scrub(stage.player));
  slow.addEventListener('change', () => starve(slow.checked));
  consent.addEventListener('change', () => page.tracking.setConsent(consent.checked ? 'in' : 'out'));
  consent.checked = page.tracking.status.consent === 'in';
  dispose.addEventListener('click', () => {
    if (stage.player) {
      stage.dispose();
      disposed();
    } else rebuild();
    const there = Boolean(stage.player);
    dispose.textContent = there ? 'Dispose player' : 'New player';
    for (const control of [scrubButton, consent]) control.disabled = !there;
    consent.checked = there && page.tracking.status.consent === 'in';
  });
}
