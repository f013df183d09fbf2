import { spawnSync } from 'node:child_process';

/** What a Debian machine needs for a real WebKit, by what is asked for. */
const NEEDS: [program: string, pack: string][] = [
  ['command -v WebKitWebDriver', 'webkit2gtk-driver'],
  ['command -v Xvfb', 'xvfb'],
  ['ls /usr/lib/python3/dist-packages/gi/__init__.py', 'python3-gi'],
  ['ls /usr/lib/*/girepository-1.0/WebKit2-4.1.typelib', 'gir1.2-webkit2-4.1'],
];

/** The Debian packages that are missing here; none where WebKitGTK can be driven. */
export const missingForWebKit = (): string[] =>
  NEEDS.filter(([program]) => spawnSync('sh', ['-c', program], { stdio: 'ignore' }).status !== 0).map(
    ([, pack]) => pack,
  );
