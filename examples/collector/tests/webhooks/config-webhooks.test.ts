import { describe, expect, it } from 'vitest';
import { createCollector, type Store } from '../../src/app';
import { readConfig } from '../../src/config';
import { newSecret } from '../support/receiver';

const SECRET = newSecret();
const plain = { name: 'crm', url: 'https://crm.example/earshot', secret: SECRET };
const read = (webhooks: unknown, env: Record<string, string> = {}) =>
  readConfig({ EARSHOT_PROJECTS: JSON.stringify({ shop: { origins: [], webhooks } }), ...env }).projects['shop']!
    .webhooks;

describe('the webhooks of a project', () => {
  it('are read with all that can be set', () => {
    const when = {
      touchpoints: ['checkout'],
      stages: ['pay'],
      surveys: ['ces'],
      modes: ['journey'],
      channels: ['web'],
      segments: ['new'],
      score: { metric: 'csat', atMost: 2 },
      wantsReply: true,
    };
    const all = {
      events: ['submission.created', 'submission.replied'],
      when,
      tests: true,
      payload: 'thin',
      allowPrivate: true,
    };
    const { secret, ...rest } = { ...plain, ...all };
    expect(read([{ ...rest, secret }])).toEqual([{ ...rest, secrets: [SECRET] }]);
    expect(read([plain])).toMatchObject([{ name: 'crm', url: plain.url, secrets: [SECRET] }]);
    expect(read([])).toEqual([]);
    expect(read(undefined)).toBeUndefined();
  });

  it('take their secrets from the environment, and several while they change', () => {
    const { secret: _, ...rest } = plain;
    const other = newSecret(8);
    const env = { CRM_SECRET: `${SECRET} ${other}\n` };
    expect(read([{ ...rest, secretEnv: 'CRM_SECRET' }], env)![0]!.secrets).toEqual([SECRET, other]);
    expect(read([{ ...rest, secret: [SECRET, other] }])![0]!.secrets).toEqual([SECRET, other]);
  });

  it.each([
    'http://127.0.0.1:3000/hook',
    'http://localhost:3000',
    'http://[::1]:3000',
    'https://10.0.0.7/hook',
    'https://[fd00::1]/hook',
    'https://localhost/hook',
  ])('may reach %s, if that is said to be meant', (url) => {
    expect(read([{ ...plain, url, allowPrivate: true }])![0]!.url).toBe(url);
    expect(() => read([{ ...plain, url }])).toThrow('set "allowPrivate": true');
  });
});

