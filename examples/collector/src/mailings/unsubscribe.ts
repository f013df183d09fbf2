import { createHmac, randomBytes, timingSafeEqual } from 'node:crypto';
import type { Store } from '../storage/store';
import type { Kind } from './choices';

/** What a link turns off: one kind of mail of one project to one person. */
export interface Subscription {
  kind: Kind;
  person: string;
  project: string;
}

const KINDS: Kind[] = ['digest', 'alert'];

/** Links in mails that turn one thing off without a sign-in (RFC 8058). They are signed, so that nobody can make another's. */
export const createUnsubscribe = (store: Pick<Store, 'setting'>) => {
  let kept: Promise<string> | undefined;
  const key = (): Promise<string> => {
    kept ??= store.setting('mail_key', () => randomBytes(32).toString('base64url')).then(({ value }) => value);
    kept.catch(() => {
      kept = undefined;
    });
    return kept;
  };
  const sign = async (text: string) =>
    createHmac('sha256', `unsubscribe ${await key()}`)
      .update(text)
      .digest();

  return {
    async token({ kind, person, project }: Subscription): Promise<string> {
      const text = Buffer.from(JSON.stringify([kind, person, project])).toString('base64url');
      return `${text}.${(await sign(text)).toString('base64url')}`;
    },
    /** Undefined for what is not of ours. */
    async read(token: string): Promise<Subscription | undefined> {
      const [text = '', signature = ''] = token.split('.');
      const [given, right] = [Buffer.from(signature, 'base64url'), await sign(text)];
      if (given.length !== right.length || !timingSafeEqual(given, right)) return undefined;
      const [kind, person, project] = JSON.parse(Buffer.from(text, 'base64url').toString()) as [Kind, string, string];
      return KINDS.includes(kind) ? { kind, person, project } : undefined;
    },
  };
};

export type Unsubscribe = ReturnType<typeof createUnsubscribe>;
