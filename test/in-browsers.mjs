/** All tests in browsers, so that a process that does its share of them starts its browser once. */
await import('./e2e/all.mjs');
await import('./delivery/all.mjs');
