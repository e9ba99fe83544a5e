import { createCollectionServer } from '../../../demo/server/collection-server.mjs';
import { browser } from '../../e2e/support/browsers.mjs';
import { installWitness } from '../../e2e/support/witness.mjs';
import { createSite } from './site.mjs';
import { installPolicyWitness } from './viewing.mjs';

/**
 * @import { Page } from 'puppeteer-core'
 * @import { BrowserName } from '../../e2e/support/browsers.mjs'
 * @import { CollectionServer } from '../../e2e/support/scene.mjs'
 *
 * @typedef {object} Setting
 * @property {BrowserName} name
 * @property {string} root  folder that is served
 * @property {string} [path]  of the page
 * @property {(collectionUrl: string) => string} [policy]  the site's Content-Security-Policy
 * @property {boolean} [routed]  whether all addresses that are no files show the first page
 */

/**
 * A page in a window of its own, the site it is from, and the server it reports to.
 *
 * @param {Setting} setting
 * @param {(page: Page, server: CollectionServer) => Promise<void>} act
 */
export async function onStage({ name, root, path = '', policy, routed = false }, act) {
  const server = await createCollectionServer();
  const site = await createSite(root, {
    collectionUrl: server.url,
    ...(policy && { policy: policy(server.url) }),
    ...(routed && { fallback: 'index.html' }),
  });
  const profile = await (await browser(name)).createBrowserContext();
  try {
    const page = await profile.newPage();
    await page.evaluateOnNewDocument(installWitness);
    await page.evaluateOnNewDocument(installPolicyWitness);
    await page.goto(`${site.url}/${path}?collectionUrl=${server.url}`);
    await act(page, server);
  } finally {
    await profile.close().catch(() => {});
    await Promise.all([site.close(), server.close()]);
  }
}
