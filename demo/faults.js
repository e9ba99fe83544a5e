import { find } from './dom.js';

/** @import { Collector } from './collector.js' */

/** @type {Record<string, (value: number) => string>} */
const shown = { s: (value) => `${(value / 1000).toFixed(1)} s`, '%': (value) => `${Math.round(value * 100)} %` };

/** @param {HTMLInputElement | HTMLSelectElement} control */
const valueOf = (control) =>
  control.type === 'checkbox' ? /** @type {HTMLInputElement} */ (control).checked : Number(control.value);

/** The panel that breaks the server: shows its switches as they are, and sets them. */
export class FaultPanel {
  #form = /** @type {HTMLFormElement} */ (find('#faults'));
  /** @type {(HTMLInputElement | HTMLSelectElement)[]} */
  #controls = [...this.#form.querySelectorAll('[data-fault]')].map(
    (control) => /** @type {HTMLInputElement} */ (control),
  );
  /** Changed here and not yet sent. @type {Record<string, unknown>} */
  #unsent = {};
  #timer = 0;
  #changedAt = 0;
  #there = true;
  #held = false;

  /**
   * @param {Collector} collector
   * @param {{ sessionId: () => string | undefined, initial: Record<string, unknown> }} page
   */
  constructor(collector, page) {
    this.collector = collector;
    this.page = page;
    this.#form.addEventListener('submit', (event) => event.preventDefault());
    for (const control of this.#controls) control.addEventListener('input', () => this.#change(control));
    for (const button of this.#form.querySelectorAll('[data-action]')) {
      button.addEventListener('click', () => this.#act(button.getAttribute('data-action')));
    }
    this.#label();
  }

  /** @param {boolean} there */
  enable(there) {
    this.#there = there;
    this.#usable();
  }

  /** A scenario has the server. @param {boolean} held */
  hold(held) {
    this.#held = held;
    this.#usable();
  }

  #usable() {
    this.#form.classList.toggle('off', !this.#there);
    const disabled = this.#held || !this.#there;
    for (const element of this.#form.elements) /** @type {HTMLInputElement} */ (element).disabled = disabled;
  }

  /** @param {Record<string, any>} settings */
  show(settings) {
    // What is being dragged must not jump back to what the server was told a moment ago.
    if (Date.now() - this.#changedAt < 600) return;
    for (const control of this.#controls) {
      const value = settings[control.dataset['fault'] ?? ''];
      if (control.type === 'checkbox') /** @type {HTMLInputElement} */ (control).checked = value;
      else control.value = String(value);
    }
    this.#label();
  }

  /** @param {HTMLInputElement | HTMLSelectElement} control */
  #change(control) {
    const name = control.dataset['fault'] ?? '';
    this.#unsent[name] = valueOf(control);
    if (name.startsWith('error')) this.#unsent['sessionsErrorRate'] = this.#sessionsErrorRate();
    this.#changedAt = Date.now();
    this.#label();
    if (!this.#timer) this.#timer = window.setTimeout(() => this.#send(), 100);
  }

  /** A backend that is ill refuses sessions too; a 4xx is about one event. */
  #sessionsErrorRate() {
    const [status, rate] = ['errorStatus', 'errorRate'].map((name) =>
      Number(this.#controls.find(({ dataset }) => dataset['fault'] === name)?.value),
    );
    return Number(status) >= 429 ? rate : 0;
  }

  #send() {
    this.#timer = 0;
    void this.collector.setFaults(this.#unsent);
    this.#unsent = {};
  }

  /** @param {string | null} action */
  async #act(action) {
    this.#changedAt = 0;
    const sessionId = this.page.sessionId();
    if (action === 'close' && sessionId) await this.collector.closeSession(sessionId);
    if (action === 'forget') await this.collector.forget();
    if (action !== 'reset') return;
    await this.collector.reset();
    await this.collector.setFaults(this.page.initial);
  }

  #label() {
    for (const control of this.#controls) {
      const format = shown[control.dataset['unit'] ?? ''];
      const output = control.closest('label')?.querySelector('output');
      if (!format || !output) continue;
      output.value = format(Number(control.value));
      control.setAttribute('aria-valuetext', output.value);
      control.classList.toggle('set', Number(control.value) > 0);
    }
  }
}
