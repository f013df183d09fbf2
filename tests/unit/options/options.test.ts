// @vitest-environment happy-dom
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { checkOptions } from '../../../src/debug/messages';
import { MORE_DEFAULTS } from '../../../src/extras/more-options';
import { WORDS } from '../../../src/options';
import { applyDefaults, canRun, DEFAULTS } from '../../../src/parse-options';

const parse = (given: { [name: string]: unknown }) => {
  const settings = applyDefaults(applyDefaults(given, DEFAULTS), MORE_DEFAULTS);
  return { settings, wrong: checkOptions(settings, { ...DEFAULTS, ...MORE_DEFAULTS }) };
};

describe('options', () => {
  it('are parsed by their declared type, never guessed', () => {
    const { settings, wrong } = parse({
      project: '007',
      release: '1.0',
      test: '',
      reply: 'false',
      maxRecords: '5',
      keepQuery: 'page, q',
      data: '{"plan":"pro"}',
    });
    expect(wrong).toEqual([]);
    expect(settings).toMatchObject({
      project: '007',
      release: '1.0',
      test: true,
      reply: false,
      maxRecords: 5,
      keepQuery: ['page', 'q'],
      data: { plan: 'pro' },
    });
  });

  it.each([
    ['test', 'yes', 'boolean'],
    ['maxRecords', 'many', 'number'],
    ['maxRecords', '-1', 'number'],
    ['maxRecords', '', 'number'],
    ['data', '{', 'object'],
    ['keepQuery', 7, 'list'],
  ])('%s="%s" is named in one sentence, and the default is used', (name, value, kind) => {
    const { settings, wrong } = parse({ [name]: value });
    expect(wrong).toEqual([`${name}: expected a ${kind}, got "${value}"; using the default`]);
    expect(settings[name]).toEqual({ ...DEFAULTS, ...MORE_DEFAULTS }[name as 'test']);
  });

  it('times can be given one by one', () => {
    expect(parse({ timing: { leaseMs: 5 } }).settings['timing']).toEqual({ ...MORE_DEFAULTS.timing, leaseMs: 5 });
  });

  it('name unknown names and unknown words', () => {
    expect(parse({ theme: 'pink', endpont: 'x' }).wrong).toEqual([
      'endpont: no such option; see the list in the README',
      expect.stringMatching(/^theme: expected one of auto, light, dark, contrast, .*, got "pink"$/),
    ]);
  });

  it.each(['channel', 'consent', 'ack'] as const)(
    '%s never is a word that the collector or the engine does not know',
    (name) => {
      fc.assert(
        fc.property(
          fc.oneof(fc.string(), fc.constantFrom('Denied', 'mobile', 'deny', 'auto ', 'light dark')),
          (word) => {
            const { settings, wrong } = parse({ [name]: word });
            const known = WORDS[name]!.split(' ');
            expect(known).toContain(settings[name]);
            if (known.includes(word)) expect(settings[name]).toBe(word);
            else expect(wrong).toHaveLength(1);
          },
        ),
      );
    },
  );

  it('a consent that cannot be read is taken for denied', () => {
    const { settings, wrong } = parse({ consent: 'deny' });
    expect(settings['consent']).toBe('denied');
    expect(wrong).toEqual(['consent: expected one of pending, granted, denied, got "deny"; taking it for "denied"']);
  });
});

describe('an endpoint', () => {
  it.each([
    ['https://feedback.example/v1/submissions', true],
    ['/v1/submissions', true],
    [undefined, false],
    ['', false],
    ['javascript:alert(1)', false],
    ['https://', false],
  ])('%s can run: %s', (endpoint, expected) => {
    Object.defineProperty(document, 'baseURI', { value: 'https://shop.example/a/', configurable: true });
    expect(canRun({ endpoint, project: 'shop' })).toBe(expected);
  });

  it('relative to the page becomes absolute', () => {
    const settings = { endpoint: '../v1', project: 'shop' };
    canRun(settings);
    expect(settings.endpoint).toBe('https://shop.example/v1');
  });

  it.each([undefined, '', 'a b', 'x'.repeat(65), 'a/b'])(
    'needs a project of letters, digits, ".", "_", "-": not %s',
    (project) => {
      expect(canRun({ endpoint: '/v1', project })).toBe(false);
    },
  );
});
