import { spawn, spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/**
 * The unit tests in WebKitGTK, whose media and page rules are those of Safari's engine. Not a part of `npm test`: it wants
 * packages that are large, and installs none. Debian's are `webkit2gtk-driver`, `xvfb`, `gstreamer1.0-plugins-good` and
 * `gstreamer1.0-libav`. `WEBKIT_BIN` names another MiniBrowser.
 */

/** A browser that hangs must fail. */
const longestRunMs = 5 * 60_000;

/** Where Linux distributions put it. */
const libraries = ['/usr/lib/x86_64-linux-gnu', '/usr/lib/aarch64-linux-gnu', '/usr/lib', '/usr/lib64', '/usr/libexec'];

function findMiniBrowser() {
  const inLibraries = libraries
    .filter((folder) => existsSync(folder))
    .flatMap((folder) => readdirSync(folder).map((name) => join(folder, name)))
    .filter((folder) => /\/webkit2?gtk-\d[^/]*$/.test(folder))
    .map((folder) => join(folder, 'MiniBrowser'));
  return [process.env.WEBKIT_BIN ?? '', ...inLibraries].find((file) => file && existsSync(file));
}

/** Starts a screen that nobody sees. @returns {Promise<{ display: string, stop: () => void }>} */
function startScreen() {
  return new Promise((resolve, reject) => {
    const args = ['-displayfd', '1', '-screen', '0', '1280x900x24', '-nolisten', 'tcp'];
    const xvfb = spawn('Xvfb', args, { stdio: ['ignore', 'pipe', 'ignore'] });
    xvfb.once('error', reject);
    xvfb.once('exit', (code) => reject(new Error(`Xvfb ended with ${code}`)));
    xvfb.stdout.once('data', (number) => resolve({ display: `:${String(number).trim()}`, stop: () => xvfb.kill() }));
  });
}

const miniBrowser = findMiniBrowser();
const xvfb = spawnSync('which', ['Xvfb']).status === 0;
if (!miniBrowser || !xvfb) {
  const missing = [...(miniBrowser ? [] : ['MiniBrowser of WebKitGTK']), ...(xvfb ? [] : ['Xvfb'])].join(' and ');
  console.log(`Skipped: there is no ${missing} here. On Debian: apt-get install webkit2gtk-driver xvfb`);
  process.exit();
}

const profile = mkdtempSync(join(tmpdir(), 'webkit-'));
const screen = await startScreen();
try {
  const env = {
    ...process.env,
    WEBKIT_BIN: miniBrowser,
    DISPLAY: screen.display,
    GDK_BACKEND: 'x11',
    HOME: profile,
    XDG_RUNTIME_DIR: profile,
    // There is no graphics card to draw with.
    LIBGL_ALWAYS_SOFTWARE: '1',
    WEBKIT_DISABLE_COMPOSITING_MODE: '1',
    NO_AT_BRIDGE: '1',
  };
  const run = (/** @type {string[]} */ ...args) =>
    spawnSync(process.execPath, args, { env, stdio: 'inherit', timeout: longestRunMs }).status ?? 1;
  process.exitCode =
    run('node_modules/rollup/dist/bin/rollup', '-c', '--silent', '--configTest') ||
    run('node_modules/karma/bin/karma', 'start', 'karma.webkit.conf.cjs', '--single-run', ...process.argv.slice(2));
} finally {
  screen.stop();
  rmSync(profile, { recursive: true, force: true });
}
