import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { engine } from '../browser';
import { aDisplay } from '../webkit/driver';

/** What a Debian machine needs to be asked over AT-SPI, by what is asked for. */
const NEEDS: [program: string, pack: string][] = [
  ['command -v Xvfb', 'xvfb'],
  ['command -v dbus-daemon', 'dbus-daemon'],
  ['ls /usr/share/dbus-1/services/org.a11y.Bus.service', 'at-spi2-core'],
  ['ls /usr/lib/python3/dist-packages/gi/__init__.py', 'python3-gi'],
  ['ls /usr/lib/*/girepository-1.0/Atspi-2.0.typelib', 'gir1.2-atspi-2.0'],
  ...(engine === 'firefox'
    ? ([['command -v firefox-esr || command -v firefox', 'firefox-esr']] as [string, string][])
    : []),
];

/** The Debian packages that are missing here; none where a browser can be asked what it tells screen readers. */
export const missingForAtspi = (): string[] =>
  NEEDS.filter(([program]) => spawnSync('sh', ['-c', program], { stdio: 'ignore' }).status !== 0).map(
    ([, pack]) => pack,
  );

/** One thing as atspi.py reads it. */
export interface AtspiThing {
  role: string;
  name: string;
  description: string;
  attributes: { [name: string]: string };
  states: string[];
  text: string;
  children: AtspiThing[];
}

/** What was told while something happened. `said` are words that came. */
export interface AtspiEvent {
  type: string;
  /** 1: a state began; 0: it ended. */
  on: number;
  role: string;
  name: string;
  attributes: { [name: string]: string };
  said: string;
}

export interface Desktop {
  /** Everything below the panel; null while there is none. */
  panel(): Promise<AtspiThing | null>;
  /** What was told since it was last asked for. */
  events(): Promise<AtspiEvent[]>;
  close(): void;
}

/** A process that says one line, and what it says. */
const firstLine = (child: ChildProcess): Promise<string> =>
  new Promise((resolve, reject) => {
    createInterface({ input: child.stdout! }).once('line', resolve);
    child.once('error', reject);
    child.once('exit', (code) => reject(new Error(`${child.spawnfile} ended with ${code}.`)));
  });

/**
 * A desktop with a screen reader's ear: a display, a session bus and AT-SPI on it. Browsers that are started by this
 * process from now on speak to it, by the environment.
 */
export async function openDesktop(): Promise<Desktop> {
  const bus = spawn('dbus-daemon', ['--session', '--nofork', '--print-address=1'], {
    env: { ...process.env, DISPLAY: await aDisplay() },
    stdio: ['ignore', 'pipe', 'ignore'],
  });
  process.env['DBUS_SESSION_BUS_ADDRESS'] = await firstLine(bus);
  process.env['DISPLAY'] = await aDisplay();
  // asks Firefox and GTK for it, who otherwise look for a desktop's setting
  process.env['GNOME_ACCESSIBILITY'] = '1';
  process.env['NO_AT_BRIDGE'] = '0';
  const ear = spawn('/usr/bin/python3', [join(import.meta.dirname, 'atspi.py')], {
    stdio: ['pipe', 'pipe', 'inherit'],
  });
  const answers: ((line: string) => void)[] = [];
  createInterface({ input: ear.stdout }).on('line', (line) => answers.shift()?.(line));
  ear.once('exit', () => {
    for (const answer of answers.splice(0)) answer('{"error":"it ended"}');
  });
  const ask = <T>(command: object) =>
    new Promise<T>((resolve, reject) => {
      answers.push((line) => {
        const { answer, error } = JSON.parse(line) as { answer: T; error?: string };
        if (error) reject(new Error(`atspi.py: ${error}`));
        else resolve(answer);
      });
      ear.stdin.write(`${JSON.stringify(command)}\n`);
    });
  return {
    panel: () => ask({ do: 'tree' }),
    events: () => ask({ do: 'events' }),
    close() {
      ear.kill();
      bus.kill();
    },
  };
}
