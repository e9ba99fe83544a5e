import { after, describe, it } from 'node:test';
import { createCollectionServer } from '../../demo/server/collection-server.mjs';
import { createDemoServer } from '../../demo/server/demo-server.mjs';
import { browser, browserNames, closeBrowsers, hereOf } from './support/browsers.mjs';
import { assertRules } from './support/rules.mjs';
import { Scene } from './support/scene.mjs';
import { isMineOf, usualSeconds } from './support/share.mjs';
import { isLoss, withSecondChance } from './support/second-chance.mjs';
import { installWitness } from './support/witness.mjs';

/**
 * @import { CollectionServerOptions } from '../../demo/server/collection-server.mjs'
 * @import { TestContext } from 'node:test'
 * @import { BrowserName } from './support/browsers.mjs'
 *
 * @typedef {object} How
 * @property {BrowserName[]} [browsers]  where not all of them can
 * @property {number} [seconds]  that it takes
 * @property {CollectionServerOptions} [server]
 */

/** A test that waits for ever must fail. */
const longestTestMs = 180_000;

/** @param {BrowserName} name @param {(scene: Scene) => Promise<void>} test @param {TestContext} context @param {CollectionServerOptions} options */
async function run(name, test, context, options) {
  const server = await createCollectionServer(options);
  const demo = await createDemoServer({ collectionUrl: server.url });
  const page = await (await browser(name)).newPage();
  const scene = new Scene(page, server, demo);
  try {
    await page.evaluateOnNewDocument(installWitness);
    await test(scene);
    await scene.assertUnharmed();
    assertRules(server, { inOrder: true, mistaken: scene.mistaken });
  } catch (error) {
    context.diagnostic(await scene.account());
    throw error;
  } finally {
    await page.close();
    await Promise.all([demo.close(), server.close()]);
  }
}

/**
 * A test of the demo page for every browser, in all of them at once: most of a test is watching. Whatever it is about, at its end the
 * page must have raised no error, the player must play on, and all that was sent must obey the API's rules.
 *
 * @param {string} name
 * @param {(scene: Scene) => Promise<void>} test
 * @param {How} [how]
 */
export function inEachBrowser(name, test, { browsers = browserNames, seconds = usualSeconds, server = {} } = {}) {
  const here = hereOf(browsers);
  if (!here.length || !isMineOf(seconds)) return;
  describe(name, { concurrency: true, timeout: longestTestMs }, () => {
    for (const each of here)
      it(each, (context) =>
        withSecondChance(
          context,
          () => run(each, test, context, server),
          (error) => !isLoss(error),
        ),
      );
  });
}

/**
 * A test of what is the same in every browser, since it is a matter of rules, of other plugins or of the server, and not of how media
 * plays: one browser is enough, the one that is quicker.
 *
 * @param {string} name
 * @param {(scene: Scene) => Promise<void>} test
 * @param {Omit<How, 'browsers'>} [how]
 */
export const inOneBrowser = (name, test, how) => inEachBrowser(name, test, { ...how, browsers: ['Chromium'] });

after(closeBrowsers);
