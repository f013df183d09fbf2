import { type Answer, type Client, LIMIT_MS } from './client';
import { record, uuid7 } from './records';

/** What is wrong, in a sentence; nothing where all is well. */
type Finding = string | undefined | false;

export interface Check {
  /** What a collector has to do, as a sentence. */
  title: string;
  /** What to mend where it does not. */
  mend: string;
  run(client: Client): Promise<Finding>;
}

type Result = { id?: unknown; status?: unknown; code?: unknown };

const resultsOf = ({ json }: Answer): Result[] | undefined => {
  const results = (json as { results?: unknown } | null | undefined)?.results;
  return Array.isArray(results) ? (results as Result[]) : undefined;
};
const statusOf = (answer: Answer, id: string) => resultsOf(answer)?.find((result) => result?.id === id)?.status;
const shown = ({ status, text, error }: Answer) =>
  status ? `${status} ${JSON.stringify(text.slice(0, 120))}` : `no answer (${error})`;

/** `wanted` is what each of the ids is to be answered with. */
const answeredWith = (answer: Answer, ids: string[], ...wanted: string[]): Finding => {
  if (answer.status !== 200 || !resultsOf(answer)) return `was answered ${shown(answer)}`;
  const others = ids.filter((id) => !wanted.includes(String(statusOf(answer, id))));
  return (
    others.length > 0 &&
    `${others.length} of ${ids.length} were answered "${statusOf(answer, others[0]!)}" instead of "${wanted.join('" or "')}"`
  );
};

const readable = ({ headers }: Answer, { target }: Client): Finding => {
  const allowed = headers.get('access-control-allow-origin');
  return allowed !== '*' && allowed !== target.origin && `Access-Control-Allow-Origin is ${JSON.stringify(allowed)}`;
};

/** A 4xx that the page can read: neither an ack nor a crash. */
const refusedReadably = (answer: Answer, client: Client): Finding => {
  if (answer.status === 0) return `was answered with nothing: ${answer.error}`;
  // 408, 425 and 429 say "later", and nothing about the body
  if (!/^4(?!08|25|29)\d\d$/.test(String(answer.status))) return `was answered ${shown(answer)}`;
  return readable(answer, client);
};

const RESULTS = 'Answer 200 with {"results": [{"id", "status"}]}, one for each record, after it is stored.';

