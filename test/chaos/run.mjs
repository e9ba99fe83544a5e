import { scriptOf } from './script.mjs';
import { trial } from './trial.mjs';

/**
 * @import { Page } from 'puppeteer-core'
 * @import { BrowserName } from '../e2e/support/browsers.mjs'
 * @import { Step } from './script.mjs'
 * @import { Trial } from './trial.mjs'
 */

const length = 26;

/** Does what a script says: in the page that is seen, which is opened anew where there is none, and another tab behind it. */
class Viewer {
  /** @type {Page | undefined} */
  page;
  /** @type {Page | undefined} */
  tab;

  /** @param {Trial} trial */
  constructor(trial) {
    this.trial = trial;
  }

  /** @param {Pick<Step, 'action' | 'to'>} step */
  async does({ action, to }) {
    const { trial } = this;
    const page = (this.page ??= await trial.open());
    const run = (/** @type {string} */ code) => page.evaluate(`(() => { ${code} })()`);
    switch (action) {
      case 'pause':
        return run('player.pause()');
      case 'play':
        return run('player.play()?.catch(() => {})');
      case 'seek':
        return run(`player.currentTime(${to})`);
      case 'end':
        return run(`player.currentTime(player.duration() - 0.4); player.play()?.catch(() => {})`);
      case 'hide':
        return trial.hides(page);
      case 'consent':
        return trial.withdraws(page);
      case 'dispose':
        // Its page stays, and tells what is left.
        this.page = undefined;
        return run('player.dispose()');
      case 'error':
        return run(`tracking.reportError('chaos')`);
      case 'reload':
        return trial.reload(page);
      case 'close':
        this.page = undefined;
        return trial.close(page);
      case 'away':
        return trial.goesAndComesBack(page);
      case 'tab':
        if (this.tab) await trial.close(this.tab);
        this.tab = page;
        this.page = undefined;
        return undefined;
      case 'crash':
        if (trial.name !== 'Chromium') return undefined;
        this.page = undefined;
        return trial.crash(page);
      default:
        return undefined;
    }
  }
}

/** @param {Trial} trial @param {Step[]} steps */
async function lives(trial, steps) {
  const { server } = trial;
  const viewer = new Viewer(trial);
  let down = false;
  await viewer.does({ action: 'play', to: 0 });
  for (const step of steps) {
    if (step.faults) server.faults.set(step.faults);
    if (step.forget) server.forgetSessions();
    if (step.down !== down) await (step.down ? server.stopListening() : server.startListening());
    down = step.down;
    await viewer.does(step);
    await new Promise((go) => setTimeout(go, step.waitMs));
  }
}

/**
 * One seeded run, and what came of it.
 * @param {number} seed
 * @param {BrowserName} name
 */
export const runChaos = (seed, name) =>
  trial(
    name,
    async (trial) => {
      await lives(trial, scriptOf(seed, length));
      return { ...(await trial.verdict()), server: trial.server };
    },
    { seed },
  );
