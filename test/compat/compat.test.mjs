import { after, describe } from 'node:test';
import { closeBrowsers } from '../e2e/support/browsers.mjs';
import { examplesSuite } from './suites/examples.mjs';
import { packageSuite } from './suites/package.mjs';
import { playSuite } from './suites/play.mjs';
import { typesSuite } from './suites/types.mjs';

// One file, so that the plugin is packed once, and browsers are started once. While these watch, compilers compile.
describe('compatibility', { concurrency: true }, () => {
  after(closeBrowsers);
  packageSuite();
  typesSuite();
  playSuite();
  examplesSuite();
});
