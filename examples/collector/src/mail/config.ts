import { type Env, fail, objectAt, onlyKeys } from '../config-read';
import { isAddress } from '../inbox/may-reply';

/** How mail is sent. */
export interface MailConfig {
  /** `smtp://user:password@host:587` (TLS by STARTTLS where the server has it), or `smtps://…:465`. */
  url: string;
  /** Whom it comes from: `feedback@shop.example`, or with a name `Shop <feedback@shop.example>`. */
  from: { name: string; address: string };
  /** Where answers to it go. @default `from` */
  replyTo?: string | undefined;
}

const OBJECT_EXAMPLE = '{"url":"smtp://localhost","from":"Shop <feedback@shop.example>"}';
const EXAMPLE = 'for example smtp://user:password@mail.shop.example:587';

const textAt = (value: unknown, path: string, what: string): string =>
  typeof value === 'string' && value ? value : fail(`${path} is missing: ${what}`);

/** The address itself never goes into a message: it holds a password. */
const urlAt = (value: unknown, path: string): string => {
  const text = textAt(value, path, EXAMPLE);
  let url: URL | undefined;
  try {
    url = new URL(text);
  } catch {}
  if (!url?.hostname || !['smtp:', 'smtps:'].includes(url.protocol))
    fail(
      `${path} must begin with smtp:// or smtps:// and name a host, ${EXAMPLE}. Write @ : / in a password as %40 %3A %2F.`,
    );
  if (url!.search || (url!.pathname && url!.pathname !== '/'))
    fail(`${path} must end with the host or its port, ${EXAMPLE}.`);
  return text;
};

const fromAt = (value: unknown, path: string): MailConfig['from'] => {
  const text = textAt(value, path, 'who mails come from, for example "Shop <feedback@shop.example>"').trim();
  const [, name = '', address = text] = /^"?([^"<>]*?)"?\s*<([^<>]*)>$/.exec(text) ?? [];
  if (!isAddress(address) || /\p{Cc}/u.test(name))
    fail(
      `${path}: ${JSON.stringify(text)} is no sender. Write "feedback@shop.example" or "Shop <feedback@shop.example>".`,
    );
  return { name: name.trim(), address };
};

/**
 * Settings of mail from the `mail` of the config file; SMTP_URL and MAIL_FROM win over it. Undefined where neither is set.
 * @throws {StartError} `config` with the path of what is wrong.
 */
export const readMailConfig = (given: unknown, env: Env): MailConfig | undefined => {
  const { SMTP_URL, MAIL_FROM } = env;
  if (given === undefined && !SMTP_URL && !MAIL_FROM) return undefined;
  const mail = objectAt(given === undefined ? {} : given, 'mail', OBJECT_EXAMPLE);
  onlyKeys(mail, ['url', 'from', 'replyTo'], 'mail');
  const { replyTo } = mail;
  if (replyTo !== undefined && !(typeof replyTo === 'string' && isAddress(replyTo)))
    fail(`mail.replyTo: ${JSON.stringify(replyTo)} is no address. Write it like "help@shop.example".`);
  return {
    url: SMTP_URL ? urlAt(SMTP_URL, 'SMTP_URL') : urlAt(mail['url'], given === undefined ? 'SMTP_URL' : 'mail.url'),
    from: MAIL_FROM
      ? fromAt(MAIL_FROM, 'MAIL_FROM')
      : fromAt(mail['from'], given === undefined ? 'MAIL_FROM' : 'mail.from'),
    replyTo: replyTo as string | undefined,
  };
};
