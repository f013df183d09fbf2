import { existsSync, mkdirSync, mkdtempSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { basename, dirname, join } from 'node:path';
import { brotliDecompressSync } from 'node:zlib';

const root = join(import.meta.dirname ?? dirname(new URL(import.meta.url).pathname), '..', '..');

/** Plain files of a tar archive. Enough for the package's own archives, so that no tar program is needed. */
function* files(tar) {
  for (let at = 0; at + 512 <= tar.length; ) {
    const field = (from, length) => tar.toString('utf8', at + from, at + from + length).replace(/\0.*$/s, '');
    const name = field(0, 100);
    if (!name) return;
    const bytes = Number.parseInt(field(124, 12), 8) || 0;
    if (field(156, 1) === '0' || field(156, 1) === '') yield { name, body: tar.subarray(at + 512, at + 512 + bytes) };
    at += 512 + Math.ceil(bytes / 512) * 512;
  }
}

function unpack(bin, folder) {
  const extract = (archive, into) => {
    for (const { name, body } of files(brotliDecompressSync(readFileSync(join(bin, archive))))) {
      const path = join(folder, into, name);
      mkdirSync(dirname(path), { recursive: true });
      writeFileSync(path, body, { mode: 0o755 });
    }
  };
  writeFileSync(join(folder, 'chromium'), brotliDecompressSync(readFileSync(join(bin, 'chromium.br'))), {
    mode: 0o755,
  });
  extract('al2023.tar.br', '.'); // lib/: libnss3 and its friends, for systems without them
  extract('swiftshader.tar.br', '.'); // Chromium looks for its GL libraries beside itself
  extract('fonts.tar.br', '.');
  // The package's own fonts.conf names folders of another system.
  const conf = `<?xml version="1.0"?><!DOCTYPE fontconfig SYSTEM "fonts.dtd"><fontconfig><dir>${folder.replace(/\.part-.*$/, '')}/fonts</dir><cachedir prefix="xdg">fontconfig</cachedir></fontconfig>`;
  writeFileSync(join(folder, 'fonts.conf'), conf);
}

/** A folder that this user can write to: the project's, else the temporary one (a clone that belongs to another user). */
function cacheFolder() {
  for (const parent of [join(root, 'node_modules', '.cache'), tmpdir()]) {
    try {
      mkdirSync(parent, { recursive: true });
      rmSync(mkdtempSync(join(parent, 'earshot-try-')), { recursive: true });
      return parent;
    } catch {}
  }
  throw new Error(`Neither node_modules/.cache nor ${tmpdir()} can be written to.`);
}

const systemHas = (library) =>
  [
    '/lib',
    '/lib64',
    '/usr/lib',
    '/usr/lib64',
    `/usr/lib/${process.arch === 'arm64' ? 'aarch64' : 'x86_64'}-linux-gnu`,
  ].some((folder) => existsSync(join(folder, library)));

/**
 * The Chromium inside the devDependency @sparticuz/chromium, unpacked once (67 MB grow to about 200 MB).
 * Safe when several processes ask at once: each unpacks aside, the first rename wins.
 * @param {(text: string) => void} say
 */
export async function unpackedChromium(say) {
  if (process.platform !== 'linux') throw new Error('No Chromium found. Install Chrome, or set CHROME_PATH to one.');
  const manifest = createRequire(import.meta.url)
    .resolve('@sparticuz/chromium')
    .replace(/build\/.*$/s, 'package.json');
  const { version } = JSON.parse(readFileSync(manifest, 'utf8'));
  const folder = join(cacheFolder(), `earshot-chromium-${version}`);
  if (!existsSync(folder)) {
    say(`none found, unpacking Chromium ${version} from npm (about 10 s)`);
    const part = mkdtempSync(join(dirname(folder), `${basename(folder)}.part-`));
    unpack(join(dirname(manifest), 'bin'), part);
    try {
      renameSync(part, folder);
    } catch (error) {
      rmSync(part, { recursive: true, force: true });
      if (!existsSync(folder)) throw error;
    }
  }
  const env = {};
  if (!['libnss3.so', 'libnspr4.so', 'libexpat.so.1'].every(systemHas)) env.LD_LIBRARY_PATH = join(folder, 'lib');
  if (!existsSync('/etc/fonts/fonts.conf')) env.FONTCONFIG_FILE = join(folder, 'fonts.conf');
  return { executablePath: join(folder, 'chromium'), args: [], env };
}