export const CHECKS: Check[] = [
  {
    title: 'takes a batch that is sent as text/plain, and acks each record by its id',
    mend: `${RESULTS} The body is JSON whatever its type says: text/plain needs no preflight.`,
    async run({ post }) {
      const records = [record(), record(), record()];
      const answer = await post(records);
      return answeredWith(
        answer,
        records.map(({ id }) => id),
        'accepted',
      );
    },
  },
  {
    title: 'lets a page of another origin read the answer, and its Retry-After',
    mend: 'Send Access-Control-Allow-Origin and Access-Control-Expose-Headers: Retry-After with every answer.',
    async run(client) {
      const answer = await client.post([record()]);
      const exposed = answer.headers.get('access-control-expose-headers') ?? '';
      return (
        readable(answer, client) ||
        (!/retry-after|\*/i.test(exposed) && `Access-Control-Expose-Headers is ${JSON.stringify(exposed)}`)
      );
    },
  },
  {
    title: 'answers with JSON, not with a page, and redirects nobody',
    mend: 'Answer at the endpoint itself, with Content-Type: application/json. A redirected POST becomes a GET.',
    async run({ post }) {
      const answer = await post([record()]);
      if (answer.status >= 300 && answer.status < 400) return `redirects with ${answer.status}`;
      const type = answer.headers.get('content-type') ?? '';
      return !/json/i.test(type) && `Content-Type is ${JSON.stringify(type)}`;
    },
  },
  {
    title: 'acks a record that comes again as a duplicate',
    mend: 'Make project and id unique in the database, and answer "duplicate" where they are there: an ack may have been lost.',
    async run({ post }) {
      const one = record();
      await post([one]);
      const again = await post([one], { attempts: { [one.id]: 1 } });
      return answeredWith(again, [one.id], 'duplicate');
    },
  },
  {
    title: 'answers another body under the same id as a duplicate, too, whatever is in it: the first one stands',
    mend: 'Never reject or overwrite for it: answer "duplicate" by project and id alone, before anything else is checked.',
    async run({ post }) {
      const one = record();
      await post([one]);
      const other = await post([record({ id: one.id, locale: 'ko' })]);
      const malformed = await post([record({ id: one.id, answers: 'none' })]);
      return answeredWith(other, [one.id], 'duplicate') || answeredWith(malformed, [one.id], 'duplicate');
    },
  },
  {
    title: 'accepts a record once that arrives ten times at the same moment',
    mend: 'Let the database decide (INSERT … ON CONFLICT DO NOTHING), not a SELECT before the INSERT.',
    async run({ post }) {
      const one = record();
      const answers = await Promise.all(Array.from({ length: 10 }, () => post([one])));
      const said = answers.map((answer) => String(statusOf(answer, one.id)));
      const accepted = said.filter((status) => status === 'accepted').length;
      const others = said.filter((status) => !/^(accepted|duplicate|retry)$/.test(status));
      if (others.length) return `${others.length} of 10 were answered "${others[0]}"`;
      // who said "later" may have been the first
      return accepted > 1 && `${accepted} of 10 were answered "accepted"`;
    },
  },
  {
    title: 'takes the good records of a batch in which others are bad, and rejects those by their id',
    mend: 'Check each record by itself. A batch that is refused as a whole holds back the words of others.',
    async run({ post }) {
      const [good, bad, late] = [record(), record({ kind: 'nonsense' }), record()];
      const answer = await post([good, bad, 5, null, late]);
      return (
        answeredWith(answer, [good.id, late.id], 'accepted') ||
        (answeredWith(answer, [bad.id], 'rejected') &&
          `a record of an unknown kind ${answeredWith(answer, [bad.id], 'rejected')}`)
      );
    },
  },
  {
    title: 'does not let what a page says about itself cost the words beside it',
    mend: 'Reject a record for its id, v, kind and answers only; drop or cut the rest where it is malformed.',
    async run({ post }) {
      const records = [
        record({ context: { url: 5, viewport: 'large' } }),
        record({ locale: 'x'.repeat(500) }),
        record({ data: { nested: { a: 1 }, list: [1] } }),
        record({ touchpoint: 'No Key!', journey: 7 }),
      ];
      const answer = await post(records);
      return answeredWith(
        answer,
        records.map(({ id }) => id),
        'accepted',
      );
    },
  },
  {
    title: 'ignores fields that it does not know, and keys like __proto__',
    mend: 'Drop unknown fields: newer widgets send more. Copy known fields by name.',
    async run({ post, send, target }) {
      const one = record({ invented: { later: true } });
      const answer = await post([one], { later: [1, 2] });
      const hostile = JSON.stringify({
        v: 1,
        project: target.project,
        sdk: { name: 'x', version: '1' },
        sentAt: new Date().toISOString(),
        attempts: {},
        records: [record()],
      }).replace('{"v":1', '{"__proto__":{"polluted":true},"constructor":{"prototype":{"polluted":true}},"v":1');
      const polluted = await send(hostile);
      return (
        answeredWith(answer, [one.id], 'accepted') || (polluted.status >= 500 && `was answered ${shown(polluted)}`)
      );
    },
  },
  {
    title: 'asks for a record of a newer version again later, and does not refuse it',
    mend: 'Answer "retry" to a record whose v is not 1: it is read by the next version of the collector.',
    async run({ post }) {
      const [newer, known] = [{ id: uuid7(), v: 2, whatever: true }, record()];
      const answer = await post([newer, known]);
      return answeredWith(answer, [newer.id], 'retry') || answeredWith(answer, [known.id], 'accepted');
    },
  },
  {
    title:
      'asks for a whole batch of a newer version again later, record by record, and stores it once it comes as one of this',
    mend: 'Answer "retry" for each record of a batch whose v is not 1, and keep none of it: what its fields mean is not known.',
    async run({ post }) {
      const records = [record(), record()];
      const ids = records.map(({ id }) => id);
      const newer = await post(records, { v: 2, sdk: ['of', 'another', 'kind'] });
      return answeredWith(newer, ids, 'retry') || answeredWith(await post(records), ids, 'accepted');
    },
  },
  {
    title: 'takes a full batch of 20 records, and a text of 4,000 characters in any script',
    mend: 'Allow bodies of at least 256 KiB, and count characters, not bytes.',
    async run({ post }) {
      const long = (sign: string) => [{ question: 'comment', type: 'text', value: sign.repeat(4000), prompt: '?' }];
      const many = Array.from({ length: 20 }, () => record());
      const [batch, korean, emoji] = [
        await post(many),
        record({ answers: long('가') }),
        record({ answers: long('🙂') }),
      ];
      return (
        answeredWith(
          batch,
          many.map(({ id }) => id),
          'accepted',
        ) || answeredWith(await post([korean, emoji]), [korean.id, emoji.id], 'accepted')
      );
    },
  },
  {
    title: 'survives text that databases choke on: NUL, half a surrogate pair, right-to-left marks',
    mend: 'Replace what the database cannot hold before the insert. One such record must not fail the whole batch for ever.',
    async run({ post }) {
      const strange = record({
        answers: [{ question: 'comment', type: 'text', value: 'a\u0000b \ud83d c\u202e', prompt: '?' }],
      });
      const good = record();
      const answer = await post([strange, good]);
      return answeredWith(answer, [good.id], 'accepted') || answeredWith(answer, [strange.id], 'accepted', 'rejected');
    },
  },
  {
    title: 'sends the headers that let a page read it with refusals, too',
    mend: 'Send Access-Control-Allow-Origin and Access-Control-Expose-Headers: Retry-After with errors as well.',
    async run(client) {
      const refused = await client.send('{');
      const exposed = refused.headers.get('access-control-expose-headers') ?? '';
      return (
        readable(refused, client) ||
        (!/retry-after|\*/i.test(exposed) && `Access-Control-Expose-Headers is ${JSON.stringify(exposed)}`)
      );
    },
  },
  {
    title: 'refuses what is no batch with a readable 4xx, and acks nothing of it',
    mend: 'Answer 400 with CORS headers to malformed JSON and to a body without records. 5xx means "later" and comes again.',
    async run(client) {
      for (const body of ['{"v":1,', '', 'hello', '[]', '{"records":5}', 'null']) {
        const finding = refusedReadably(await client.send(body), client);
        if (finding) return `${JSON.stringify(body)} ${finding}`;
      }
      return undefined;
    },
  },
  {
    title: 'survives deep nesting, refuses a body of 2 MB with a readable 4xx, and goes on',
    mend: 'Limit depth and size: 400 and 413, with CORS headers, without closing the connection before the answer.',
    async run(client) {
      const deep = await client.send(`{"v":1,"records":[${'['.repeat(50_000)}${']'.repeat(50_000)}]}`);
      const large = await client.send(JSON.stringify({ records: [], filler: 'x'.repeat(2_000_000) }));
      const one = record();
      return (
        ((deep.status === 0 || deep.status >= 500) && `deep nesting was answered ${shown(deep)}`) ||
        (refusedReadably(large, client) && `2 MB ${refusedReadably(large, client)}`) ||
        answeredWith(await client.post([one]), [one.id], 'accepted')
      );
    },
  },
  {
    title: 'stores an attachment once, by its record and its own id, or says readably that it takes none',
    mend: `Take the form as src/contract/README.md has it ("Attachments"), or answer it 415 with CORS headers: 5xx means "later", and a page would send it for ever.`,
    async run(client) {
      const one = record({ attachments: [{ id: 'shot-1', type: 'image/png', bytes: 8 }] });
      await client.post([one]);
      const send = (of: string, attachment: string) => {
        const form = new FormData();
        const fields = { v: '1', project: client.target.project, record: of, attachment };
        for (const [name, value] of Object.entries(fields)) form.append(name, value);
        form.append('file', new Blob([Buffer.from('iVBORw0KGgo=', 'base64')]), 'x.png');
        return client.send(form);
      };
      const first = await send(one.id, 'shot-1');
      if (first.status !== 200) return refusedReadably(first, client);
      return (
        answeredWith(first, ['shot-1'], 'accepted') ||
        answeredWith(await send(one.id, 'shot-1'), ['shot-1'], 'duplicate') ||
        (answeredWith(await send(one.id, 'shot-2'), ['shot-2'], 'rejected') &&
          'takes an attachment that its record does not list') ||
        (answeredWith(await send(uuid7(), 'shot-1'), ['shot-1'], 'retry') &&
          'does not ask again for an attachment whose record is still on its way')
      );
    },
  },
  {
    title: 'answers within the time that a page waits',
    mend: `Answer well within ${LIMIT_MS / 1000} s: a page gives up then, and sends again.`,
    async run({ post }) {
      const answer = await post([record()]);
      return answer.ms > LIMIT_MS / 2 && `took ${Math.round(answer.ms)} ms`;
    },
  },
];
