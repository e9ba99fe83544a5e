import { after, describe, it } from 'node:test';
import { createCollectionServer } from '../../demo/server/collection-server.mjs';
import { createDemoServer } from '../../demo/server/demo-server.mjs';
import { browser, browserNames, closeBrowsers } from './support/browsers.mjs';
import { assertRules } from './support/rules.mjs';
import { Scene } from './support/scene.mjs';
import { isMine } from './support/share.mjs';
import { withSecondChance } from './support/second-chance.mjs';
import { installWitness } from './support/witness.mjs';

/**
 * @import { CollectionServerOptions } from '../../demo/server/collection-server.mjs'
 * @import { TestContext } from 'node:test'
 * @import { BrowserName } from './support/browsers.mjs'
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
 * @param {BrowserName[]} [names]  where not all of them can
 * @param {CollectionServerOptions} [options]  of the collection server
 */
export function inEachBrowser(name, test, names = browserNames, options = {}) {
  if (!isMine()) return;
  describe(name, { concurrency: true, timeout: longestTestMs }, () => {
    for (const each of names) it(each, (context) => withSecondChance(context, () => run(each, test, context, options)));
  });
}

after(closeBrowsers);
