import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { accountName } from '../../src/accounts/accounts';
import { createPasswords, newPassword, OWASP_COST, passwordProblem, TooBusy } from '../../src/accounts/password';
import { personAddress } from '../../src/report/people/people-page';
import { CHEAP } from '../support/collector';

describe('a password', () => {
  const passwords = createPasswords(CHEAP);
  const someText = fc.string({ unit: 'grapheme', minLength: 12, maxLength: 40 });

  it('matches what was stored for it and nothing else, and is stored as another text each time', async () => {
    await fc.assert(
      fc.asyncProperty(someText, someText, async (one, other) => {
        const [stored, again] = await Promise.all([passwords.hash(one), passwords.hash(one)]);
        expect(stored).not.toBe(again);
        expect(stored).toMatch(/^\$scrypt\$ln=4,r=1,p=1\$[\w-]{22}\$[\w-]{43}$/);
        expect(await passwords.matches(one, stored)).toBe(true);
        expect(await passwords.matches(other, stored)).toBe(one.normalize('NFKC') === other.normalize('NFKC'));
        expect(await passwords.matches(`${one}x`, stored)).toBe(false);
      }),
      { numRuns: 60 },
    );
  });

  it('is the same however its letters were typed', async () => {
    const stored = await passwords.hash('Größe 한글 ﬁne café'.normalize('NFC'));
    expect(await passwords.matches('Größe 한글 fine café'.normalize('NFD'), stored)).toBe(true);
    expect(await passwords.matches('GRÖSSE 한글 fine café', stored)).toBe(false);
  });

  it('has 12 to 200 characters, counted as people count them and after they are made one', () => {
    expect(passwordProblem('a'.repeat(11))).toContain('12 characters');
    expect(passwordProblem('a'.repeat(12))).toBeUndefined();
    expect(passwordProblem('😀'.repeat(11))).toContain('12 characters');
    expect(passwordProblem('😀'.repeat(200))).toBeUndefined();
    expect(passwordProblem('😀'.repeat(201))).toContain('200 characters');
    expect(passwordProblem('e\u0301'.repeat(11))).toContain('12 characters');
  });

  it('that is longer than any is not hashed in its length, and never matches', async () => {
    const seen: number[] = [];
    const spying = createPasswords(CHEAP, async (password) => {
      seen.push(password.length);
      return Buffer.alloc(32);
    });
    expect(await spying.matches('x'.repeat(60_000), undefined)).toBe(false);
    expect(seen).toEqual([0]);
  });

  it('costs what OWASP asks for: N = 2^17, r = 8, p = 1', async () => {
    // https://cheatsheetseries.owasp.org/cheatsheets/Password_Storage_Cheat_Sheet.html#scrypt
    expect(OWASP_COST).toEqual({ N: 131_072, r: 8, p: 1 });
    const real = createPasswords();
    const stored = await real.hash('four words and a dot.');
    expect(stored).toMatch(/^\$scrypt\$ln=17,r=8,p=1\$/);
    expect(await real.matches('four words and a dot.', stored)).toBe(true);
    expect(real.needsRehash(stored)).toBe(false);
    expect(passwords.needsRehash(stored)).toBe(true);
    // Stored at another cost it still matches.
    expect(await real.matches('cheap once', await passwords.hash('cheap once'))).toBe(true);
  });

  it('of nobody costs the same hash as a wrong one, and a text that cannot be read never matches', async () => {
    const costs: unknown[] = [];
    const spying = createPasswords(CHEAP, async (_password, salt, cost) => {
      costs.push([salt.length, cost]);
      return Buffer.alloc(32);
    });
    const stored = (await passwords.hash('somebody’s password')).toString();
    for (const known of [stored, undefined, '', 'plain', '$scrypt$ln=x,r=1,p=1$a$b'])
      expect(await spying.matches('a guess', known)).toBe(false);
    expect(costs).toEqual(Array.from({ length: 5 }, () => [16, CHEAP]));
  });

  it('is hashed one at a time, and beyond fifty that wait the next is refused at once', async () => {
    let running = 0;
    let most = 0;
    const counting = createPasswords(CHEAP, async () => {
      most = Math.max(most, ++running);
      await new Promise((resolve) => setImmediate(resolve));
      running--;
      return Buffer.alloc(32);
    });
    const outcomes = await Promise.allSettled(Array.from({ length: 60 }, () => counting.hash('x')));
    expect(most).toBe(1);
    const refused = outcomes.filter(({ status }) => status === 'rejected') as PromiseRejectedResult[];
    expect(refused).toHaveLength(10);
    for (const { reason } of refused) expect(reason).toBeInstanceOf(TooBusy);
    expect(await counting.hash('x')).toContain('$scrypt$');
  });

  it('goes on being checked after a hash has failed', async () => {
    let fail = true;
    const failing = createPasswords(CHEAP, async () => {
      if (fail) throw new Error('no memory');
      return Buffer.alloc(32);
    });
    await expect(failing.hash('x')).rejects.toThrow('no memory');
    fail = false;
    expect(await failing.hash('x')).toContain('$scrypt$');
  });

  it('that is made is long enough, and another one each time', () => {
    const made = Array.from({ length: 100 }, newPassword);
    expect(new Set(made).size).toBe(100);
    for (const one of made) {
      expect(one).toMatch(/^([a-hj-km-np-z2-9]{4}-){5}[a-hj-km-np-z2-9]{4}$/);
      expect(passwordProblem(one)).toBeUndefined();
    }
  });
});

describe('an account’s name', () => {
  it.each([
    '<script>alert(1)</script>',
    '"><img src=x>',
    'ann b',
    'ann/..',
    '',
    '.',
    '..',
    '@._-',
    'ann\0',
    'änn',
    'a'.repeat(65),
  ])('%j is none', (text) => expect(accountName(text)).toBeUndefined());

  it('is kept in lower case and without the spaces around it', () => {
    expect(accountName('  Ann@Example.ORG ')).toBe('ann@example.org');
  });

  it('whatever is typed: it is none, or of letters that mean nothing in markup and leave an address as it is', () => {
    const unit = fc.constantFrom(...'aZ0.._-@<>"\'&/\\ %\0\nß한'.split(''));
    fc.assert(
      fc.property(fc.oneof(fc.string({ unit, maxLength: 70 }), fc.string({ maxLength: 70 })), (text) => {
        const name = accountName(text);
        if (name === undefined) return;
        expect(name).toMatch(/^[a-z0-9._@-]{1,64}$/);
        expect(accountName(name)).toBe(name);
        const { pathname } = new URL(`${personAddress(name)}/role`, 'https://collector.example');
        expect(decodeURIComponent(pathname)).toBe(`/report/people/${name}/role`);
      }),
      { numRuns: 500 },
    );
  });
});
