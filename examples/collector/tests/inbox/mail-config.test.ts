import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { readConfig } from '../../src/config';
import { readMailConfig } from '../../src/mail/config';
import { failureOf, waitMs } from '../../src/mail/failure';
import { needsTls } from '../../src/mail/smtp';

const base = mkdtempSync(join(tmpdir(), 'earshot-mail-config-'));
afterAll(() => rmSync(base, { recursive: true, force: true }));
const EARSHOT_PROJECTS = '{"shop":{"origins":["https://shop.example"]}}';
const SMTP_URL = 'smtp://user:p%40ss@mail.example:587';
const MAIL_FROM = 'The Shop <feedback@shop.example>';

describe('settings of mail', () => {
  it('come from the environment or the file; the environment wins', () => {
    const path = join(base, 'config.json');
    writeFileSync(
      path,
      JSON.stringify({ mail: { url: 'smtps://a.example', from: 'a@a.example', replyTo: 'b@b.example' } }),
    );
    const env = { EARSHOT_PROJECTS, EARSHOT_CONFIG: path };
    expect(readConfig(env).mail).toEqual({
      url: 'smtps://a.example',
      from: { name: '', address: 'a@a.example' },
      replyTo: 'b@b.example',
    });
    expect(readConfig({ ...env, SMTP_URL, MAIL_FROM }).mail).toEqual({
      url: SMTP_URL,
      from: { name: 'The Shop', address: 'feedback@shop.example' },
      replyTo: 'b@b.example',
    });
    expect(readConfig({ EARSHOT_PROJECTS }).mail).toBeUndefined();
  });

  it.each([
    ['no sender', undefined, { SMTP_URL }, 'MAIL_FROM is missing'],
    ['no server', undefined, { MAIL_FROM }, 'SMTP_URL is missing'],
    ['no sender in the file', { url: SMTP_URL }, {}, 'mail.from is missing'],
    ['another protocol', { url: 'http://mail.example', from: MAIL_FROM }, {}, 'mail.url must begin with smtp://'],
    ['a host alone', undefined, { SMTP_URL: 'mail.example', MAIL_FROM }, 'SMTP_URL must begin with smtp://'],
    ['a path', undefined, { SMTP_URL: 'smtp://mail.example/x', MAIL_FROM }, 'SMTP_URL must end with the host'],
    ['options', undefined, { SMTP_URL: 'smtp://mail.example?pool=true', MAIL_FROM }, 'SMTP_URL must end with the host'],
    ['no address', undefined, { SMTP_URL, MAIL_FROM: 'The Shop' }, 'MAIL_FROM: "The Shop" is no sender'],
    ['two addresses', undefined, { SMTP_URL, MAIL_FROM: 'a@a.example, b@b.example' }, 'is no sender'],
    ['a line break', undefined, { SMTP_URL, MAIL_FROM: 'a\nBcc: x <a@a.example>' }, 'is no sender'],
    ['a typo', { uri: SMTP_URL }, {}, 'mail.uri is unknown'],
    ['a list', [], {}, 'mail must be an object'],
    ['no address to reply to', { url: SMTP_URL, from: MAIL_FROM, replyTo: 7 }, {}, 'mail.replyTo: 7 is no address'],
  ])('%s is named', (_name, mail, env, part) => {
    expect(() => readMailConfig(mail, env)).toThrow(part);
  });

  it('a message never quotes the address of the server: it holds a password', () => {
    for (const url of ['http://user:secret@mail.example', 'smtp://user:secret@mail.example/x', 'smtp//user:secret@x'])
      expect(() => readMailConfig(undefined, { SMTP_URL: url, MAIL_FROM })).toThrow(/^(?!.*secret)/s);
  });

  it.each([
    ['smtp://user:secret@mail.example:587', true],
    ['smtp://user:secret@127.0.0.1.example', true],
    ['smtp://mail.internal:25', false],
    ['smtp://user:secret@localhost:1025', false],
    ['smtp://user:secret@[::1]:1025', false],
  ])('%s insists on encryption: %s', (url, insists) => {
    expect(needsTls(url)).toBe(insists);
  });

  it('what counts as unanswered is a setting of a project', () => {
    const projects = (followUp: unknown) => ({ EARSHOT_PROJECTS: JSON.stringify({ shop: { origins: [], followUp } }) });
    expect(readConfig(projects('theme')).projects['shop']).toMatchObject({ followUp: 'theme' });
    expect(() => readConfig(projects('some'))).toThrow('EARSHOT_PROJECTS.shop.followUp must be "each" or "theme"');
  });
});

describe('a mail that is not taken', () => {
  it.each([
    [
      { code: 'EENVELOPE', responseCode: 550, command: 'RCPT TO' },
      { code: '550', final: true },
    ],
    [
      { code: 'EMESSAGE', responseCode: 554, command: 'DATA' },
      { code: '554', final: true },
    ],
    [
      { code: 'EENVELOPE', responseCode: 450, command: 'RCPT TO' },
      { code: '450', final: false },
    ],
    [
      { code: 'EENVELOPE', responseCode: 550, command: 'MAIL FROM' },
      { code: '550', final: false },
    ],
    [
      { code: 'EAUTH', responseCode: 535, command: 'AUTH PLAIN' },
      { code: '535', final: false },
    ],
    [
      { code: 'ETIMEDOUT', command: 'CONN' },
      { code: 'ETIMEDOUT', final: false },
    ],
    [{ code: 'jo@example.com is odd' }, { code: 'EUNKNOWN', final: false }],
    [undefined, { code: 'EUNKNOWN', final: false }],
  ])('%j', (error, failure) => {
    expect(failureOf(error)).toEqual(failure);
  });

  it('is tried again after 15 to 30 s, then twice that, never later than in an hour', () => {
    expect([waitMs(1, () => 0), waitMs(1, () => 1)]).toEqual([15_000, 30_000]);
    expect([waitMs(2, () => 0), waitMs(2, () => 1)]).toEqual([30_000, 60_000]);
    expect(waitMs(1_000, () => 1)).toBe(3_600_000);
  });
});
