import { createTransport } from 'nodemailer';
import type { MailConfig } from './config';

/** One mail to one address. */
export interface Mail {
  to: string;
  subject: string;
  text: string;
  /** The same, for programs that show it. @default none: plain text only */
  html?: string | undefined;
  /** `https://…` that turns such mails off with one POST (RFC 8058). @default none */
  unsubscribe?: string | undefined;
  /** Without its angle brackets and domain. The same one is the same mail, however often it is sent. */
  id: string;
}

/** Resolves when the server has taken the mail. */
export type SendMail = (mail: Mail) => Promise<void>;

const CONNECT_TIMEOUT_MS = 10_000;
/** Longer than any honest server thinks about a mail of some kilobytes. */
const SOCKET_TIMEOUT_MS = 30_000;

/** A password goes over an encrypted connection or not at all, but to this machine itself. */
export const needsTls = (url: string): boolean => {
  const { password, hostname } = new URL(url);
  return password !== '' && !/^(localhost|127\.[0-9.]+|\[::1\])$/.test(hostname);
};

/** Sends by SMTP, each mail over a connection of its own. */
export const createSmtp = ({ url, from, replyTo }: MailConfig): SendMail => {
  const transport = createTransport({
    url,
    requireTLS: needsTls(url),
    connectionTimeout: CONNECT_TIMEOUT_MS,
    greetingTimeout: CONNECT_TIMEOUT_MS,
    socketTimeout: SOCKET_TIMEOUT_MS,
    disableFileAccess: true,
    disableUrlAccess: true,
  });
  const domain = from.address.slice(from.address.indexOf('@') + 1);
  return async ({ to, subject, text, html, unsubscribe, id }) => {
    await transport.sendMail({
      from,
      ...(replyTo && { replyTo }),
      // Named apart from the headers: whatever an address holds, the mail goes to this one.
      to: { name: '', address: to },
      envelope: { from: from.address, to: [to] },
      subject,
      text,
      ...(html && { html }),
      ...(unsubscribe && {
        headers: {
          'List-Unsubscribe': `<${unsubscribe}>`,
          'List-Unsubscribe-Post': 'List-Unsubscribe=One-Click',
          'Auto-Submitted': 'auto-generated',
        },
      }),
      messageId: `<${id}@${domain}>`,
    });
  };
};
