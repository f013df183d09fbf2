import { execFileSync, spawnSync } from 'node:child_process';
import { accessSync, constants, existsSync, mkdirSync } from 'node:fs';
import { homedir, tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { unpackedChromium } from './unpacked-chromium.mjs';

/** Same flags everywhere, so that a test sees the same browser whoever started it. No traffic but the tests' own. */
const ARGS = [
  '--no-sandbox', // root has no sandbox, and the tests load nothing but their own pages
  '--disable-gpu',
  '--disable-quic',
  '--disable-dev-shm-usage',
  '--no-first-run',
  '--no-default-browser-check',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
];

const NAMES = ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable', 'chrome'];
const MAC = '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome';

const say = (text) => process.stderr.write(`browser: ${text}\n`);

/** A name in the path is not enough: Ubuntu ships a stub that only asks for snap. */
const runs = (executablePath, env) =>
  spawnSync(executablePath, ['--version', '--no-sandbox'], { env, timeout: 30_000, stdio: 'ignore' }).status === 0;

function installed(env) {
  const folders = (process.env.PATH ?? '').split(delimiter);
  const candidates = [...NAMES.flatMap((name) => folders.map((folder) => join(folder, name))), MAC];
  return candidates.find((path) => existsSync(path) && runs(path, env));
}

function installWithApt() {
  if (process.getuid?.() !== 0 || !existsSync('/usr/bin/apt-get')) return;
  say('none found, installing Debian package chromium');
  const options = { stdio: 'ignore', timeout: 600_000, env: { ...process.env, DEBIAN_FRONTEND: 'noninteractive' } };
  try {
    execFileSync('apt-get', ['update'], options);
    execFileSync('apt-get', ['install', '-y', '--no-install-recommends', 'chromium'], options);
  } catch {
    say('apt-get could not install it');
  }
}

/** Chromium writes to its home (certificates, crash reports) and stops when it cannot. */
function environment() {
  const env = { ...process.env };
  try {
    accessSync(homedir(), constants.W_OK);
  } catch {
    env.HOME = env.XDG_CONFIG_HOME = env.XDG_CACHE_HOME = join(tmpdir(), `earshot-home-${process.getuid?.()}`);
    mkdirSync(env.HOME, { recursive: true });
  }
  return env;
}

/** @type {Promise<{executablePath: string, args: string[], env: Record<string, string>}> | undefined} */
let found;

/**
 * Finds a Chromium to test with: `$CHROME_PATH`, the system's, Debian's package (as root), else the one that the
 * devDependency @sparticuz/chromium carries. Rejects when none of them runs. Asked again, it gives the same answer.
 */
export function findChromium() {
  found ??= (async () => {
    const env = environment();
    const wish = process.env.CHROME_PATH;
    if (wish) {
      if (!runs(wish, env)) throw new Error(`CHROME_PATH=${wish} does not run. Give the path of a Chromium or Chrome.`);
      return { executablePath: wish, args: ARGS, env };
    }
    let executablePath = installed(env);
    if (!executablePath) {
      installWithApt();
      executablePath = installed(env);
    }
    if (executablePath) return { executablePath, args: ARGS, env };
    const own = await unpackedChromium(say);
    const ownEnv = { ...env, ...own.env };
    if (!runs(own.executablePath, ownEnv)) {
      throw new Error(
        'No Chromium runs here. Install one (for example `apt-get install chromium`) or set CHROME_PATH to one.',
      );
    }
    return { executablePath: own.executablePath, args: [...ARGS, ...own.args], env: ownEnv };
  })();
  return found;
}
