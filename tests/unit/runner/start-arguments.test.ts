import { expect, test } from 'vitest';
import { HELP, readArguments } from '../../../examples/start/arguments.mjs';

test.each<[string[], ReturnType<typeof readArguments>]>([
  [[], { help: false, sample: false }],
  [['--sample'], { help: false, sample: true }],
  [['--sample=2000'], { help: false, sample: 2000 }],
  [['--sample', '--help'], { help: true, sample: true }],
  [['-h'], { help: true, sample: false }],
])('%j is understood', (given, wanted) => {
  expect(readArguments(given)).toEqual(wanted);
});

test.each(['--smaple', 'sample', '--sample2', '', '--port=1'])(
  '"%s" is not guessed: it is named, with what there is',
  (given) => {
    expect(() => readArguments([given])).toThrow(`npm start does not know "${given}".\n\n${HELP}`);
  },
);

test.each(['--sample=', '--sample=0', '--sample=-1', '--sample=2e3', '--sample=many', '--sample=10000001'])(
  '"%s" is no number of submissions',
  (given) => {
    expect(() => readArguments([given])).toThrow(/write a number of submissions from 1 to 10000000/);
  },
);