describe('a wrong webhook is named by its path', () => {
  const AT = 'EARSHOT_PROJECTS.shop.webhooks';
  it.each<[string, unknown, string]>([
    ['no list', {}, `${AT} must be a list, for example [{"name":"crm"`],
    ['no object', ['https://crm.example'], `${AT}[0] must be an object, for example {"name":"crm"`],
    ['a typo', [{ ...plain, secrets: [SECRET] }], `${AT}[0].secrets is unknown`],
    ['no name', [{ ...plain, name: undefined }], `${AT}[0].name`],
    ['a name with a space', [{ ...plain, name: 'my crm' }], `${AT}[0].name`],
    ['a name that is there twice', [plain, plain], `${AT}[1].name: "crm" is there twice`],
    ['no address', [{ ...plain, url: 'crm.example' }], `${AT}[0].url must be an address`],
    ['another scheme', [{ ...plain, url: 'ftp://crm.example' }], `${AT}[0].url must be an address`],
    [
      'no encryption',
      [{ ...plain, url: 'http://crm.example', allowPrivate: true }],
      `${AT}[0].url must begin with https://`,
    ],
    [
      'no encryption in the house',
      [{ ...plain, url: 'http://10.0.0.7', allowPrivate: true }],
      `${AT}[0].url must begin with https://`,
    ],
    ['a password', [{ ...plain, url: 'https://me:pass@crm.example' }], `${AT}[0].url holds a user or password`],
    [
      'an address of the link',
      [{ ...plain, url: 'https://169.254.169.254', allowPrivate: true }],
      `${AT}[0].url: no receiver has`,
    ],
    ['a decimal address', [{ ...plain, url: 'https://2130706433' }], `${AT}[0].url: 127.0.0.1 is a private address`],
    ['a mapped address', [{ ...plain, url: 'https://[::ffff:127.0.0.1]' }], 'is a private address'],
    ['no secret', [{ ...plain, secret: undefined }], `${AT}[0] needs either "secret" or "secretEnv"`],
    ['two sources', [{ ...plain, secretEnv: 'CRM' }], `${AT}[0] needs either "secret" or "secretEnv"`],
    ['a short secret', [{ ...plain, secret: 'whsec_c2hvcnQ=' }], 'Make one: echo "whsec_$(openssl rand -base64 32)"'],
    [
      'a variable that is not set',
      [{ name: 'crm', url: plain.url, secretEnv: 'CRM' }],
      `${AT}[0].secretEnv: the variable "CRM" is not set`,
    ],
    [
      'too many secrets',
      [{ ...plain, secret: Array(4).fill(SECRET) }],
      `${AT}[0].secret must be one secret, or up to 3`,
    ],
    ['no secrets', [{ ...plain, secret: [] }], `${AT}[0].secret must be one secret`],
    [
      'an unknown event',
      [{ ...plain, events: ['submission.made'] }],
      `${AT}[0].events[0]: "submission.made" must be one of`,
    ],
    ['no events', [{ ...plain, events: [] }], `${AT}[0].events must be a list`],
    ['an unknown rule', [{ ...plain, when: { touchpoint: ['x'] } }], `${AT}[0].when.touchpoint is unknown`],
    [
      'a rule that is no list',
      [{ ...plain, when: { touchpoints: 'checkout' } }],
      `${AT}[0].when.touchpoints must be a list`,
    ],
    ['an unknown mode', [{ ...plain, when: { modes: ['often'] } }], `${AT}[0].when.modes[0]: "often" must be one of`],
    [
      'an unknown metric',
      [{ ...plain, when: { score: { metric: 'joy', atMost: 1 } } }],
      `${AT}[0].when.score.metric: "joy"`,
    ],
    ['no bound', [{ ...plain, when: { score: { metric: 'csat' } } }], `${AT}[0].when.score needs "atMost"`],
    [
      'a bound of words',
      [{ ...plain, when: { score: { metric: 'csat', atMost: '2' } } }],
      `${AT}[0].when.score.atMost: "2" must be a number`,
    ],
    [
      'bounds with nothing between',
      [{ ...plain, when: { score: { metric: 'csat', atMost: 2, atLeast: 3 } } }],
      'nothing is 3 or more',
    ],
    ['another payload', [{ ...plain, payload: 'fat' }], `${AT}[0].payload: "fat" must be one of "full", "thin"`],
    ['a flag of words', [{ ...plain, tests: 'yes' }], `${AT}[0].tests must be true or false`],
  ])('%s', (_, webhooks, message) => {
    expect(() => read(webhooks)).toThrow(message);
  });

  it('and its secret is never quoted', () => {
    const secret = 'whsec_mistyped+secret';
    const failure = (webhooks: unknown, env = {}) => {
      try {
        read(webhooks, env);
      } catch (error) {
        return (error as Error).message;
      }
      throw new Error('it was taken');
    };
    expect(failure([{ ...plain, secret }])).not.toContain('mistyped');
    const { secret: _, ...rest } = plain;
    expect(failure([{ ...rest, secretEnv: 'CRM' }], { CRM: secret })).not.toContain('mistyped');
  });

  it.each([
    ['secret', { secrets: ['whsec_short'] }, 'webhook "crm": a secret must be "whsec_"'],
    ['address', { url: 'crm.example' }, 'webhook "crm": url must be an address'],
  ])('also its %s where a program of yours sets it', (_, wrong, message) => {
    const webhooks = [{ name: 'crm', url: plain.url, secrets: [SECRET], ...wrong }];
    const start = () =>
      createCollector({
        store: { database: {} } as Store,
        projects: { shop: { origins: [], webhooks } },
        adminToken: 'a-token-of-the-tests',
      });
    expect(start).toThrow(message);
  });
});
